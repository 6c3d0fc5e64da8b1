// Two spinning tops, turned and lacquered in rings, with the string that throws them.
import type * as THREE from 'three'
import { brass, plain, wood } from '../materials.ts'
import { group, mesh, posed, tube, turned, turnedSmooth, v } from '../shapes.ts'
import { solid } from '../solid.ts'

function top(light: string, dark: string, bands: string[]): THREE.Group {
  const timber = wood({ light, dark, along: 'y', ring: 5, gloss: 0.32 })
  const body = turnedSmooth(
    [
      [0.001, 0.2],
      [0.09, 0.32],
      [0.22, 0.55],
      [0.52, 0.98],
      [0.84, 1.36],
      [1.0, 1.72],
      [0.93, 2.02],
      [0.66, 2.2],
      [0.34, 2.27],
      [0.16, 2.34],
      [0.12, 2.5],
      [0.14, 2.72],
      [0.19, 2.84],
      [0.14, 2.94],
      [0.001, 2.96],
    ],
    200,
  )
  const all = group(mesh(body, timber))
  const position = body.getAttribute('position')
  const radiusAt = (y: number): number => {
    let best = 0
    let gap = Infinity
    for (let k = 0; k < 201; k++) {
      const distance = Math.abs(position.getY(k) - y)
      if (distance < gap && position.getY(k) < 2.3)
        [gap, best] = [distance, Math.hypot(position.getX(k), position.getZ(k))]
    }
    return best
  }
  bands.forEach((color, index) => {
    const low = 1.28 + index * 0.2
    const lacquer = solid(
      plain({ color, roughness: 0.3, clearcoat: 0.8, clearcoatRoughness: 0.12 }),
      `float rub = smoothstep(0.62, 0.75, fbm(at * 6.0)); diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.35, 0.2, 0.1), rub * 0.5);`,
    )
    const ring = Array.from({ length: 8 }, (_, k): [number, number] => {
      const y = low + (k / 7) * 0.13
      return [radiusAt(y) + 0.007, y]
    })
    all.add(mesh(turned(ring, 0), lacquer))
  })
  all.add(
    mesh(
      turned(
        [
          [0, 0],
          [0.03, 0.01],
          [0.05, 0.08],
          [0.07, 0.26],
          [0.12, 0.34],
          [0.1, 0.38],
        ],
        0.01,
        40,
      ),
      brass({ roughness: 0.2 }),
    ),
  )
  return all
}

export function spinningTop(): THREE.Object3D {
  // Leaning on its shoulder: the tip and the widest ring both touch the cloth.
  const lean = Math.PI / 2 - Math.atan2(1.0, 1.72) + 0.02
  const first = posed(
    group(posed(top('#a8713d', '#5a3215', ['#d9c9a6', '#7f2a1f', '#d9c9a6']), { turn: [0, 0, -lean] })),
    { at: [-0.95, 0.02, 0.35], turn: [0, 0.5, 0] },
  )
  const second = posed(
    group(posed(top('#4b2a18', '#1d0d06', ['#2f5d4c', '#d9c9a6', '#2f5d4c']), { turn: [0, 0, -lean] })),
    { at: [0.2, 0.02, -1.55], turn: [0, 2.3, 0], scale: 0.92 },
  )
  const string = solid(
    plain({ color: '#d8c6a0', roughness: 0.95 }),
    `float s = sin((at.x * 0.7 + at.z) * 120.0); diffuseColor.rgb *= 0.82 + 0.2 * s; solidHeight = s * 0.006;`,
  )
  const path = Array.from({ length: 160 }, (_, k) => {
    const t = k / 159
    const angle = 0.6 + t * 34
    const r = 0.62 - t * 0.42 + Math.sin(k * 1.7) * 0.015
    return v(
      0.55 + Math.cos(angle) * r + Math.max(0, 0.06 - t) * 16,
      0.03 + t * 0.09 + (k % 7) * 0.002,
      1.55 + Math.sin(angle) * r * 0.8,
    )
  })
  const cord = mesh(tube(path, 0.026, false, 1400), string)
  return posed(group(first, second, cord), { scale: 1.1, at: [-0.1, 0, 0.1] })
}
