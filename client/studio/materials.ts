// What the curios are made of. Every material carries wear: nothing handled for a century is uniform.
import * as THREE from 'three'
import { solid } from './solid.ts'

const physical = (parameters: THREE.MeshPhysicalMaterialParameters): THREE.MeshPhysicalMaterial =>
  new THREE.MeshPhysicalMaterial({ side: THREE.DoubleSide, ...parameters })

export function brass({ color = '#c9974a', roughness = 0.24, age = 0.5 } = {}): THREE.MeshPhysicalMaterial {
  return solid(
    physical({ color, metalness: 1, roughness }),
    `float cloud = fbm(at * 1.7 + 3.0);
     float fine = fbm(at * 9.0);
     float scratch = noise3(vec3(at.x * 3.0 + fine, at.y * 90.0, at.z * 3.0));
     float tarnish = smoothstep(0.42, 0.72, cloud * 0.7 + fine * 0.35) * ${age.toFixed(2)};
     diffuseColor.rgb *= mix(vec3(1.0), vec3(0.50, 0.44, 0.36), tarnish);
     roughnessFactor = clamp(roughnessFactor + tarnish * 0.28 + (fine - 0.45) * 0.16 + (scratch - 0.5) * 0.05, 0.08, 1.0);`,
  )
}

export const steel = (color = '#c9ccd0', roughness = 0.22): THREE.MeshPhysicalMaterial =>
  solid(
    physical({ color, metalness: 1, roughness }),
    `roughnessFactor = clamp(roughnessFactor + (fbm(at * 8.0) - 0.45) * 0.2, 0.06, 1.0);`,
  )

/** Sawn along x; the rings run round an axis a little off the piece, as they do in a real board. */
export function wood({ light = '#8a5a32', dark = '#3d2213', ring = 5, gloss = 0.42, along = 'x' } = {}) {
  const swizzle = along === 'y' ? 'at.yxz' : along === 'z' ? 'at.zyx' : 'at.xyz'
  const shade = new THREE.Color(dark)
  return solid(
    physical({ color: light, roughness: gloss, clearcoat: 0.25, clearcoatRoughness: 0.35 }),
    `vec3 p = ${swizzle};
     vec3 q = p * vec3(0.16, 1.0, 1.0) + vec3(0.0, 1.7, 0.6);
     float bend = fbm(q * 1.3) * 0.9;
     float radius = length(q.yz + bend * 0.35) * ${ring.toFixed(1)};
     float rings = fract(radius);
     rings = smoothstep(0.0, 0.75, rings) * (1.0 - smoothstep(0.82, 1.0, rings));
     float pores = smoothstep(0.62, 0.8, noise3(vec3(p.x * 2.6, p.y * 46.0, p.z * 46.0)));
     float fibre = noise3(vec3(p.x * 1.2, p.y * 85.0, p.z * 85.0));
     float figure = fbm(vec3(p.x * 0.9, p.y * 4.0, p.z * 4.0) + 9.0);
     vec3 darkWood = vec3(${shade.r.toFixed(4)}, ${shade.g.toFixed(4)}, ${shade.b.toFixed(4)});
     float t = clamp(rings * 0.55 + (figure - 0.42) * 0.7 + (fibre - 0.5) * 0.22, 0.0, 1.0);
     diffuseColor.rgb = mix(diffuseColor.rgb, darkWood, t);
     diffuseColor.rgb *= 1.0 - pores * 0.35;
     roughnessFactor += pores * 0.25 + (fibre - 0.5) * 0.12;
     solidHeight = -pores * 0.004 + fibre * 0.0016;`,
  )
}

export const bone = (color = '#e6dac0'): THREE.MeshPhysicalMaterial =>
  solid(
    physical({ color, roughness: 0.4, clearcoat: 0.3, clearcoatRoughness: 0.25 }),
    `float grain = noise3(vec3(at.x * 60.0, at.y * 7.0, at.z * 60.0));
     float stain = fbm(at * 1.6 + 2.0);
     float fleck = smoothstep(0.7, 0.85, noise3(vec3(at.x * 34.0, at.y * 5.0, at.z * 34.0)));
     diffuseColor.rgb *= mix(vec3(1.0), vec3(0.80, 0.66, 0.44), smoothstep(0.35, 0.8, stain) * 0.7);
     diffuseColor.rgb *= 1.0 - fleck * 0.16 - (grain - 0.5) * 0.05;
     solidHeight = -fleck * 0.0009;`,
  )

export const leather = (color = '#3a2015', roughness = 0.55): THREE.MeshPhysicalMaterial =>
  solid(
    physical({ color, roughness, sheen: 0.2, sheenRoughness: 0.5, sheenColor: new THREE.Color('#7a4a30') }),
    `float pebble = fbm(at * 26.0); float worn = fbm(at * 2.4 + 5.0);
     diffuseColor.rgb *= 0.75 + pebble * 0.5;
     diffuseColor.rgb = mix(diffuseColor.rgb, diffuseColor.rgb * vec3(1.9, 1.6, 1.35), smoothstep(0.5, 0.75, worn) * 0.5);
     roughnessFactor -= smoothstep(0.5, 0.75, worn) * 0.14;
     solidHeight = pebble * 0.02;`,
  )

export const cloth = (color: string): THREE.MeshPhysicalMaterial =>
  solid(
    physical({
      color,
      roughness: 0.95,
      sheen: 1,
      sheenRoughness: 0.4,
      sheenColor: new THREE.Color(color).lerp(new THREE.Color('#ffffff'), 0.25),
    }),
    `float nap = fbm(at * 30.0); diffuseColor.rgb *= 0.8 + nap * 0.4; solidHeight = nap * 0.012;`,
  )

export const paper = (color = '#e8dcc2'): THREE.MeshPhysicalMaterial =>
  solid(
    physical({ color, roughness: 0.85 }),
    `float age = fbm(at * 1.4); float fibre = fbm(at * 24.0);
     diffuseColor.rgb *= mix(vec3(1.0), vec3(0.84, 0.72, 0.52), smoothstep(0.4, 0.75, age) * 0.6) * (0.94 + fibre * 0.12);
     solidHeight = fibre * 0.003;`,
  )

/** Thin blown glass. It lets most of the lamp through, so its shadow falls in only a share of the frames. */
export const glass = (color = '#ffffff', thickness = 0.08): THREE.MeshPhysicalMaterial =>
  physical({
    color,
    roughness: 0.03,
    metalness: 0,
    transmission: 1,
    thickness,
    ior: 1.48,
    envMapIntensity: 1.25,
    specularIntensity: 1,
    side: THREE.FrontSide,
  })

export const plain = physical
