// A reading glass with a horn handle, resting on a small stack of old letters tied with thread.
import * as THREE from 'three'
import { brass, glass, paper, plain } from '../materials.ts'
import { block, clear, group, mesh, posed, turned } from '../shapes.ts'
import { solid } from '../solid.ts'

export function magnifier(): THREE.Object3D {
  const metal = brass({ roughness: 0.17, age: 0.35 })
  const horn = solid(
    plain({ color: '#3a2414', roughness: 0.22, clearcoat: 0.6, clearcoatRoughness: 0.15 }),
    `float streak = fbm(vec3(at.x * 6.0, at.y * 0.8, at.z * 6.0));
     diffuseColor.rgb = mix(diffuseColor.rgb * 0.35, vec3(0.55, 0.36, 0.16), smoothstep(0.38, 0.72, streak + at.y * 0.05));`,
  )
  const frame = mesh(
    turned(
      [
        [1.02, 0.07],
        [1.06, 0.11],
        [1.12, 0.09],
        [1.15, 0.04],
        [1.15, -0.04],
        [1.12, -0.09],
        [1.06, -0.11],
        [1.02, -0.07],
        [1.02, 0.07],
      ],
      0.02,
      160,
    ),
    metal,
  )
  const lensShape = new THREE.LatheGeometry(
    Array.from({ length: 41 }, (_, k) => {
      const t = (k / 40) * Math.PI - Math.PI / 2
      return new THREE.Vector2(Math.cos(t) * 1.03, Math.sin(t) * 0.13)
    }),
    120,
  )
  const lens = clear(lensShape, glass('#f4fffb', 0.5), 0.12)
  const ferrule = mesh(
    turned(
      [
        [0.06, 0],
        [0.13, 0.02],
        [0.13, 0.1],
        [0.1, 0.14],
        [0.12, 0.2],
        [0.15, 0.34],
        [0.19, 0.38],
        [0.19, 0.48],
        [0.12, 0.5],
      ],
      0.02,
      48,
    ),
    metal,
  )
  const grip = mesh(
    turned(
      [
        [0.13, 0.48],
        [0.17, 0.5],
        [0.16, 0.62],
        [0.19, 0.9],
        [0.24, 1.3],
        [0.25, 1.6],
        [0.21, 1.86],
        [0.12, 1.98],
        [0, 2.0],
      ],
      0.16,
      64,
    ),
    horn,
  )
  const cap = mesh(
    turned(
      [
        [0.16, 1.9],
        [0.2, 1.91],
        [0.18, 1.98],
        [0.1, 2.05],
        [0, 2.07],
      ],
      0.03,
      48,
    ),
    metal,
  )
  const handle = posed(group(ferrule, grip, cap), { at: [0, 0, 1.13], turn: [Math.PI / 2, 0, 0] })
  const tool = posed(group(frame, lens, handle), { at: [-0.3, 0.74, -0.62], turn: [0.17, 0.62, 0.0] })

  const stack = new THREE.Group()
  let y = 0
  const sheets: [number, number, number, number, string][] = [
    [2.9, 2.0, 0.1, 0.1, '#e4d6b8'],
    [2.7, 1.9, 0.09, -0.04, '#eadfca'],
    [2.8, 1.95, 0.07, 0.07, '#dccaa4'],
    [2.6, 1.85, 0.1, 0.0, '#ece2cd'],
  ]
  for (const [w, d, h, turn, color] of sheets) {
    stack.add(
      posed(mesh(block(w, h, d, 0.022), paper(color)), {
        at: [turn * 0.4, y + h / 2, turn * 0.5],
        turn: [0, turn, 0],
      }),
    )
    y += h + 0.006
  }
  const seam = plain({ color: '#b7a27a', roughness: 0.9 })
  for (const [x1, z1, x2, z2] of [
    [-1.28, -0.9, 0, 0.12],
    [1.28, -0.9, 0, 0.12],
  ] as const) {
    const length = Math.hypot(x2 - x1, z2 - z1)
    stack.add(
      posed(mesh(new THREE.BoxGeometry(length, 0.004, 0.012), seam), {
        at: [(x1 + x2) / 2, y - 0.003, (z1 + z2) / 2],
        turn: [0, -Math.atan2(z2 - z1, x2 - x1), 0],
      }),
    )
  }
  const cord = solid(
    plain({ color: '#9c2f22', roughness: 0.9 }),
    `float s = sin((at.x + at.y + at.z) * 90.0); diffuseColor.rgb *= 0.8 + 0.25 * s; solidHeight = s * 0.006;`,
  )
  const wrap = (w: number, across: boolean): THREE.Mesh => {
    const h = y + 0.02
    const path = [
      [-w, 0],
      [-w, h],
      [w, h],
      [w, 0],
    ].map(([a, b]) => new THREE.Vector3(across ? 0 : a, b ?? 0, across ? a : 0))
    return mesh(
      new THREE.TubeGeometry(new THREE.CatmullRomCurve3(path, true, 'catmullrom', 0.04), 160, 0.02, 10, true),
      cord,
    )
  }
  stack.add(posed(wrap(1.46, false), { at: [0, 0, 0.25] }), posed(wrap(1.04, true), { at: [0.75, 0, 0] }))
  return posed(group(posed(stack, { turn: [0, -0.34, 0] }), tool), { scale: 1.2, at: [-0.05, 0, 0.1] })
}
