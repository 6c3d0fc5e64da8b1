// The chronographs of Ordóñez & Klee: two or three small dials, pump pushers, a hand that waits at twelve.
import * as THREE from 'three'
import { group, mesh, plate, posed } from '../shapes.ts'
import { threeLink } from './bracelet.ts'
import { bezel, crown, crystal, dialHeight, lugs, pusher, roundCase } from './case.ts'
import { hourHandAt, lying, minuteHandAt, ringPrint, track } from './clock.ts'
import { cushion, shown } from './cushion.ts'
import { baton, dialPlate, hours, subdial, type Finish } from './dial.ts'
import { hand, needle, pinion, stacked } from './hands.ts'
import { brushed, ink, polished, tones, type Tone } from './metals.ts'
import { calf, perforated, worn } from './strap.ts'

type Face = {
  color: string
  finish: Finish
  small: string
  print: string
  smallPrint: string
  tone?: Tone
  needleColor: string
  places: [x: number, z: number][]
  edge?: string
  free: readonly number[]
  /** Dark hands for a light dial; pale ones would be lost on it. */
  darkHands?: boolean
  /** How much larger than the usual dial. */
  wide?: number
}

function face({
  color,
  finish,
  small,
  print,
  smallPrint,
  tone = 'steel',
  needleColor,
  places,
  edge,
  free,
  wide = 1,
  darkHands = false,
}: Face) {
  const dressed = darkHands ? { color: '#1d1e20' } : { tone, inset: '#f0e7c9' }
  const dial = group(
    dialPlate(1.64, color, finish),
    posed(
      track(
        { count: 300, radius: 1.52, length: 0.075, width: 0.006, minor: 0.5 },
        ink(edge ? '#eee6d4' : print),
      ),
      {
        at: [0, 0.006, 0],
      },
    ),
    posed(track({ count: 60, radius: 1.52, length: 0.12, width: 0.012 }, ink(edge ? '#eee6d4' : print)), {
      at: [0, 0.006, 0],
    }),
    hours(1.2, (hour) =>
      free.includes(hour) ? null : baton({ tone, width: 0.085, length: 0.3, height: 0.055 }),
    ),
    stacked(
      0.1,
      [hourHandAt, hand({ style: 'baton', length: 0.86, width: 0.12, ...dressed })],
      [minuteHandAt, hand({ style: 'baton', length: 1.3, width: 0.11, ...dressed })],
      [0, needle(1.46, 0.42, needleColor, needleColor === tones[tone])],
    ),
    posed(pinion(0.085, tone), { at: [0, 0.26, 0] }),
  )
  if (edge) dial.add(posed(ringPrint(1.62, 1.38, ink(edge)), { at: [0, 0.002, 0] }))
  places.forEach(([x, z], index) => {
    const turn = [4.1, 9.2, 6.7][index] ?? 0
    dial.add(
      posed(
        group(
          subdial({ radius: 0.45, color: small, print: smallPrint, tone, strokes: index === 0 ? 60 : 30 }),
          stacked(0.03, [turn, needle(0.36, 0.1, smallPrint, false)]),
        ),
        { at: [x, 0, z] },
      ),
    )
  })
  dial.scale.set(wide, 1, wide)
  return posed(dial, { at: [0, dialHeight, 0] })
}

function chronograph(dial: THREE.Object3D, strap: THREE.Object3D, tone: Tone = 'steel'): THREE.Group {
  const satin = brushed(tone, 'round')
  return group(
    roundCase({ radius: 2.0, tone, lugs: 2.4 }),
    bezel(1.95, 1.74, polished(tone), 0.25, 0.6),
    dial,
    crown(1.97, 0.28, satin),
    pusher(1.97, 1.95, polished(tone)),
    pusher(1.97, 4.05, polished(tone)),
    crystal(1.73, 0.91, 0.15),
    strap,
    cushion(2.1),
  )
}

const two: [number, number][] = [
  [-0.74, 0],
  [0.74, 0],
]

const panda = { finish: 'matt', needleColor: '#b5392a', places: two, free: [3, 9], wide: 1.07 } as const

export const klee = (): THREE.Object3D =>
  shown(
    chronograph(
      face({
        ...panda,
        color: '#f1ede2',
        small: '#1d1e20',
        print: '#222324',
        smallPrint: '#f1ede2',
        darkHands: true,
      }),
      worn({ lugAt: 2.1, material: calf('#26221f'), thread: '#d8cfbd' }),
    ),
  )
export const kleeReversed = (): THREE.Object3D =>
  shown(
    chronograph(
      face({
        ...panda,
        color: '#191a1c',
        small: '#ece6d8',
        print: '#ece6d8',
        smallPrint: '#191a1c',
      }),
      threeLink(2.16),
    ),
  )

/** One pusher for start, stop and zero: it sits in the crown. */
export const monopusher = (): THREE.Object3D => {
  const tone: Tone = 'steel'
  const watch = group(
    roundCase({ radius: 1.94, tone, lugs: 2.34 }),
    bezel(1.9, 1.64, polished(tone), 0.22, 0.8),
    face({
      color: '#e0a184',
      finish: 'sunburst',
      small: '#d8987b',
      print: '#2c2522',
      smallPrint: '#2c2522',
      needleColor: '#27406e',
      places: [
        [0, 0.74],
        [0, -0.74],
      ],
      free: [0, 6],
    }),
    crown(1.92, 0.32, polished(tone), true),
    crystal(1.63, 0.88, 0.14),
    worn({ lugAt: 2.04, material: calf('#4a2d1e'), thread: '#4a2d1e' }),
    cushion(2.04),
  )
  return shown(watch)
}

/** A cushion case: a rounded square that is brushed towards the middle. */
function pillow(half: number, round: number): THREE.Shape {
  const shape = new THREE.Shape()
  for (let k = 0; k <= 160; k++) {
    const angle = (k / 160) * Math.PI * 2
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    const x = Math.sign(c) * Math.abs(c) ** (2 / round) * half
    const y = Math.sign(s) * Math.abs(s) ** (2 / round) * half
    if (k === 0) shape.moveTo(x, y)
    else shape.lineTo(x, y)
  }
  return shape
}

export function rally(): THREE.Object3D {
  const tone: Tone = 'steel'
  const satin = brushed(tone, 'round')
  const body = group(
    posed(mesh(lying(plate(pillow(2.08, 3.4), 0.62, 0.09)), satin), { at: [0, 0.35, 0] }),
    lugs(1.9, 2.36, brushed(tone, 'x'), 2, 0.42),
  )
  const dial = face({
    color: '#1f5f86',
    finish: 'sunburst',
    small: '#f0e8d6',
    print: '#f4eee0',
    smallPrint: '#23211f',
    needleColor: '#e3742b',
    places: [
      [-0.74, 0],
      [0.74, 0],
      [0, 0.74],
    ],
    edge: '#d9662a',
    free: [3, 6, 9],
  })
  const strap = worn({ lugAt: 2.1, material: perforated('#5a3722'), thread: '#e6d3a8', thick: 0.36 })
  return shown(
    group(
      body,
      bezel(1.78, 1.62, polished(tone), 0.25, 0.7),
      dial,
      crown(2.04, 0.28, satin),
      pusher(2.04, 1.9, polished(tone)),
      pusher(2.04, 4.1, polished(tone)),
      crystal(1.61, 0.91, 0.16),
      strap,
      cushion(2.1),
    ),
  )
}
