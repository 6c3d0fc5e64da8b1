// Tarts: a fluted shell, and what is in it.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, posed } from '../shapes.ts'
import { solid } from '../solid.ts'
import { sprig, strawberry, strawberryRed } from './fruit.ts'
import { cream, crust, ganache, glaze, meringue } from './pantry.ts'
import { chance, kiss, rim, scattered, surface } from './piping.ts'
import { served } from './stand.ts'

const round = Math.PI * 2
const radius = 1.6
const depth = 0.46

function shell(color = '#d39a55'): THREE.Mesh {
  const wall = surface(420, 40, (u, v) => {
    const angle = u * round
    const flute = Math.abs(Math.sin(angle * 24)) * 0.05
    // bottom, outer wall, rim, inner wall
    if (v < 0.2)
      return [Math.sin(angle) * radius * 0.86 * (v / 0.2), 0, Math.cos(angle) * radius * 0.86 * (v / 0.2)]
    const t = (v - 0.2) / 0.8
    const outer = Math.min(1, t / 0.6)
    const over = Math.max(0, (t - 0.6) / 0.4)
    const r = radius * (0.86 + 0.13 * outer) + flute * (1 - over) - over * 0.16
    const y = depth * outer + Math.sin(over * Math.PI) * 0.04 - Math.max(0, over - 0.5) * 0.3
    return [Math.sin(angle) * r, y, Math.cos(angle) * r]
  })
  return mesh(wall, crust(color))
}

function filling(material: THREE.Material, dome = 0.05, level = depth - 0.05): THREE.Mesh {
  return mesh(
    surface(120, 16, (u, v) => [
      Math.sin(u * round) * (radius - 0.1) * (1 - v),
      level + dome * (1 - (1 - v) ** 2),
      Math.cos(u * round) * (radius - 0.1) * (1 - v),
    ]),
    material,
  )
}

export function strawberryTart(): THREE.Object3D {
  const places = [
    ...rim(17, 1.02, depth + 0.16).map((place) => ({ ...place, lean: 1.02 })),
    ...rim(11, 0.6, depth + 0.26, 0.2).map((place) => ({ ...place, lean: 0.86 })),
    ...rim(5, 0.22, depth + 0.34, 0.1).map((place) => ({ ...place, lean: 0.6 })),
    { at: [0, depth + 0.42, 0] as [number, number, number], turn: 1 },
  ]
  const tart = group(
    shell(),
    filling(cream('#f6dd9c')),
    scattered(
      strawberry(0.3),
      strawberryRed(),
      places.map((place, k) => ({
        ...place,
        scale: 0.92 + chance(k) * 0.2,
        lean: (place as { lean?: number }).lean ?? 0,
      })),
    ),
    sprig(0.3, depth + 0.86, 0.3, 0.8),
  )
  return served(posed(tart, { scale: 1.05 }), 2.0)
}

export function lemonTart(): THREE.Object3D {
  const torched = meringue(0.12, 0.56)
  const places = [
    ...rim(17, 1.24, depth),
    ...rim(12, 0.84, depth + 0.03, 0.2),
    ...rim(7, 0.45, depth + 0.05, 0.4),
    { at: [0, depth + 0.06, 0] as [number, number, number] },
  ]
  const tart = group(
    shell('#dca45c'),
    filling(glaze('#f1c23c')),
    scattered(kiss(0.235, 0.56, 6, 1.2), torched, places),
  )
  return served(posed(tart, { scale: 1.05 }), 2.0, 0.95, '#ecc6be')
}

export function chocolateTart(): THREE.Object3D {
  const salt = solid(plain({ color: '#fffaf2', roughness: 0.25, clearcoat: 1 }), 'diffuseColor.rgb *= 0.95;')
  const leaf = surface(10, 10, (u, v) => [
    (u - 0.5) * 0.34 + 0.04 * Math.sin(v * 9),
    0.03 * Math.sin(u * 8 + v * 5),
    (v - 0.5) * 0.26 + 0.05 * Math.sin(u * 7),
  ])
  const tart = group(
    shell('#6b3a20'),
    filling(ganache('#2a130b'), 0.03, depth + 0.0),
    scattered(
      new THREE.BoxGeometry(0.034, 0.022, 0.034),
      salt,
      Array.from({ length: 90 }, (_, k) => {
        const angle = 0.4 + chance(k) * 2.3
        const r = 0.5 + chance(k + 31) * 0.85
        return {
          at: [Math.sin(angle) * r, depth + 0.035, Math.cos(angle) * r] as [number, number, number],
          turn: k * 1.3,
          scale: 0.5 + chance(k + 77),
          lean: chance(k),
        }
      }),
    ),
    posed(mesh(leaf, plain({ color: '#e8bf62', metalness: 1, roughness: 0.25 })), {
      at: [-0.45, depth + 0.1, 0.35],
    }),
    posed(mesh(leaf.clone(), plain({ color: '#e8bf62', metalness: 1, roughness: 0.25 })), {
      at: [-0.72, depth + 0.09, 0.1],
      turn: [0, 1.2, 0],
      scale: 0.6,
    }),
  )
  return served(posed(tart, { scale: 1.05 }), 2.0)
}
