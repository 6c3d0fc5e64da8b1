// A sextant standing on its own arc: pierced frame, silvered limb, index arm, mirrors and a small telescope.
import * as THREE from 'three'
import { brass, glass, plain, steel, wood } from '../materials.ts'
import { block, clear, graduations, group, mesh, plate, posed, rod, turned, v } from '../shapes.ts'

const spread = Math.PI / 3 + 0.16
const limb = 2.6

function frame(): THREE.Shape {
  const from = -Math.PI / 2 - spread / 2
  const to = -Math.PI / 2 + spread / 2
  const shape = new THREE.Shape()
  shape.absarc(0, 0, limb + 0.16, from - 0.02, to + 0.02, false)
  shape.absarc(0, 0, 0.34, to + 0.5, from - 0.5 + Math.PI * 2, false)
  shape.closePath()
  const window = (inner: number, outer: number, a: number, b: number): void => {
    const hole = new THREE.Path()
    hole.absarc(0, 0, outer, a, b, false)
    hole.absarc(0, 0, inner, b - 0.04, a + 0.04, true)
    hole.closePath()
    shape.holes.push(hole)
  }
  const mid = -Math.PI / 2
  window(0.72, 1.28, mid - 0.42, mid + 0.42)
  window(1.42, limb - 0.32, from + 0.13, mid - 0.2)
  window(1.42, limb - 0.32, mid - 0.13, mid + 0.13)
  window(1.42, limb - 0.32, mid + 0.2, to - 0.13)
  return shape
}

export function sextant(): THREE.Object3D {
  const metal = brass({ roughness: 0.22, age: 0.45 })
  const bright = brass({ color: '#dcae60', roughness: 0.16, age: 0.2 })
  const silver = steel('#ded8ca', 0.3)
  const ink = plain({ color: '#14110d', roughness: 0.7 })
  const mirror = steel('#e8edf0', 0.04)
  const body = new THREE.Group()
  body.add(mesh(plate(frame(), 0.13, 0.028), metal))

  const strip = new THREE.Shape()
  strip.absarc(0, 0, limb + 0.1, -Math.PI / 2 - spread / 2, -Math.PI / 2 + spread / 2, false)
  strip.absarc(0, 0, limb - 0.16, -Math.PI / 2 + spread / 2, -Math.PI / 2 - spread / 2, true)
  body.add(posed(mesh(plate(strip, 0.03, 0.006), silver), { at: [0, 0, 0.075] }))
  const marks = graduations(141, limb + 0.08, 0.15, ink, {
    from: -Math.PI / 2 - spread / 2 + 0.02,
    sweep: spread - 0.04,
    width: 0.009,
  })
  body.add(posed(marks, { turn: [Math.PI / 2, 0, 0], at: [0, 0, 0.092] }))

  const arm = new THREE.Shape()
  arm
    .moveTo(-0.2, 0.25)
    .lineTo(0.2, 0.25)
    .lineTo(0.11, -limb + 0.5)
    .lineTo(0.3, -limb + 0.3)
    .lineTo(0.3, -limb - 0.2)
    .lineTo(-0.3, -limb - 0.2)
    .lineTo(-0.3, -limb + 0.3)
    .lineTo(-0.11, -limb + 0.5)
    .closePath()
  const slot = new THREE.Path()
  slot
    .moveTo(-0.2, -limb + 0.16)
    .lineTo(-0.2, -limb - 0.06)
    .lineTo(0.2, -limb - 0.06)
    .lineTo(0.2, -limb + 0.16)
    .closePath()
  arm.holes.push(slot)
  const index = new THREE.Group()
  index.add(posed(mesh(plate(arm, 0.06, 0.02), bright), { at: [0, 0, 0.15] }))
  index.add(
    posed(
      mesh(
        turned(
          [
            [0, 0.3],
            [0.08, 0.3],
            [0.12, 0.24],
            [0.24, 0.2],
            [0.28, 0.1],
            [0.28, 0],
            [0, 0],
          ],
          0.02,
        ),
        metal,
      ),
      { turn: [Math.PI / 2, 0, 0], at: [0, 0, 0.16] },
    ),
  )
  const glassMount = group(
    mesh(block(0.9, 0.62, 0.07, 0.03), metal),
    posed(mesh(block(0.78, 0.5, 0.04, 0.02), mirror), { at: [0, 0, 0.04] }),
  )
  index.add(posed(glassMount, { at: [0.02, 0.2, 0.5], turn: [0, 0.5, 0] }))
  const drum = turned(
    [
      [0, 0.3],
      [0.16, 0.3],
      [0.18, 0.26],
      [0.18, 0.1],
      [0.1, 0.06],
      [0.1, 0],
      [0, 0],
    ],
    0.015,
    60,
  )
  index.add(posed(mesh(drum, metal), { at: [0.3, -limb - 0.02, 0.2], turn: [0, 0, -Math.PI / 2] }))
  index.add(
    posed(
      mesh(
        turned(
          [
            [0, 0.22],
            [0.09, 0.2],
            [0.12, 0.12],
            [0.06, 0.06],
            [0.06, 0],
            [0, 0],
          ],
          0.02,
          40,
        ),
        metal,
      ),
      { at: [-0.14, -limb + 0.3, 0.18], turn: [Math.PI / 2, 0, 0] },
    ),
  )
  body.add(posed(index, { turn: [0, 0, 0.2] }))

  const horizon = group(
    mesh(block(0.66, 0.66, 0.06, 0.03), metal),
    posed(mesh(block(0.52, 0.52, 0.05, 0.02), mirror), { at: [0, 0, 0.03] }),
  )
  body.add(posed(horizon, { at: [-0.98, -0.86, 0.42], turn: [0, 1.0, 0.3] }))
  body.add(mesh(rod(v(-0.95, -0.95, 0.02), v(-0.95, -0.95, 0.4), 0.08), metal))
  const shades: [string, number][] = [
    ['#7d1f17', 0.15],
    ['#2c5a3a', 0.33],
    ['#c08a2a', 0.51],
  ]
  for (const [color, z] of shades) {
    const ring = mesh(new THREE.TorusGeometry(0.21, 0.03, 14, 60), metal)
    const pane = mesh(
      new THREE.CylinderGeometry(0.2, 0.2, 0.03, 40),
      plain({ color, roughness: 0.05, transparent: true, opacity: 0.75, clearcoat: 1 }),
    )
    pane.rotation.x = Math.PI / 2
    body.add(
      posed(group(ring, pane), { at: [-0.62 - z * 0.3, -0.32 + z * 0.1, 0.2 + z * 0.6], turn: [0, 0.75, 0] }),
    )
  }
  body.add(mesh(rod(v(-0.5, -0.62, 0.02), v(-0.78, -0.56, 0.56), 0.05), metal))

  const scope = new THREE.Group()
  scope.add(
    mesh(
      turned(
        [
          [0.12, 0],
          [0.2, 0.01],
          [0.22, 0.06],
          [0.22, 0.3],
          [0.17, 0.34],
          [0.17, 0.9],
          [0.2, 0.94],
          [0.2, 1.3],
          [0.26, 1.34],
          [0.27, 1.6],
          [0.23, 1.62],
          [0.21, 1.5],
        ],
        0.015,
        64,
      ),
      metal,
    ),
  )
  scope.add(posed(clear(new THREE.CylinderGeometry(0.23, 0.23, 0.02, 40), glass()), { at: [0, 1.55, 0] }))
  body.add(posed(scope, { at: [1.5, -0.66, 0.5], turn: [0, 0, Math.PI / 2 - 0.12] }))
  body.add(
    posed(mesh(new THREE.TorusGeometry(0.22, 0.05, 16, 60), metal), {
      at: [0.7, -0.56, 0.5],
      turn: [0, Math.PI / 2, 0],
    }),
  )
  body.add(mesh(rod(v(0.7, -0.74, 0.05), v(0.7, -0.74, 0.4), 0.06), metal))

  const handle = mesh(
    turned(
      [
        [0, 1.3],
        [0.12, 1.28],
        [0.15, 1.15],
        [0.13, 0.9],
        [0.16, 0.6],
        [0.14, 0.3],
        [0.15, 0.1],
        [0.1, 0],
        [0, 0],
      ],
      0.05,
      48,
    ),
    wood({ light: '#5d3420', dark: '#231008', along: 'y' }),
  )
  body.add(posed(handle, { at: [0.1, -2.1, -0.5] }))
  posed(body, { at: [0, limb + 0.3, 0], turn: [-0.16, 0, 0] })
  const base = group(
    posed(mesh(block(3.5, 0.2, 1.7, 0.06), wood({ light: '#6c3f23', dark: '#2a140a' })), {
      at: [0, 0.1, 0.15],
    }),
    posed(mesh(block(1.7, 0.16, 0.34, 0.04), wood({ light: '#5d3420', dark: '#231008' })), {
      at: [0, 0.26, 0.36],
    }),
  )
  return posed(group(posed(body, { at: [0, limb + 0.42, 0.05] }), base), {
    turn: [0, 0.32, 0],
    scale: 1.06,
    at: [0, 0, 0],
  })
}
