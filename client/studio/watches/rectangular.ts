// The one watch of Maison Aubrel that is not round.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { block, group, mesh, plate, posed } from '../shapes.ts'
import { solid } from '../solid.ts'
import { crown } from './case.ts'
import { atHour, hourHandAt, lying, minuteHandAt } from './clock.ts'
import { cushion, shown } from './cushion.ts'
import { baton } from './dial.ts'
import { hand, pinion, stacked } from './hands.ts'
import { ink, polished, type Tone } from './metals.ts'
import { calf, worn } from './strap.ts'

/** A rectangle between two bars that run on as lugs. */
export function rectangular(): THREE.Object3D {
  const tone: Tone = 'gold'
  const metal = polished(tone, 0.13)
  const satin = polished(tone, 0.28)
  const body = group(posed(mesh(block(2.0, 0.6, 2.5, 0.08), metal), { at: [0, 0.36, 0] }))
  for (const side of [1, -1]) {
    const bar = new THREE.Shape()
    bar
      .moveTo(-2.12, -0.06)
      .bezierCurveTo(-1.9, 0.35, -1.5, 0.62, -1.1, 0.72)
      .lineTo(1.1, 0.72)
      .bezierCurveTo(1.5, 0.62, 1.9, 0.35, 2.12, -0.06)
      .lineTo(1.9, -0.1)
      .bezierCurveTo(1.6, 0.06, 1.4, 0.1, 1.2, 0.1)
      .lineTo(-1.2, 0.1)
      .bezierCurveTo(-1.4, 0.1, -1.6, 0.06, -1.9, -0.1)
      .closePath()
    body.add(
      posed(mesh(plate(bar, 0.34, 0.06), satin), { at: [side * 1.13, 0, 0], turn: [0, -Math.PI / 2, 0] }),
    )
  }
  const flat = (w: number, h: number, color: THREE.Material, y: number): THREE.Mesh => {
    const part = posed(mesh(lying(new THREE.PlaneGeometry(w, h)), color), { at: [0, y, 0] })
    part.castShadow = false
    return part
  }
  const silver = solid(
    plain({ color: '#ece4d2', metalness: 0.25, roughness: 0.42 }),
    `float lineA = noise3(vec3(at.x * 120.0, 1.0, at.z * 2.5));
     diffuseColor.rgb *= 0.9 + lineA * 0.18; diffuseColor.rgb *= 1.04 - 0.09 * length(at.xz);`,
  )
  const print = ink('#3a2f22')
  const dial = group(flat(1.66, 2.2, silver, 0.665))
  for (const [w, h] of [
    [1.14, 1.66],
    [1.2, 1.72],
  ] as const) {
    for (const side of [1, -1]) {
      dial.add(
        posed(mesh(new THREE.BoxGeometry(w, 0.004, 0.012), print), { at: [0, 0.668, (side * h) / 2] }),
        posed(mesh(new THREE.BoxGeometry(0.012, 0.004, h), print), { at: [(side * w) / 2, 0.668, 0] }),
      )
    }
  }
  for (let hour = 0; hour < 12; hour++) {
    const angle = (hour / 12) * Math.PI * 2
    const reach = Math.min(0.72 / Math.abs(Math.sin(angle) || 1e-9), 0.97 / Math.abs(Math.cos(angle) || 1e-9))
    dial.add(
      posed(group(atHour(posed(baton({ tone, width: 0.06, length: 0.2, height: 0.03 }), {}), hour)), {
        at: [Math.sin(angle) * reach, 0.665, -Math.cos(angle) * reach],
      }),
    )
  }
  dial.add(
    posed(
      group(
        stacked(
          0.05,
          [hourHandAt, hand({ style: 'leaf', length: 0.5, width: 0.13, color: '#223a78' })],
          [minuteHandAt, hand({ style: 'leaf', length: 0.74, width: 0.11, color: '#223a78' })],
        ),
        posed(pinion(0.06, tone), { at: [0, 0.12, 0] }),
      ),
      { at: [0, 0.665, 0] },
    ),
  )
  const cabochon = mesh(
    new THREE.SphereGeometry(0.11, 32, 24),
    plain({ color: '#1b2f6e', roughness: 0.08, clearcoat: 1 }),
  )
  return shown(
    group(
      body,
      dial,
      crown(1.28, 0.2, metal),
      posed(cabochon, { at: [1.58, 0.4, 0] }),
      worn({ lugAt: 1.78, width: 1.86, material: calf('#2a1712', 0.36), thread: '#2a1712', thick: 0.36 }),
      cushion(1.8, 2.2),
    ),
    { scale: 0.7 },
  )
}
