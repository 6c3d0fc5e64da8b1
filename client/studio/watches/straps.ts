// Straps alone: draped over a roll, buckle to the front.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, posed } from '../shapes.ts'
import { solid } from '../solid.ts'
import { polished } from './metals.ts'
import { band, calf, stitches, way } from './strap.ts'

const drape = way([
  [-2.9, 0.06],
  [-2.1, 0.1],
  [-1.68, 0.6],
  [-1.66, 1.8],
  [-0.95, 2.98],
  [0, 3.24],
  [0.95, 2.98],
  [1.66, 1.8],
  [1.72, 0.72],
  [2.3, 0.14],
  [3.1, 0.04],
  [4.3, 0.03],
])

function buckle(width: number): THREE.Group {
  const metal = polished('steel', 0.16)
  const frame = new THREE.Shape()
  const hole = new THREE.Path()
  const box = (path: THREE.Path, w: number, h: number, r: number): THREE.Path =>
    path
      .moveTo(-w + r, -h)
      .lineTo(w - r, -h)
      .quadraticCurveTo(w, -h, w, -h + r)
      .lineTo(w, h - r)
      .quadraticCurveTo(w, h, w - r, h)
      .lineTo(-w + r, h)
      .quadraticCurveTo(-w, h, -w, h - r)
      .lineTo(-w, -h + r)
      .quadraticCurveTo(-w, -h, -w + r, -h)
  box(frame, width / 2 + 0.24, 0.62, 0.24)
  box(hole, width / 2 + 0.03, 0.42, 0.1)
  frame.holes.push(hole)
  const ring = new THREE.ExtrudeGeometry(frame, {
    depth: 0.1,
    bevelSize: 0.04,
    bevelThickness: 0.05,
    bevelSegments: 5,
    curveSegments: 24,
  }).rotateX(-Math.PI / 2)
  const tongue = new THREE.CapsuleGeometry(0.075, 1.05, 8, 20)
  return group(
    posed(mesh(ring, metal), { at: [0, 0.06, 0] }),
    posed(mesh(tongue, metal), { at: [0, 0.24, 0.08], turn: [Math.PI / 2 - 0.05, 0, 0] }),
  )
}

function strap(color: string, thread: string, x: number): THREE.Group {
  const width = (t: number): number => 1.98 - 0.32 * t
  const thick = (t: number): number => 0.3 - 0.06 * t
  return posed(
    group(
      mesh(band(drape, { width, thick }), calf(color)),
      stitches({ along: drape, width, thick, color: thread }),
      posed(buckle(1.66), { at: [0, 0, 4.55] }),
    ),
    { at: [x, 0, 0] },
  )
}

export function stitchedStraps(): THREE.Object3D {
  const suede = solid(
    plain({ color: '#47484c', roughness: 0.95, sheen: 0.5, sheenColor: new THREE.Color('#85827e') }),
    'float nap = fbm(at * 16.0); diffuseColor.rgb *= 0.8 + nap * 0.4; solidHeight = nap * 0.014;',
  )
  const roll = posed(mesh(new THREE.CapsuleGeometry(1.58, 6.2, 24, 96), suede), {
    at: [0, 1.6, 0],
    turn: [0, 0, Math.PI / 2],
  })
  return posed(
    group(
      roll,
      strap('#6e3f1e', '#e0cda6', -2.35),
      strap('#1f1d1c', '#d9d2c4', 0),
      strap('#2a3428', '#b9aa80', 2.35),
    ),
    { turn: [0, 0.3, 0], scale: 0.53, at: [-0.15, 0, -0.5] },
  )
}
