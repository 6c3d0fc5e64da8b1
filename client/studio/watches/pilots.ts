// The pilots of Altocúmulo: read at a glance, with a glove on.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, plate, posed, turned } from '../shapes.ts'
import { fiveLink } from './bracelet.ts'
import { bezel, crown, crystal, dialHeight, roundCase } from './case.ts'
import { hourHandAt, lying, minuteHandAt, track } from './clock.ts'
import { cushion, shown } from './cushion.ts'
import { baton, dialPlate, dot, hours, triangle, type Finish } from './dial.ts'
import { hand, needle, pinion, stacked } from './hands.ts'
import { brushed, ink, lume, polished, type Tone } from './metals.ts'
import { calf, webbing, worn } from './strap.ts'

const cream = '#efe4c0'

function flieger(): THREE.Group {
  return posed(
    group(
      dialPlate(1.74, '#17181a', 'matt'),
      posed(track({ count: 60, radius: 1.64, length: 0.2, width: 0.024, minor: 0.6 }, ink('#ece4cf')), {
        at: [0, 0.005, 0],
      }),
      hours(1.18, (hour) =>
        hour === 0
          ? triangle(0.4, 'black', cream)
          : baton({ tone: 'black', width: 0.13, length: 0.4, inset: cream, height: 0.03 }),
      ),
      stacked(
        0.08,
        [hourHandAt, hand({ style: 'sword', length: 0.94, width: 0.27, color: '#20345f', inset: cream })],
        [minuteHandAt, hand({ style: 'sword', length: 1.46, width: 0.23, color: '#20345f', inset: cream })],
        [5.6, needle(1.56, 0.46, '#20345f')],
      ),
      posed(pinion(0.09), { at: [0, 0.23, 0] }),
    ),
    { at: [0, dialHeight, 0] },
  )
}

export function typeA(): THREE.Object3D {
  const satin = brushed('steel', 'round')
  const strap = worn({
    lugAt: 2.16,
    width: 2.0,
    material: calf('#6b4022'),
    thread: '#d8c39a',
    thick: 0.36,
    taper: 1.8,
  })
  // two rivets each side hold the strap, as they did when it went over a flying jacket
  const rivet = polished('steel', 0.2)
  for (const end of [1, -1])
    for (const side of [-0.55, 0.55])
      strap.add(posed(mesh(new THREE.SphereGeometry(0.11, 24, 16), rivet), { at: [side, 0.02, end * 2.66] }))
  return shown(
    group(
      roundCase({ radius: 2.08, metal: satin, lugs: 2.48 }),
      bezel(2.04, 1.74, satin, 0.24, 0.75),
      flieger(),
      crown(2.05, 0.36, satin, true),
      crystal(1.73, 0.9, 0.15),
      strap,
      cushion(2.16),
    ),
  )
}

/** Two time zones: the day half of the ring is light, the night half dark. */
export function twoZones(): THREE.Object3D {
  const tone: Tone = 'steel'
  const outer = 1.96
  const inner = 1.58
  const half = (from: number, color: string): THREE.Mesh => {
    const geometry = new THREE.LatheGeometry(
      [new THREE.Vector2(outer - 0.07, 0.9), new THREE.Vector2(inner + 0.04, 0.955)],
      96,
      from,
      Math.PI,
    )
    return mesh(geometry, plain({ color, roughness: 0.16, clearcoat: 1, clearcoatRoughness: 0.06 }))
  }
  const ring = group(
    mesh(
      turned(
        [
          [outer, 0.67],
          [outer, 0.86],
          [outer - 0.06, 0.9],
          [inner + 0.03, 0.955],
          [inner, 0.955],
          [inner - 0.02, dialHeight - 0.02],
        ],
        0.015,
        180,
      ),
      polished(tone),
    ),
    posed(group(half(-Math.PI / 2, '#123a35'), half(Math.PI / 2, '#8c6a2f')), {
      at: [0, 0.004, 0],
      turn: [0, Math.PI, 0],
    }),
    posed(
      track(
        { count: 24, radius: outer - 0.12, length: 0.16, width: 0.022, major: 6, minor: 0.7 },
        ink('#f0e8d6'),
      ),
      {
        at: [0, 0.94, 0],
      },
    ),
  )
  const tip = new THREE.Shape()
  tip.moveTo(-0.13, 0).lineTo(0.13, 0).lineTo(0, 0.22).closePath()
  const arrow = mesh(
    lying(plate(tip, 0.03, 0.005)),
    plain({ color: '#1d5c50', roughness: 0.4, clearcoat: 0.5 }),
  )
  const dial = group(
    dialPlate(1.58, '#f0ece2', 'enamel'),
    posed(track({ count: 60, radius: 1.5, length: 0.09, width: 0.012 }, ink('#2b2b2c')), {
      at: [0, 0.005, 0],
    }),
    hours(1.2, (hour) =>
      hour === 0
        ? triangle(0.32, 'black', cream)
        : hour % 3 === 0
          ? baton({ tone: 'black', width: 0.14, length: 0.38, inset: cream })
          : dot(0.12, 'black', cream),
    ),
    stacked(
      0.08,
      [6.8, group(needle(1.2, 0.2, '#1d5c50', false), posed(arrow, { at: [0, 0, -1.2] }))],
      [hourHandAt, hand({ style: 'broad', length: 0.84, width: 0.15, tone: 'black', inset: cream })],
      [minuteHandAt, hand({ style: 'baton', length: 1.28, width: 0.14, tone: 'black', inset: cream })],
      [5.6, needle(1.4, 0.44, '#2b2b2c', false)],
    ),
    posed(pinion(0.085), { at: [0, 0.27, 0] }),
  )
  return shown(
    group(
      roundCase({ radius: 1.98, tone, lugs: 2.38 }),
      ring,
      posed(dial, { at: [0, dialHeight, 0] }),
      crown(1.95, 0.32, brushed(tone, 'round')),
      crystal(1.57, 0.94, 0.13),
      fiveLink(2.14),
      cushion(2.12),
    ),
  )
}

type Field = { color: string; finish?: Finish; print: string; strap: string; stripe: string }

/** A field watch: small, matt, on a strap woven in one piece. */
export function field({ color, finish = 'matt', print, strap, stripe }: Field): THREE.Object3D {
  const satin = brushed('steel', 'round')
  const dial = group(
    dialPlate(1.56, color, finish),
    posed(track({ count: 60, radius: 1.48, length: 0.11, width: 0.013 }, ink(print)), { at: [0, 0.005, 0] }),
    posed(track({ count: 24, radius: 0.86, length: 0.1, width: 0.014, major: 2 }, ink(print)), {
      at: [0, 0.005, 0],
    }),
    hours(1.2, (hour) => {
      const block = mesh(
        new THREE.BoxGeometry(hour % 3 === 0 ? 0.15 : 0.08, 0.02, hour % 3 === 0 ? 0.34 : 0.28),
        lume(hour % 3 === 0 ? cream : print),
      )
      return posed(group(block), { at: [0, 0.01, 0] })
    }),
    stacked(
      0.08,
      [hourHandAt, hand({ style: 'sword', length: 0.84, width: 0.2, tone: 'steel', inset: cream })],
      [minuteHandAt, hand({ style: 'sword', length: 1.26, width: 0.17, tone: 'steel', inset: cream })],
      [5.6, needle(1.36, 0.4, '#c25a2c', false)],
    ),
    posed(pinion(0.08), { at: [0, 0.23, 0] }),
  )
  return shown(
    group(
      roundCase({ radius: 1.8, metal: satin, lugs: 2.2 }),
      bezel(1.77, 1.56, satin, 0.22, 0.6),
      posed(dial, { at: [0, dialHeight, 0] }),
      crown(1.77, 0.29, satin),
      crystal(1.55, 0.88, 0.13),
      worn({ lugAt: 1.94, width: 1.92, taper: 1.92, thick: 0.2, material: webbing(strap, stripe) }),
      cushion(1.94, 2.3),
    ),
    { scale: 0.7 },
  )
}
