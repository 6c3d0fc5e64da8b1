// What watches are made of. Lengths are centimetres: the whole watch is scaled once, when it is set on its cushion.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { solid } from '../solid.ts'

export const tones = {
  steel: '#d3d2cf',
  gold: '#efc888',
  bronze: '#b07a45',
  rose: '#dba488',
  black: '#2b2c2e',
}
export type Tone = keyof typeof tones

export const polished = (tone: Tone = 'steel', roughness = 0.1): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color: tones[tone], metalness: 1, roughness }),
    `float hand = fbm(at * 5.0);
     roughnessFactor = clamp(roughnessFactor + (hand - 0.45) * 0.05, 0.05, 1.0);`,
  )

/** Brushed along an axis; `round` is brushed round the middle of the case, as a lathe leaves it. */
export function brushed(tone: Tone = 'steel', along: 'x' | 'z' | 'round' = 'z'): THREE.MeshPhysicalMaterial {
  const grain = {
    x: 'noise3(vec3(at.x * 3.0, at.y * 130.0, at.z * 130.0))',
    z: 'noise3(vec3(at.x * 130.0, at.y * 130.0, at.z * 3.0))',
    round: 'noise3(vec3(length(at.xz) * 150.0, at.y * 90.0, atan(at.z, at.x) * 5.0))',
  }[along]
  return solid(
    plain({ color: tones[tone], metalness: 1, roughness: 0.34 }),
    `float line = ${grain};
     diffuseColor.rgb *= 0.86 + line * 0.2;
     roughnessFactor = clamp(roughnessFactor + (line - 0.5) * 0.22, 0.12, 1.0);`,
  )
}

/** Bronze that has been to sea: polished where it is touched, brown and a little green where it is not. */
export const seaBronze = (): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color: tones.bronze, metalness: 1, roughness: 0.3 }),
    `float cloud = fbm(at * 1.9 + 4.0); float fine = fbm(at * 11.0);
     float patina = smoothstep(0.4, 0.72, cloud * 0.7 + fine * 0.35);
     diffuseColor.rgb *= mix(vec3(1.0), vec3(0.55, 0.47, 0.40), patina * 0.75);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.16, 0.22, 0.17), smoothstep(0.66, 0.85, fine) * patina * 0.5);
     roughnessFactor += patina * 0.25 + (fine - 0.45) * 0.12;`,
  )

/** Only what a polished sapphire throws back is added to what lies beneath it. */
export const sapphire = (): THREE.MeshPhysicalMaterial =>
  plain({
    color: '#000000',
    roughness: 0.04,
    metalness: 0,
    ior: 1.62,
    transparent: true,
    blending: THREE.AdditiveBlending,
    depthWrite: false,
    side: THREE.FrontSide,
    envMapIntensity: 0.8,
  })

export const ink = (color: string): THREE.MeshPhysicalMaterial => plain({ color, roughness: 0.6 })
export const lume = (color = '#efe6c8'): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color, roughness: 0.85 }),
    'diffuseColor.rgb *= 0.94 + fbm(at * 60.0) * 0.12; totalEmissiveRadiance += diffuseColor.rgb * 0.06;',
  )
