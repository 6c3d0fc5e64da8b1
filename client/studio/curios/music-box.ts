// A music box with its lid open: pinned cylinder, steel comb, dovetailed walnut and a small crank.
import * as THREE from 'three'
import { brass, cloth, plain, steel, wood } from '../materials.ts'
import { block, group, hoop, mesh, posed, rod, turned, v } from '../shapes.ts'

export function musicBox(): THREE.Object3D {
  const timber = wood({ light: '#7a4a2a', dark: '#2c160b', ring: 4 })
  const across = wood({ light: '#74462a', dark: '#2c160b', ring: 4, along: 'z' })
  const metal = brass({ roughness: 0.18, age: 0.3 })
  const [w, d, h, t] = [3.7, 2.5, 1.25, 0.16]
  const box = new THREE.Group()
  box.add(posed(mesh(block(w, 0.14, d, 0.04), timber), { at: [0, 0.17, 0] }))
  for (const z of [-1, 1])
    box.add(posed(mesh(block(w, h, t, 0.03), timber), { at: [0, 0.1 + h / 2, (z * (d - t)) / 2] }))
  for (const x of [-1, 1])
    box.add(posed(mesh(block(t, h, d - 0.02, 0.03), across), { at: [(x * (w - t)) / 2, 0.1 + h / 2, 0] }))
  box.add(posed(mesh(block(w + 0.16, 0.12, d + 0.16, 0.05), timber), { at: [0, 0.08, 0] }))
  for (const x of [-1, 1])
    for (const z of [-1, 1])
      box.add(
        posed(
          mesh(
            turned(
              [
                [0, 0.1],
                [0.16, 0.1],
                [0.2, 0.04],
                [0.14, -0.04],
                [0, -0.04],
              ],
              0.02,
              40,
            ),
            metal,
          ),
          { at: [x * 1.7, 0, z * 1.1] },
        ),
      )
  // Stringing: a thin line of box and brass let into the front.
  const inlay = plain({ color: '#d8bd84', roughness: 0.5 })
  for (const [x, y, sx, sy] of [
    [0, 0.32, 3.3, 0.022],
    [0, 1.18, 3.3, 0.022],
    [-1.65, 0.75, 0.022, 0.88],
    [1.65, 0.75, 0.022, 0.88],
  ] as const) {
    box.add(posed(mesh(new THREE.BoxGeometry(sx, sy, 0.01), inlay), { at: [x, y, d / 2 + 0.001] }))
  }
  const shield = mesh(
    turned(
      [
        [0, 0.02],
        [0.12, 0.02],
        [0.14, 0],
        [0, 0],
      ],
      0.008,
      48,
    ),
    metal,
  )
  box.add(posed(shield, { at: [0, 0.95, d / 2 + 0.004], turn: [Math.PI / 2, 0, 0] }))
  box.add(
    posed(mesh(new THREE.CircleGeometry(0.028, 24), plain({ color: '#0a0705' })), {
      at: [0, 0.96, d / 2 + 0.03],
    }),
  )

  box.add(posed(mesh(block(w - 0.3, 0.06, d - 0.3, 0.02), cloth('#6e2a22')), { at: [0, 0.42, 0] }))
  box.add(posed(mesh(block(3.0, 0.09, 1.75, 0.03), metal), { at: [0, 0.55, 0] }))
  const cylinder = new THREE.Group()
  cylinder.add(
    posed(
      mesh(
        turned(
          [
            [0, 1.05],
            [0.36, 1.05],
            [0.38, 1.02],
            [0.38, -1.02],
            [0.36, -1.05],
            [0, -1.05],
          ],
          0.02,
        ),
        brass({ color: '#d6a85c', roughness: 0.2, age: 0.15 }),
      ),
      { turn: [0, 0, Math.PI / 2] },
    ),
  )
  const pins = new THREE.InstancedMesh(new THREE.CylinderGeometry(0.008, 0.01, 0.05, 6), metal, 900)
  const matrix = new THREE.Matrix4()
  for (let k = 0; k < 900; k++) {
    const row = (k * 29) % 60
    const angle = ((k * 0.754877) % 1) * Math.PI * 2
    matrix.compose(
      v(-0.98 + row * 0.0332, Math.cos(angle) * 0.4, Math.sin(angle) * 0.4),
      new THREE.Quaternion().setFromAxisAngle(v(1, 0, 0), angle),
      v(1, 1, 1),
    )
    pins.setMatrixAt(k, matrix)
  }
  pins.castShadow = true
  cylinder.add(pins, mesh(rod(v(-1.4, 0, 0), v(1.4, 0, 0), 0.05), steel()))
  box.add(posed(cylinder, { at: [0, 1.0, -0.18] }))
  for (const x of [-1.3, 1.3])
    box.add(posed(mesh(block(0.16, 0.66, 0.5, 0.05), metal), { at: [x, 0.85, -0.18] }))
  // Spring drum at the left, gear at the right.
  const gear = new THREE.Group()
  gear.add(mesh(hoop(0.42, 0.08, 0.08, 0.01), metal))
  for (let k = 0; k < 48; k++)
    gear.add(
      posed(mesh(new THREE.BoxGeometry(0.05, 0.08, 0.026), metal), {
        at: [Math.cos((k / 48) * Math.PI * 2) * 0.44, 0, Math.sin((k / 48) * Math.PI * 2) * 0.44],
        turn: [0, -(k / 48) * Math.PI * 2, 0],
      }),
    )
  box.add(posed(gear, { at: [1.16, 1.0, -0.18], turn: [0, 0, Math.PI / 2] }))

  const comb = new THREE.Group()
  const blade = steel('#bfc4c8', 0.2)
  comb.add(posed(mesh(block(2.1, 0.06, 0.34, 0.015), blade), { at: [0, 0, 0.36] }))
  for (let k = 0; k < 60; k++) {
    const reach = 0.42
    comb.add(
      posed(mesh(new THREE.BoxGeometry(0.024, 0.035, reach), blade), {
        at: [-1.02 + k * 0.0346, 0.01, 0.2 - reach / 2 + 0.02],
      }),
    )
  }
  for (const x of [-0.8, 0, 0.8]) {
    const screw = group(
      mesh(
        turned(
          [
            [0, 0.07],
            [0.07, 0.06],
            [0.1, 0.02],
            [0.1, 0],
            [0, 0],
          ],
          0.012,
          40,
        ),
        blade,
      ),
      posed(mesh(new THREE.BoxGeometry(0.16, 0.012, 0.018), plain({ color: '#16110d' })), {
        at: [0, 0.066, 0],
        turn: [0, 0.7 + x, 0],
      }),
    )
    comb.add(posed(screw, { at: [x, 0.03, 0.38] }))
  }
  comb.add(posed(mesh(block(2.2, 0.34, 0.3, 0.03), metal), { at: [0, -0.2, 0.4] }))
  box.add(posed(comb, { at: [0, 1.02, 0.42] }))

  const lid = new THREE.Group()
  lid.add(posed(mesh(block(w, 0.14, d, 0.04), timber), { at: [0, 0, d / 2] }))
  for (const x of [-1, 1])
    lid.add(posed(mesh(block(t, 0.26, d, 0.03), across), { at: [(x * (w - t)) / 2, -0.16, d / 2] }))
  for (const z of [0.08, d - 0.08])
    lid.add(posed(mesh(block(w, 0.26, t, 0.03), timber), { at: [0, -0.16, z] }))
  lid.add(posed(mesh(block(w - 0.3, 0.02, d - 0.3, 0.005), cloth('#8a3528')), { at: [0, -0.08, d / 2] }))
  box.add(posed(lid, { at: [0, h + 0.2, -d / 2 + 0.05], turn: [-1.82, 0, 0] }))
  for (const x of [-1.1, 1.1])
    box.add(
      posed(mesh(new THREE.CapsuleGeometry(0.05, 0.4, 6, 16), metal), {
        at: [x, h + 0.12, -d / 2 - 0.02],
        turn: [0, 0, Math.PI / 2],
      }),
    )

  const crank = group(
    mesh(rod(v(0, 0, 0), v(0.55, 0, 0), 0.05), metal),
    posed(mesh(block(0.09, 0.75, 0.14, 0.04), metal), { at: [0.52, 0.3, 0] }),
    posed(
      mesh(
        turned(
          [
            [0, 0],
            [0.08, 0.02],
            [0.13, 0.2],
            [0.11, 0.36],
            [0.06, 0.42],
            [0, 0.43],
          ],
          0.03,
          40,
        ),
        wood({ light: '#3b2114', dark: '#170b06', along: 'y' }),
      ),
      { at: [0.56, 0.6, 0], turn: [0, 0, -Math.PI / 2] },
    ),
  )
  box.add(posed(crank, { at: [w / 2, 0.85, 0.1], turn: [0.5, 0, 0] }))
  return posed(box, { turn: [0, -0.42, 0], scale: 0.98, at: [-0.1, 0.05, 0.1] })
}
