// A pocket compass in an open hunter case: bone dial, blued needle, a star of thirty-two winds.
import * as THREE from 'three'
import { bone, brass, glass, plain, steel } from '../materials.ts'
import { clear, graduations, group, mesh, plate, posed, turned } from '../shapes.ts'

function star(points: number, long: number, short: number, turnBy = 0): THREE.Shape {
  const shape = new THREE.Shape()
  for (let k = 0; k < points * 2; k++) {
    const angle = turnBy + (k / (points * 2)) * Math.PI * 2
    const r = k % 2 === 0 ? long : short
    if (k === 0) shape.moveTo(Math.cos(angle) * r, Math.sin(angle) * r)
    else shape.lineTo(Math.cos(angle) * r, Math.sin(angle) * r)
  }
  shape.closePath()
  return shape
}

/** Each ray of a wind rose is half light and half dark along its spine. */
function rays(
  count: number,
  long: number,
  base: number,
  dark: THREE.Material,
  pale: THREE.Material,
): THREE.Group {
  const rose = new THREE.Group()
  for (let k = 0; k < count; k++) {
    for (const side of [1, -1]) {
      const half = new THREE.Shape()
      half
        .moveTo(0, 0)
        .lineTo(long, 0)
        .lineTo(base, side * base * Math.tan(Math.PI / count))
        .closePath()
      rose.add(
        posed(mesh(new THREE.ShapeGeometry(half), side > 0 ? dark : pale), {
          turn: [-Math.PI / 2, 0, (k / count) * Math.PI * 2],
          at: [0, 0.002 / count, 0],
        }),
      )
    }
  }
  return rose
}

export function pocketCompass(): THREE.Object3D {
  const metal = brass({ age: 0.4, roughness: 0.2 })
  const ink = plain({ color: '#1b1a18', roughness: 0.6 })
  const tomato = plain({ color: '#8e2f22', roughness: 0.6 })
  const dialBone = bone('#ede2c8')
  const cup = mesh(
    turned(
      [
        [0, 0],
        [1.2, 0],
        [1.42, 0.06],
        [1.52, 0.2],
        [1.52, 0.34],
        [1.56, 0.37],
        [1.56, 0.44],
        [1.5, 0.47],
        [1.42, 0.47],
        [1.38, 0.4],
        [1.36, 0.3],
        [1.36, 0.2],
        [0, 0.2],
      ],
      0.03,
      160,
    ),
    metal,
  )
  const dial = mesh(new THREE.CylinderGeometry(1.36, 1.36, 0.02, 128), dialBone)
  dial.position.y = 0.25
  const face = group(
    posed(graduations(180, 1.3, 0.13, ink, { width: 0.011 }), { at: [0, 0, 0] }),
    posed(mesh(new THREE.RingGeometry(1.31, 1.325, 160), ink), { turn: [-Math.PI / 2, 0, 0] }),
    posed(mesh(new THREE.RingGeometry(1.13, 1.142, 160), ink), { turn: [-Math.PI / 2, 0, 0] }),
    posed(mesh(new THREE.RingGeometry(0.4, 0.408, 120), ink), {
      turn: [-Math.PI / 2, 0, 0],
      at: [0, 0.003, 0],
    }),
    posed(rays(16, 0.62, 0.14, ink, dialBone), { turn: [0, Math.PI / 16, 0], at: [0, 0.001, 0] }),
    posed(rays(4, 0.86, 0.2, tomato, dialBone), { turn: [0, Math.PI / 4, 0], at: [0, 0.004, 0] }),
    posed(rays(4, 1.08, 0.22, ink, dialBone), { at: [0, 0.008, 0] }),
  )
  face.position.y = 0.264
  const blued = steel('#2b3a63', 0.2)
  const needle = new THREE.Shape()
  needle.moveTo(1.02, 0).lineTo(0.3, 0.065).lineTo(0, 0.045).lineTo(0, -0.045).lineTo(0.3, -0.065).closePath()
  const north = mesh(plate(needle, 0.025, 0.008), blued)
  const south = posed(mesh(plate(needle, 0.025, 0.008), steel('#d8d5cc', 0.25)), { turn: [0, 0, Math.PI] })
  const pivot = mesh(
    turned(
      [
        [0, 0.08],
        [0.05, 0.06],
        [0.09, 0],
        [0.09, -0.04],
        [0, -0.04],
      ],
      0.02,
    ),
    metal,
  )
  const hand = posed(group(posed(group(north, south), { turn: [-Math.PI / 2, 0, 0] }), pivot), {
    at: [0, 0.35, 0],
    turn: [0, 1.05, 0],
  })
  const crystal = clear(
    new THREE.SphereGeometry(4.2, 96, 16, 0, Math.PI * 2, 0, 0.335),
    glass('#ffffff', 0.02),
    0,
  )
  crystal.position.y = 0.44 - 4.2 * Math.cos(0.335)
  crystal.userData['shadowShare'] = 0.05

  const lid = mesh(
    turned(
      [
        [0, 0.17],
        [0.9, 0.165],
        [1.3, 0.12],
        [1.5, 0.03],
        [1.54, -0.04],
        [1.5, -0.07],
        [1.43, -0.06],
        [1.25, 0.05],
        [0.9, 0.09],
        [0, 0.1],
      ],
      0.03,
      160,
    ),
    metal,
  )
  const guilloche = new THREE.Group()
  for (let k = 0; k < 4; k++)
    guilloche.add(
      posed(mesh(new THREE.TorusGeometry(0.25 + k * 0.27, 0.012, 10, 160), metal), {
        turn: [Math.PI / 2, 0, 0],
        at: [0, 0.092 - k * 0.012, 0],
      }),
    )
  guilloche.add(
    posed(mesh(plate(star(8, 0.22, 0.09), 0.03, 0.01), metal), {
      turn: [Math.PI / 2, 0, 0.2],
      at: [0, 0.09, 0],
    }),
  )
  const lidAtHinge = posed(group(posed(group(lid, guilloche), { at: [0, 0.06, 1.52] })), {
    at: [0, 0.46, -1.56],
    turn: [-1.86, 0, 0],
  })
  const hinge = posed(mesh(new THREE.CapsuleGeometry(0.075, 0.5, 8, 20), metal), {
    at: [0, 0.47, -1.58],
    turn: [0, 0, Math.PI / 2],
  })
  const crown = posed(
    mesh(
      turned(
        [
          [0, 0.3],
          [0.1, 0.3],
          [0.14, 0.26],
          [0.14, 0.14],
          [0.08, 0.1],
          [0.08, 0],
        ],
        0.02,
        40,
      ),
      metal,
    ),
    { at: [0, 0.25, 1.5], turn: [Math.PI / 2, 0, 0] },
  )
  const bow = posed(mesh(new THREE.TorusGeometry(0.26, 0.035, 20, 80), metal), {
    at: [0, 0.2, 1.94],
    turn: [Math.PI / 2 - 0.1, 0, 0],
  })
  return posed(group(cup, dial, face, hand, crystal, lidAtHinge, hinge, crown, bow), {
    turn: [0, -0.45, 0],
    scale: 0.98,
    at: [0, 0, 0.35],
  })
}
