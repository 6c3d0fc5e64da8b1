// An hourglass: blown bulbs, pale sand half run, turned posts between two ebonised plates.
import * as THREE from 'three'
import { brass, glass, plain, wood } from '../materials.ts'
import { clear, group, mesh, posed, turned, turnedSmooth, type Point } from '../shapes.ts'
import { solid } from '../solid.ts'

export function hourglass(): THREE.Object3D {
  const timber = wood({ light: '#7b4526', dark: '#2b140a', along: 'y', ring: 6 })
  const board = wood({ light: '#7b4526', dark: '#2b140a', along: 'x', ring: 3 })
  const metal = brass()
  const sand = solid(
    plain({ color: '#d8bd8c', roughness: 0.95 }),
    `float g = noise3(at * 70.0); diffuseColor.rgb *= 0.72 + g * 0.5; solidHeight = g * 0.02;`,
  )
  const bulb: Point[] = [
    [0.055, 0],
    [0.075, 0.1],
    [0.2, 0.28],
    [0.52, 0.55],
    [0.74, 0.9],
    [0.72, 1.24],
    [0.52, 1.45],
    [0.3, 1.52],
  ]
  const envelope = turnedSmooth([...bulb.map(([x, y]): Point => [x, -y]).reverse(), ...bulb.slice(1)], 160)
  const vessel = clear(envelope, glass('#f4fbf6', 0.16), 0.25)
  const lower = mesh(
    turned(
      [
        [0, -0.98],
        [0.1, -1.0],
        [0.35, -1.1],
        [0.6, -1.2],
        [0.685, -1.24],
        [0.67, -1.3],
        [0.5, -1.43],
        [0.3, -1.49],
        [0, -1.49],
      ],
      0.06,
    ),
    sand,
  )
  const upper = mesh(
    turned(
      [
        [0, 0.5],
        [0.2, 0.6],
        [0.5, 0.74],
        [0.6, 0.76],
        [0.62, 0.73],
        [0.5, 0.58],
        [0.2, 0.31],
        [0.06, 0.12],
        [0.03, 0.02],
        [0, 0.02],
      ],
      0.03,
    ),
    sand,
  )
  const thread = mesh(new THREE.CylinderGeometry(0.014, 0.02, 1.1, 12), sand)
  thread.position.y = -0.5
  const collar = mesh(
    turned(
      [
        [0.06, 0.1],
        [0.13, 0.09],
        [0.13, 0.03],
        [0.11, 0],
        [0.13, -0.03],
        [0.13, -0.09],
        [0.06, -0.1],
      ],
      0.02,
    ),
    metal,
  )

  const plateProfile: Point[] = [
    [0, 0.14],
    [0.86, 0.14],
    [0.98, 0.12],
    [1.04, 0.06],
    [1.1, 0.03],
    [1.1, -0.06],
    [1.05, -0.1],
    [0, -0.1],
  ]
  const top = posed(mesh(turned(plateProfile, 0.03), board), { at: [0, 1.64, 0] })
  const bottom = posed(mesh(turned(plateProfile, 0.03), board), { at: [0, -1.64, 0], turn: [Math.PI, 0, 0] })
  const post = (): THREE.BufferGeometry =>
    turned(
      [
        [0, 1.55],
        [0.11, 1.55],
        [0.11, 1.46],
        [0.07, 1.42],
        [0.1, 1.36],
        [0.06, 1.3],
        [0.055, 1.1],
        [0.075, 0.6],
        [0.1, 0.2],
        [0.07, 0.14],
        [0.11, 0.08],
        [0.11, -0.08],
        [0.07, -0.14],
        [0.1, -0.2],
        [0.075, -0.6],
        [0.055, -1.1],
        [0.06, -1.3],
        [0.1, -1.36],
        [0.07, -1.42],
        [0.11, -1.46],
        [0.11, -1.55],
        [0, -1.55],
      ],
      0.03,
      40,
    )
  const posts = [0.5, 2.07, 3.64, 5.21].map((angle) =>
    posed(mesh(post(), timber), { at: [Math.cos(angle) * 0.9, 0, Math.sin(angle) * 0.9] }),
  )
  const knobs = [1, -1].map((sign) =>
    posed(
      mesh(
        turned(
          [
            [0, 0.05],
            [0.2, 0.05],
            [0.26, 0],
            [0.26, -0.04],
            [0, -0.04],
          ],
          0.02,
        ),
        metal,
      ),
      { at: [0, sign * 1.52, 0] },
    ),
  )
  return posed(group(vessel, lower, upper, thread, collar, top, bottom, ...posts, ...knobs), {
    at: [0, 1.74, 0],
    turn: [0, 0.25, 0],
    scale: 0.98,
  })
}
