// An armillary sphere: nested hoops of brass round a small bone earth, on a turned walnut foot.
import * as THREE from 'three'
import { bone, brass, plain, wood } from '../materials.ts'
import { graduations, group, hoop, mesh, posed, rod, turned, turnedSmooth, v } from '../shapes.ts'

export function armillarySphere(): THREE.Object3D {
  const metal = brass()
  const dark = brass({ color: '#a87734', age: 0.9, roughness: 0.3 })
  const ink = plain({ color: '#20150a', roughness: 0.7 })
  const cage = new THREE.Group()

  const ring = (
    outer: number,
    width: number,
    height: number,
    turn: [number, number, number],
  ): THREE.Group => {
    const marked = group(mesh(hoop(outer, outer - width, height), metal))
    marked.add(posed(graduations(120, outer - 0.012, width * 0.8, ink), { at: [0, height / 2 + 0.001, 0] }))
    return posed(marked, { turn })
  }
  cage.add(
    ring(1.5, 0.13, 0.07, [Math.PI / 2, 0, 0]),
    ring(1.48, 0.09, 0.06, [Math.PI / 2, 0, Math.PI / 2]),
    ring(1.46, 0.05, 0.2, [0, 0, 0]),
  )
  for (const lift of [0.62, -0.62]) {
    cage.add(
      posed(
        mesh(hoop(Math.sqrt(1.46 ** 2 - lift ** 2), Math.sqrt(1.46 ** 2 - lift ** 2) - 0.05, 0.09), metal),
        { at: [0, lift, 0] },
      ),
    )
  }
  const zodiac = ring(1.4, 0.05, 0.3, [0.41, 0, 0])
  for (let step = 0; step < 72; step++) {
    const angle = (step / 72) * Math.PI * 2
    const stroke = mesh(new THREE.BoxGeometry(0.006, step % 6 === 0 ? 0.22 : 0.1, 0.01), ink)
    stroke.castShadow = false
    zodiac.add(
      posed(stroke, {
        at: [Math.sin(angle) * 1.401, step % 6 === 0 ? 0 : -0.07, Math.cos(angle) * 1.401],
        turn: [0, angle, 0],
      }),
    )
  }
  cage.add(zodiac)
  cage.add(mesh(rod(v(0, -1.72, 0), v(0, 1.72, 0), 0.028), dark))
  for (const sign of [1, -1]) {
    cage.add(
      posed(
        mesh(
          turnedSmooth([
            [0, 0.2],
            [0.03, 0.17],
            [0.085, 0.08],
            [0.04, 0.02],
            [0.06, -0.02],
            [0.06, -0.06],
            [0, -0.06],
          ]),
          metal,
        ),
        { at: [0, sign * 1.6, 0], turn: [sign > 0 ? 0 : Math.PI, 0, 0] },
      ),
    )
  }
  const earth = mesh(new THREE.SphereGeometry(0.36, 64, 48), bone('#dccba6'))
  cage.add(earth, posed(mesh(hoop(0.375, 0.355, 0.05), metal), { turn: [0.2, 0, 0] }))
  cage.rotation.set(0.1, 0.5, -0.41)
  cage.position.y = 2.62

  const horizon = group(
    mesh(hoop(1.86, 1.6, 0.075, 0.02), metal),
    posed(graduations(180, 1.84, 0.11, ink, { width: 0.009 }), { at: [0, 0.039, 0] }),
    posed(mesh(hoop(1.71, 1.695, 0.004, 0.001), ink), { at: [0, 0.038, 0] }),
  )
  horizon.position.y = 2.62

  const arms = [0, 1, 2, 3].map((quarter) => {
    const path = [v(0.08, 0.78, 0), v(0.75, 0.86, 0), v(1.42, 1.35, 0), v(1.72, 2.05, 0), v(1.73, 2.6, 0)]
    const arm = mesh(new THREE.TubeGeometry(new THREE.CatmullRomCurve3(path), 60, 0.042, 16), metal)
    return posed(arm, { turn: [0, 0.35 + (quarter * Math.PI) / 2, 0] })
  })
  const stem = mesh(
    turned(
      [
        [0, 1.02],
        [0.06, 1.0],
        [0.1, 0.93],
        [0.06, 0.88],
        [0.16, 0.84],
        [0.16, 0.72],
        [0.09, 0.66],
        [0.07, 0.55],
        [0.15, 0.47],
        [0.2, 0.4],
        [0.2, 0.34],
        [0, 0.34],
      ],
      0.03,
    ),
    metal,
  )
  const foot = mesh(
    turned(
      [
        [0, 0.36],
        [0.34, 0.36],
        [0.4, 0.3],
        [0.46, 0.22],
        [0.86, 0.16],
        [0.95, 0.13],
        [0.95, 0.08],
        [1.04, 0.06],
        [1.04, 0],
        [0, 0],
      ],
      0.035,
    ),
    wood({ light: '#6d4023', dark: '#2a150b', along: 'x', ring: 4 }),
  )
  return posed(group(cage, horizon, stem, foot, ...arms), { scale: 0.86, turn: [0, -0.1, 0] })
}
