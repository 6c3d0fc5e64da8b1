// Berries and other things that are put on top.
import * as THREE from 'three'
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js'
import { plain } from '../materials.ts'
import { group, mesh, posed, tube, turnedSmooth, v } from '../shapes.ts'
import { solid } from '../solid.ts'
import { fruit } from './pantry.ts'
import { chance, surface } from './piping.ts'

/** Drupelets in rings, packed to a thimble. */
export function raspberry(size = 0.22): THREE.BufferGeometry {
  const drupelets: THREE.BufferGeometry[] = []
  const rings = 6
  for (let ring = 0; ring < rings; ring++) {
    const t = ring / (rings - 1)
    const r = size * (0.78 - 0.62 * t ** 2.2)
    const count = Math.max(1, Math.round((r / size) * 13))
    for (let k = 0; k < count; k++) {
      const angle = (k / count) * Math.PI * 2 + ring * 0.55
      const berry = new THREE.SphereGeometry(size * (0.26 + chance(ring * 13 + k) * 0.04), 12, 8)
      berry.translate(Math.cos(angle) * r, size * 0.2 + t * size * 1.25, Math.sin(angle) * r)
      drupelets.push(berry)
    }
  }
  const tip = new THREE.SphereGeometry(size * 0.26, 12, 8)
  drupelets.push(tip.translate(0, size * 1.55, 0))
  return mergeGeometries(drupelets)
}

export const raspberryRed = (): THREE.MeshPhysicalMaterial => fruit('#a3162c', '#7c0f22', 0.35)

export function blueberry(size = 0.17): THREE.BufferGeometry {
  return surface(36, 24, (u, w) => {
    const angle = w * Math.PI
    const dent = w > 0.86 ? (w - 0.86) * 1.6 * size : 0
    const crownlet = w > 0.8 && w < 0.93 ? 0.08 * size * (1 + Math.cos(u * Math.PI * 10)) : 0
    const r = Math.sin(angle) * size
    return [
      Math.cos(u * Math.PI * 2) * r,
      size - Math.cos(angle) * size * 0.92 - dent + crownlet,
      Math.sin(u * Math.PI * 2) * r,
    ]
  })
}

export const blueberrySkin = (): THREE.MeshPhysicalMaterial => fruit('#2a3358', '#3f4b78', 0.6)

/** A strawberry with its seeds sunk in, lying on its side or standing on its shoulder. */
export function strawberry(size = 0.3): THREE.BufferGeometry {
  return surface(72, 54, (u, w) => {
    const t = 1 - w
    const r = size * 0.74 * Math.sin(w ** 0.72 * Math.PI) ** 0.68 + 0.001
    const row = Math.floor(w * 15)
    const across = (u * 13 + (row % 2) * 0.5) % 1
    const down = (w * 15) % 1
    const seed = Math.exp(-(((across - 0.5) * 4.6) ** 2) - ((down - 0.5) * 3.6) ** 2)
    const dented = r * (1 - 0.06 * seed)
    return [Math.cos(u * Math.PI * 2) * dented, t * size * 2, Math.sin(u * Math.PI * 2) * dented]
  })
}

/** Glazed red, each seed in its dimple (the pattern of `strawberry`), paler at the shoulder. */
export const strawberryRed = (): THREE.MeshPhysicalMaterial =>
  solid(
    plain({ color: '#c41a26', roughness: 0.24, clearcoat: 0.9, clearcoatRoughness: 0.12 }),
    `float row = floor(cloth.y * 15.0);
     vec2 q = vec2(fract(cloth.x * 13.0 + mod(row, 2.0) * 0.5) - 0.5, fract(cloth.y * 15.0) - 0.5);
     float seed = 1.0 - smoothstep(0.12, 0.2, length(q * vec2(1.5, 0.9)));
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.85, 0.55, 0.40), smoothstep(0.84, 1.0, cloth.y) * 0.6);
     diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.85, 0.62, 0.22), seed * 0.85);
     totalEmissiveRadiance += diffuseColor.rgb * diffuseColor.rgb * vec3(0.3, 0.2, 0.18);`,
  )

export function cherry(size = 0.22): THREE.Group {
  const body = turnedSmooth(
    [
      [0, 0],
      [size * 0.6, size * 0.12],
      [size, size * 0.85],
      [size * 0.75, size * 1.55],
      [size * 0.25, size * 1.62],
      [0, size * 1.45],
    ],
    60,
    48,
  )
  const stem = tube(
    [v(0, size * 1.4, 0), v(0.03, size * 2.4, 0.02), v(0.16, size * 3.6, 0.05)],
    0.018,
    false,
    24,
  )
  return group(
    mesh(body, fruit('#5a0a18', '#7c1322', 0.16)),
    mesh(stem, plain({ color: '#5d6a2c', roughness: 0.7 })),
  )
}

export function leaf(length = 0.34): THREE.Mesh {
  const shape = surface(14, 20, (u, w) => {
    const across = (u - 0.5) * Math.sin(w * Math.PI) ** 0.8 * length * 0.55
    return [across, Math.abs(across) * 0.35 + Math.sin(w * 2.6) * length * 0.14, -w * length]
  })
  return mesh(shape, plain({ color: '#5b7a3c', roughness: 0.55 }))
}

/** A few leaves of mint, where a cook would lay them. */
export const sprig = (x: number, y: number, z: number, turn = 0): THREE.Group =>
  posed(
    group(
      posed(leaf(), { turn: [0.35, 0.5, 0] }),
      posed(leaf(0.28), { turn: [0.3, 2.4, 0] }),
      posed(leaf(0.24), { turn: [0.5, 4.2, 0] }),
    ),
    { at: [x, y, z], turn: [0, turn, 0] },
  )
