// The divers of Bajamar: coin-edged bezels, broad hands, lume.
import type * as THREE from 'three'
import { group, posed } from '../shapes.ts'
import { threeLink } from './bracelet.ts'
import { bezel, crown, crystal, dialHeight, diveBezel, roundCase } from './case.ts'
import { hourHandAt, minuteHandAt, track } from './clock.ts'
import { cushion, shown } from './cushion.ts'
import { baton, chapterRing, dialPlate, dot, hours, triangle, type Finish } from './dial.ts'
import { hand, needle, pinion, stacked } from './hands.ts'
import { brushed, ink, polished, seaBronze, tones, type Tone } from './metals.ts'
import { rubber, worn, calf } from './strap.ts'

const cream = '#f0e7c9'
const radius = 2.02

function diverDial(color: string, finish: Finish, tone: Tone, seconds: string): THREE.Group {
  return posed(
    group(
      dialPlate(1.58, color, finish),
      posed(track({ count: 60, radius: 1.5, length: 0.1, width: 0.014 }, ink('#e8e2d2')), {
        at: [0, 0.004, 0],
      }),
      hours(1.2, (hour) =>
        hour === 0
          ? triangle(0.34, tone, cream)
          : hour % 3 === 0
            ? baton({ tone, width: 0.17, length: 0.42, inset: cream })
            : dot(0.13, tone, cream),
      ),
      stacked(
        0.09,
        [hourHandAt, hand({ style: 'sword', length: 0.86, width: 0.27, tone, inset: cream })],
        [minuteHandAt, hand({ style: 'baton', length: 1.32, width: 0.15, tone, inset: cream })],
        [5.6, needle(1.42, 0.46, seconds, seconds === tones[tone])],
      ),
      posed(pinion(0.09, tone), { at: [0, 0.24, 0] }),
    ),
    { at: [0, dialHeight, 0] },
  )
}

type Diver = {
  color: string
  finish?: Finish
  tone?: Tone
  insert: string
  band: THREE.Object3D
  metal?: THREE.Material
}

function diver({ color, finish = 'sunburst', tone = 'steel', insert, band, metal }: Diver): THREE.Group {
  const side = metal ?? brushed(tone, 'round')
  return group(
    roundCase({ radius, tone, ...(metal ? { metal, shine: metal } : {}), lugs: 2.42 }),
    diveBezel({ radius: 1.98, inner: 1.58, metal: metal ?? polished(tone), insert, print: '#e9e3d3' }),
    diverDial(color, finish, tone, '#d8612c'),
    crown(2.0, 0.34, side),
    crystal(1.57, 0.95, 0.12),
    band,
    cushion(2.15),
  )
}

export const bajamarBlue = (): THREE.Object3D =>
  shown(diver({ color: '#1c4a7c', insert: '#0f2440', band: threeLink(2.2) }))
export const bajamarBlack = (): THREE.Object3D =>
  shown(
    diver({
      color: '#1b1c1e',
      finish: 'matt',
      insert: '#0e0f11',
      band: worn({ lugAt: 2.12, material: rubber('#1b1c1e'), taper: 1.8 }),
    }),
  )
export const bajamarGreen = (): THREE.Object3D =>
  shown(diver({ color: '#1d5a43', insert: '#0d2a20', band: threeLink(2.2) }))

export const bajamarBronze = (): THREE.Object3D =>
  shown(
    diver({
      color: '#3f5a34',
      finish: 'smoked',
      tone: 'bronze',
      insert: '#3a2a1c',
      metal: seaBronze(),
      band: worn({ lugAt: 2.12, material: calf('#7a4a26'), thread: '#e2cfa4' }),
    }),
  )

/** Two crowns: the lower one sets the time, the upper turns the ring beneath the crystal. */
export function compressor(): THREE.Object3D {
  const tone: Tone = 'steel'
  const dial = group(
    dialPlate(1.34, '#22262b', 'matt'),
    posed(chapterRing(1.36, 1.72, 0.14, '#c9622d', '#f4ead2'), { at: [0, 0.01, 0] }),
    posed(track({ count: 60, radius: 1.28, length: 0.09, width: 0.013 }, ink('#e8e2d2')), {
      at: [0, 0.004, 0],
    }),
    hours(1.0, (hour) =>
      hour % 3 === 0
        ? baton({ tone, width: 0.2, length: 0.34, inset: cream })
        : baton({ tone, width: 0.1, length: 0.3, inset: cream }),
    ),
    stacked(
      0.09,
      [hourHandAt, hand({ style: 'broad', length: 0.76, width: 0.16, tone, inset: cream })],
      [minuteHandAt, hand({ style: 'broad', length: 1.18, width: 0.19, color: '#d8612c', inset: cream })],
      [5.6, needle(1.24, 0.4, '#ece5d4', false)],
    ),
    posed(pinion(0.09, tone), { at: [0, 0.24, 0] }),
  )
  const satin = brushed(tone, 'round')
  const upper = posed(group(crown(1.98, 0.27, satin)), { turn: [0, 0.52, 0] })
  const lower = posed(group(crown(1.98, 0.27, satin)), { turn: [0, -0.52, 0] })
  return shown(
    group(
      roundCase({ radius: 2.02, tone, lugs: 2.42 }),
      bezel(2.0, 1.72, polished(tone), 0.26, 0.7),
      posed(dial, { at: [0, dialHeight, 0] }),
      upper,
      lower,
      crystal(1.71, 0.92, 0.16),
      worn({ lugAt: 2.12, material: rubber('#c05a2b'), taper: 1.8 }),
      cushion(2.15),
    ),
  )
}
