// A three-draw spyglass, stitched leather on the barrel, lying across its own shadow on a small cradle.
import * as THREE from 'three'
import { brass, glass, leather, plain, wood } from '../materials.ts'
import { block, clear, group, mesh, posed, turned } from '../shapes.ts'

export function spyglass(): THREE.Object3D {
  const metal = brass({ roughness: 0.18, age: 0.35 })
  const hide = leather('#4a2414', 0.5)
  const body = new THREE.Group()
  body.add(
    mesh(
      turned(
        [
          [0.44, 0],
          [0.44, 1.78],
        ],
        0,
      ),
      hide,
    ),
  )
  // Draws, each with a milled collar at its mouth.
  const draw = (radius: number, from: number, to: number): THREE.Mesh =>
    mesh(
      turned(
        [
          [radius, from],
          [radius, to - 0.2],
          [radius + 0.035, to - 0.19],
          [radius + 0.035, to - 0.13],
          [radius + 0.02, to - 0.11],
          [radius + 0.045, to - 0.09],
          [radius + 0.045, to],
          [radius - 0.06, to],
          [radius - 0.06, to - 0.1],
        ],
        0.012,
      ),
      metal,
    )
  body.add(draw(0.37, 1.7, 2.72), draw(0.305, 2.6, 3.48), draw(0.245, 3.4, 4.02))
  body.add(
    mesh(
      turned(
        [
          [0.18, 3.95],
          [0.3, 3.98],
          [0.34, 4.03],
          [0.34, 4.1],
          [0.24, 4.15],
          [0.1, 4.12],
          [0.08, 4.02],
        ],
        0.02,
      ),
      metal,
    ),
  )
  body.add(
    mesh(
      turned(
        [
          [0.4, 1.72],
          [0.47, 1.73],
          [0.47, 1.8],
          [0.445, 1.83],
          [0.465, 1.86],
          [0.465, 1.93],
          [0.36, 1.94],
        ],
        0.014,
      ),
      metal,
    ),
  )
  body.add(
    mesh(
      turned(
        [
          [0.43, 0.06],
          [0.47, 0.05],
          [0.47, -0.03],
          [0.49, -0.06],
          [0.53, -0.3],
          [0.555, -0.36],
          [0.555, -0.5],
          [0.52, -0.52],
          [0.47, -0.51],
          [0.45, -0.36],
          [0.43, -0.3],
        ],
        0.016,
      ),
      metal,
    ),
  )
  for (const y of [-0.42, 1.9, 2.66, 3.44]) {
    const radius = y < 0 ? 0.557 : y < 2 ? 0.467 : y < 3 ? 0.417 : 0.352
    const teeth = new THREE.InstancedMesh(new THREE.CylinderGeometry(0.008, 0.008, 0.06, 6), metal, 130)
    const at = new THREE.Matrix4()
    for (let k = 0; k < 130; k++) {
      const angle = (k / 130) * Math.PI * 2
      teeth.setMatrixAt(k, at.makeTranslation(Math.cos(angle) * radius, y, Math.sin(angle) * radius))
    }
    body.add(teeth)
  }
  const lens = clear(
    new THREE.SphereGeometry(0.62, 48, 16, 0, Math.PI * 2, 0, 0.85),
    glass('#dff0ea', 0.2),
    1,
  )
  lens.scale.y = 0.45
  body.add(posed(lens, { at: [0, -0.28, 0], turn: [Math.PI, 0, 0] }))
  body.add(
    posed(mesh(new THREE.CircleGeometry(0.45, 48), plain({ color: '#0b1512', roughness: 0.15 })), {
      at: [0, -0.2, 0],
      turn: [Math.PI / 2, 0, 0],
    }),
  )
  const thread = plain({ color: '#c9a878', roughness: 0.8 })
  for (let k = 0; k < 44; k++) {
    const y = 0.1 + (k / 43) * 1.58
    for (const side of [-0.05, 0.05]) {
      body.add(
        posed(mesh(new THREE.CapsuleGeometry(0.008, 0.022, 3, 6), thread), {
          at: [side, y, Math.sqrt(0.44 ** 2 - side ** 2) + 0.004],
        }),
      )
    }
  }
  const tilt = posed(group(posed(body, { at: [0, -1.8, 0] })), {
    turn: [0, 0, -Math.PI / 2 + 0.06],
    at: [0, 1.02, 0],
  })
  const timber = wood({ light: '#6f4124', dark: '#2a140a', along: 'x' })
  const cradle = new THREE.Group()
  cradle.add(posed(mesh(block(2.7, 0.16, 0.86, 0.05), timber), { at: [-0.2, 0.08, 0] }))
  for (const [x, low] of [
    [-1.0, 0.44],
    [0.62, 0.45],
  ] as const) {
    const fork = new THREE.Shape()
    fork.moveTo(-0.4, 0).lineTo(0.4, 0).bezierCurveTo(0.36, 0.35, 0.5, 0.5, 0.52, 0.92)
    fork.absarc(0, 1.0, low, -0.25, Math.PI + 0.25, true)
    fork.bezierCurveTo(-0.5, 0.5, -0.36, 0.35, -0.4, 0)
    const cheek = new THREE.ExtrudeGeometry(fork, {
      depth: 0.1,
      bevelSize: 0.02,
      bevelThickness: 0.02,
      bevelSegments: 3,
      curveSegments: 40,
    })
    cradle.add(posed(mesh(cheek, timber), { at: [x - 0.05, 0.14, 0], turn: [0, Math.PI / 2, 0] }))
  }
  return posed(group(tilt, cradle), { turn: [0, 0.52, 0], scale: 0.98, at: [-0.12, 0, 0.1] })
}
