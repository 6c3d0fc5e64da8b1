// Dice cut from bone, pips drilled and inked, with the turned leather cup they are thrown from.
import * as THREE from 'three'
import { bone, brass, leather, plain } from '../materials.ts'
import { block, group, mesh, posed, turned } from '../shapes.ts'

const faces: Record<number, [number, number][]> = {
  1: [[0, 0]],
  2: [
    [-1, -1],
    [1, 1],
  ],
  3: [
    [-1, -1],
    [0, 0],
    [1, 1],
  ],
  4: [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ],
  5: [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
    [0, 0],
  ],
  6: [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, 0],
    [1, 0],
  ],
}

function die(size: number, color: string): THREE.Group {
  const half = size / 2
  const ink = plain({ color: '#16110c', roughness: 0.45, clearcoat: 0.4 })
  const rim = plain({ color: '#6b4a2a', roughness: 0.7 })
  const cube = group(mesh(block(size, size, size, size * 0.11), bone(color)))
  const sides: [number, [number, number, number]][] = [
    [1, [-Math.PI / 2, 0, 0]],
    [6, [Math.PI / 2, 0, 0]],
    [2, [0, 0, 0]],
    [5, [0, Math.PI, 0]],
    [3, [0, Math.PI / 2, 0]],
    [4, [0, -Math.PI / 2, 0]],
  ]
  for (const [count, turn] of sides) {
    const side = new THREE.Group()
    for (const [x, y] of faces[count] ?? []) {
      const at: [number, number, number] = [x * size * 0.26, y * size * 0.26, half + 0.0015]
      side.add(posed(mesh(new THREE.CircleGeometry(size * 0.088, 40), rim), { at }))
      side.add(
        posed(mesh(new THREE.CircleGeometry(size * 0.076, 40), ink), { at: [at[0], at[1], at[2] + 0.0012] }),
      )
    }
    cube.add(posed(side, { turn }))
  }
  return cube
}

export function boneDice(): THREE.Object3D {
  const hide = leather('#4a2616', 0.5)
  const cup = new THREE.Group()
  cup.add(
    mesh(
      turned(
        [
          [0, 0.06],
          [0.78, 0.06],
          [0.84, 0],
          [0.92, 0.02],
          [0.93, 0.14],
          [0.86, 0.2],
          [0.88, 1.0],
          [0.96, 1.9],
          [1.02, 1.94],
          [1.03, 2.06],
          [0.98, 2.1],
          [0.9, 2.08],
          [0.86, 1.9],
          [0.79, 0.3],
          [0, 0.2],
        ],
        0.03,
      ),
      hide,
    ),
  )
  cup.add(
    posed(
      mesh(
        turned(
          [
            [0.85, -0.05],
            [0.9, -0.045],
            [0.905, 0.05],
            [0.86, 0.05],
          ],
          0.012,
        ),
        brass(),
      ),
      { at: [0, 0.62, 0] },
    ),
  )
  const thread = plain({ color: '#cfb286', roughness: 0.8 })
  for (let k = 0; k < 96; k++) {
    const angle = (k / 96) * Math.PI * 2
    cup.add(
      posed(mesh(new THREE.CapsuleGeometry(0.011, 0.03, 3, 6), thread), {
        at: [Math.cos(angle) * 0.972, 1.84, Math.sin(angle) * 0.972],
        turn: [0, -angle, Math.PI / 2 + 1.5],
        scale: 1,
      }),
    )
  }
  posed(cup, { at: [-0.55, 0.0, -0.75], turn: [0, 0.3, 0], scale: 1.12 })
  const dice: [number, number, number, number, [number, number, number]][] = [
    [0.86, 0.95, 0.43, 0.15, [0, 0.55, 0]],
    [0.86, -0.05, 0.43, 1.2, [Math.PI / 2, -0.4, 0]],
    [0.86, 1.15, 0.43, 1.35, [0, 1.9, Math.PI / 2]],
    [0.86, -1.15, 0.43, 1.0, [Math.PI, 0.95, 0]],
    [0.86, 0.5, 1.29, 0.45, [-Math.PI / 2, 1.15, 0]],
  ]
  const thrown = dice.slice(0, 4).map(([size, x, y, z, turn], index) => {
    const one = die(size, ['#eadfc6', '#e3d3b0', '#efe6d2', '#e6d8ba'][index] ?? '#eadfc6')
    const spun = posed(group(posed(one, { turn: [turn[0], 0, turn[2]] })), {
      at: [x, y, z],
      turn: [0, turn[1], 0],
    })
    return spun
  })
  return posed(group(cup, ...thrown), { scale: 1.12, at: [-0.05, 0, 0] })
}
