// What cakes are made of. Light enters cream, crumb and sugar a little way: each gives some of it back as warmth.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { solid } from '../solid.ts'

const glow = (share: number): string =>
  `totalEmissiveRadiance += diffuseColor.rgb * diffuseColor.rgb * vec3(${share.toFixed(3)}, ${(share * 0.72).toFixed(3)}, ${(share * 0.6).toFixed(3)});`

/** Buttercream or whipped cream, spread with a knife: faint level strokes. */
export const cream = (color: string, isSpread = false): THREE.MeshPhysicalMaterial =>
  solid(
    plain({
      color,
      roughness: 0.62,
      sheen: 0.25,
      sheenRoughness: 0.6,
      sheenColor: new THREE.Color('#fff4e6'),
    }),
    `float lump = fbm(at * 4.0);
     ${isSpread ? 'float knife = noise3(vec3(at.x * 1.1, at.y * 15.0, at.z * 1.1)); solidHeight = knife * 0.02 + lump * 0.012;' : 'solidHeight = lump * 0.008;'}
     diffuseColor.rgb *= 0.95 + lump * 0.1; ${glow(0.16)}`,
  )

export const ganache = (color = '#2c150c'): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color, roughness: 0.2, clearcoat: 0.9, clearcoatRoughness: 0.09 }),
    `float swirl = fbm(at * 2.2); solidHeight = swirl * 0.012; ${glow(0.25)}`,
  )

export const glaze = (color: string): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color, roughness: 0.25, clearcoat: 1, clearcoatRoughness: 0.12 }),
    `solidHeight = fbm(at * 3.0) * 0.01; ${glow(0.2)}`,
  )

/** Cake seen from outside: fine pores, browner where the oven was closer. */
export const crumb = (color: string, brown = '#8a4f22'): THREE.MeshPhysicalMaterial => {
  const tan = new THREE.Color(brown)
  return solid(
    plain({ color, roughness: 0.92 }),
    `float pore = fbm(at * 22.0); float bake = fbm(at * 2.6 + 4.0);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(${tan.r.toFixed(4)}, ${tan.g.toFixed(4)}, ${tan.b.toFixed(4)}), smoothstep(0.3, 0.75, bake) * 0.55);
     diffuseColor.rgb *= 0.74 + pore * 0.5; solidHeight = pore * 0.035; ${glow(0.1)}`,
  )
}

export type Layer = { to: number; color: string; isCream?: boolean }

/** What a knife lays open: the layers one above the other, each to its height. */
export function laidOpen(layers: Layer[]): THREE.MeshPhysicalMaterial {
  const bands = layers
    .map(({ to, color, isCream }) => {
      const c = new THREE.Color(color)
      return `if (y < ${to.toFixed(4)} && !isFound) { isFound = true; inside = vec3(${c.r.toFixed(4)}, ${c.g.toFixed(4)}, ${c.b.toFixed(4)}); smoothPart = ${isCream ? '1.0' : '0.0'}; }`
    })
    .join('\n')
  return solid(
    plain({ color: '#ffffff', roughness: 0.85 }),
    `float y = at.y + (fbm(at * vec3(5.0, 3.0, 5.0)) - 0.47) * 0.06; bool isFound = false;
     vec3 inside = vec3(0.9); float smoothPart = 0.0;
     ${bands}
     float pore = fbm(at * 20.0); float hole = smoothstep(0.6, 0.72, noise3(at * 15.0));
     float rough = 1.0 - smoothPart;
     diffuseColor.rgb = inside * mix(1.0, (0.78 + pore * 0.42) * (1.0 - hole * 0.25), rough);
     roughnessFactor = mix(0.45, 0.92, rough);
     solidHeight = rough * (pore * 0.04 - hole * 0.03); ${glow(0.12)}`,
  )
}

/** Baked dough: golden, browner on what stands out; `at.y` upwards is closer to the heat. */
export const crust = (color = '#c98a45', dark = '#7a4018'): THREE.MeshPhysicalMaterial => {
  const burnt = new THREE.Color(dark)
  return solid(
    plain({ color, roughness: 0.72, clearcoat: 0.15, clearcoatRoughness: 0.4 }),
    `float bake = fbm(at * 3.0 + 1.0); float grain = fbm(at * 18.0);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(${burnt.r.toFixed(4)}, ${burnt.g.toFixed(4)}, ${burnt.b.toFixed(4)}), smoothstep(0.36, 0.72, bake) * 0.6);
     diffuseColor.rgb *= 0.82 + grain * 0.34; solidHeight = grain * 0.016; ${glow(0.1)}`,
  )
}

/** Meringue under the torch: white in the folds, amber where the flame touched. */
export const meringue = (from: number, to: number): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color: '#fdf6ea', roughness: 0.5, clearcoat: 0.15, clearcoatRoughness: 0.4 }),
    `float flame = smoothstep(${from.toFixed(3)}, ${to.toFixed(3)}, at.y + (fbm(at * 5.0) - 0.5) * 0.3);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.62, 0.31, 0.10), flame * 0.8);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.17, 0.07, 0.03), smoothstep(0.75, 1.0, flame) * 0.6); ${glow(0.14)}`,
  )

export const porcelain = (color = '#f8e6c2'): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color, roughness: 0.28, clearcoat: 1, clearcoatRoughness: 0.1 }),
    `diffuseColor.rgb *= 0.985 + fbm(at * 2.0) * 0.03; ${glow(0.06)}`,
  )

export const fruit = (color: string, blush = color, gloss = 0.28): THREE.MeshPhysicalMaterial => {
  const other = new THREE.Color(blush)
  return solid(
    plain({ color, roughness: gloss, clearcoat: 0.7, clearcoatRoughness: 0.18 }),
    `float ripe = fbm(at * 3.4 + 2.0);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(${other.r.toFixed(4)}, ${other.g.toFixed(4)}, ${other.b.toFixed(4)}), smoothstep(0.4, 0.65, ripe)); ${glow(0.3)}`,
  )
}
