// A chamberstick with a beeswax candle burnt once, a curl of smoke-black at its wick.
import * as THREE from 'three'
import { brass, plain } from '../materials.ts'
import { group, mesh, posed, turned, turnedSmooth, v } from '../shapes.ts'
import { solid } from '../solid.ts'

export function chamberstick(): THREE.Object3D {
  const metal = brass({ roughness: 0.2, age: 0.5 })
  const wax = solid(
    plain({
      color: '#ead7a6',
      roughness: 0.42,
      clearcoat: 0.25,
      clearcoatRoughness: 0.4,
      sheen: 0.4,
      sheenColor: new THREE.Color('#ffdf9a'),
    }),
    `float n = fbm(at * 2.0); diffuseColor.rgb *= mix(vec3(1.0), vec3(0.95, 0.84, 0.62), smoothstep(0.35, 0.7, n)); diffuseColor.rgb += vec3(0.10, 0.06, 0.015) * smoothstep(2.6, 3.6, at.y); solidHeight = n * 0.012;`,
  )
  const dish = mesh(
    turned(
      [
        [0, 0.1],
        [0.5, 0.1],
        [1.25, 0.14],
        [1.5, 0.26],
        [1.62, 0.42],
        [1.66, 0.46],
        [1.7, 0.44],
        [1.66, 0.36],
        [1.56, 0.2],
        [1.34, 0.04],
        [1.0, 0],
        [0, 0],
      ],
      0.03,
      160,
    ),
    metal,
  )
  const socket = mesh(
    turned(
      [
        [0, 0.1],
        [0.46, 0.12],
        [0.5, 0.18],
        [0.34, 0.26],
        [0.28, 0.38],
        [0.36, 0.46],
        [0.36, 0.52],
        [0.3, 0.58],
        [0.33, 0.95],
        [0.38, 1.0],
        [0.62, 1.06],
        [0.66, 1.12],
        [0.62, 1.15],
        [0.36, 1.12],
        [0.34, 0.9],
        [0, 0.9],
      ],
      0.03,
      96,
    ),
    metal,
  )
  const candle = mesh(
    turnedSmooth(
      [
        [0.31, 0.9],
        [0.31, 2.0],
        [0.305, 2.9],
        [0.3, 3.42],
        [0.27, 3.5],
        [0.2, 3.48],
        [0.1, 3.4],
        [0.001, 3.38],
      ],
      120,
      96,
    ),
    wax,
  )
  const drips = new THREE.Group()
  const runs: [number, number, number][] = [
    [0.4, 3.46, 2.2],
    [0.9, 3.46, 2.75],
    [2.2, 3.47, 1.5],
    [2.6, 3.46, 2.5],
    [4.1, 3.45, 2.0],
    [5.4, 3.46, 1.85],
  ]
  for (const [angle, from, to] of runs) {
    const at = (y: number, r: number): THREE.Vector3 => v(Math.cos(angle) * r, y, Math.sin(angle) * r)
    const run = new THREE.TubeGeometry(
      new THREE.CatmullRomCurve3([
        at(from + 0.02, 0.25),
        at(from - 0.06, 0.3),
        at((from + to) / 2, 0.312),
        at(to, 0.318),
      ]),
      40,
      0.042,
      12,
    )
    drips.add(mesh(run, wax))
    const bead = mesh(new THREE.SphereGeometry(0.062, 20, 16), wax)
    bead.scale.y = 1.7
    drips.add(posed(bead, { at: [Math.cos(angle) * 0.325, to, Math.sin(angle) * 0.325] }))
  }
  const pool = mesh(
    turned(
      [
        [0.3, 1.2],
        [0.42, 1.17],
        [0.5, 1.14],
        [0.52, 1.12],
        [0.3, 1.12],
      ],
      0.02,
      64,
    ),
    wax,
  )
  const wick = mesh(
    new THREE.TubeGeometry(
      new THREE.CatmullRomCurve3([v(0, 3.36, 0), v(0.01, 3.52, 0), v(0.05, 3.64, 0.02), v(0.1, 3.68, 0.04)]),
      24,
      0.022,
      10,
    ),
    solid(plain({ color: '#14110f', roughness: 1 }), `solidHeight = fbm(at * 60.0) * 0.02;`),
  )
  const ring = mesh(new THREE.TorusGeometry(0.36, 0.06, 24, 96), metal)
  const thumb = mesh(
    turned(
      [
        [0, 0.0],
        [0.14, 0.015],
        [0.2, 0.04],
        [0.22, 0.02],
        [0.18, -0.03],
        [0, -0.04],
      ],
      0.02,
      48,
    ),
    metal,
  )
  thumb.scale.set(1, 1, 1.5)
  const handle = posed(group(ring, posed(thumb, { at: [-0.02, 0.4, 0], turn: [0, Math.PI / 2, 0.12] })), {
    at: [1.95, 0.36, 0],
  })
  const match = group(
    mesh(new THREE.BoxGeometry(1.1, 0.045, 0.045), plain({ color: '#c9a36b', roughness: 0.8 })),
    posed(mesh(new THREE.SphereGeometry(0.05, 20, 14), plain({ color: '#15100d', roughness: 0.9 })), {
      at: [0.55, 0, 0],
    }),
  )
  posed(match, { at: [-0.55, 0.17, 0.85], turn: [0, 0.5, 0.02] })
  return posed(group(dish, socket, candle, drips, pool, wick, handle, match), {
    turn: [0, -0.5, 0],
    scale: 1.02,
    at: [-0.25, 0, 0],
  })
}
