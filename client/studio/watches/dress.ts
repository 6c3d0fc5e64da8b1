// The dress watches of Maison Aubrel: thin, bevelled, quiet.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, plate, posed } from '../shapes.ts'
import { solid } from '../solid.ts'
import { milanese } from './bracelet.ts'
import { bezel, crown, crystal, dialHeight, roundCase } from './case.ts'
import { hourHandAt, lying, minuteHandAt, ringPrint, track } from './clock.ts'
import { cushion, shown } from './cushion.ts'
import { baton, dialPlate, hours, subdial, type Finish } from './dial.ts'
import { hand, needle, pinion, stacked, type HandStyle } from './hands.ts'
import { ink, polished, type Tone } from './metals.ts'
import { pressed, worn } from './strap.ts'

type Dress = {
  radius?: number
  tone: Tone
  dial: THREE.Object3D
  strap: THREE.Object3D
}

function dress({ radius = 1.8, tone, dial, strap }: Dress): THREE.Group {
  return group(
    roundCase({ radius, tone, metal: polished(tone, 0.14), shine: polished(tone), lugs: radius + 0.32 }),
    bezel(radius * 0.985, radius - 0.2, polished(tone), 0.2, 0.85),
    posed(dial, { at: [0, dialHeight, 0] }),
    crown(radius - 0.03, 0.24, polished(tone)),
    crystal(radius - 0.2, 0.86, 0.13),
    strap,
    cushion(radius + 0.12, 2.2),
  )
}

type Face = {
  color: string
  finish: Finish
  tone: Tone
  style: HandStyle
  print: string
  handColor?: string
  free?: number[]
}

function face({ color, finish, tone, style, print, handColor, free = [] }: Face): THREE.Group {
  const dyed = handColor ? { color: handColor } : {}
  return group(
    dialPlate(1.62, color, finish),
    posed(track({ count: 60, radius: 1.5, length: 0.07, width: 0.01, minor: 1 }, ink(print)), {
      at: [0, 0.005, 0],
    }),
    hours(1.2, (hour) =>
      free.includes(hour)
        ? null
        : baton({
            tone,
            width: hour === 0 ? 0.13 : 0.06,
            length: hour % 3 === 0 ? 0.46 : 0.36,
            height: 0.05,
          }),
    ),
    stacked(
      0.07,
      [hourHandAt, hand({ style, length: 0.85, width: 0.17, tone, ...dyed })],
      [minuteHandAt, hand({ style, length: 1.3, width: 0.14, tone, ...dyed })],
    ),
    posed(pinion(0.07, tone), { at: [0, 0.15, 0] }),
  )
}

export const treintaYSeis = (): THREE.Object3D =>
  shown(
    dress({
      tone: 'gold',
      dial: face({ color: '#f2e9d6', finish: 'enamel', tone: 'gold', style: 'leaf', print: '#4a3b2a' }),
      strap: worn({ lugAt: 1.92, width: 1.86, material: pressed('#5a3018'), thread: '#5a3018', thick: 0.36 }),
    }),
  )
export const treintaYSeisGrey = (): THREE.Object3D =>
  shown(
    dress({
      tone: 'steel',
      dial: face({ color: '#7d8288', finish: 'sunburst', tone: 'steel', style: 'leaf', print: '#f0ede6' }),
      strap: worn({ lugAt: 1.92, width: 1.86, material: pressed('#1f1e20'), thread: '#1f1e20', thick: 0.36 }),
    }),
  )

/** Guilloché under a ring of plain silver, the seconds at six. */
export function guilloche(): THREE.Object3D {
  const dial = group(
    face({
      color: '#d9d7d2',
      finish: 'guilloche',
      tone: 'steel',
      style: 'leaf',
      print: '#2a2a2c',
      handColor: '#223a78',
      free: [6],
    }),
    posed(ringPrint(1.62, 1.3, plain({ color: '#d8d5ce', metalness: 0.5, roughness: 0.5 })), {
      at: [0, 0.003, 0],
    }),
    posed(
      group(
        subdial({ radius: 0.44, color: '#dedbd5', print: '#2a2a2c', strokes: 60, major: 15 }),
        stacked(0.03, [7.1, needle(0.35, 0.1, '#223a78', false)]),
      ),
      {
        at: [0, 0.002, 0.78],
      },
    ),
  )
  return shown(
    dress({
      radius: 1.86,
      tone: 'rose',
      dial,
      strap: worn({ lugAt: 1.98, width: 1.86, material: pressed('#1d2740'), thread: '#1d2740', thick: 0.36 }),
    }),
  )
}

/** The aperture: two humps hide the moon at either end of her month. */
function moonWindow(): THREE.Group {
  const opening = new THREE.Shape()
  opening.absarc(0, 0, 0.52, 0, Math.PI, false)
  opening.lineTo(-0.52, -0.02)
  opening.absarc(-0.27, -0.02, 0.25, Math.PI, 0, true)
  opening.absarc(0.27, -0.02, 0.25, Math.PI, 0, true)
  opening.closePath()
  const frame = new THREE.Shape(
    opening.getPoints(24).map((p) => p.clone().multiplyScalar(1.13).add(new THREE.Vector2(0, -0.01))),
  )
  const night = solid(
    plain({ color: '#14265c', roughness: 0.3, clearcoat: 1 }),
    `vec3 cell = floor(at * 24.0); float star = step(0.93, hash3(cell + 3.0)); vec3 mid = fract(at * 24.0) - 0.5;
     float speck = star * smoothstep(0.3, 0.1, length(mid.xz)); diffuseColor.rgb += vec3(0.9, 0.75, 0.45) * speck;`,
  )
  const moon = solid(
    plain({ color: '#e9cf94', roughness: 0.45, metalness: 0.4 }),
    'float sea = fbm(at * 14.0 + 2.0); diffuseColor.rgb *= 0.75 + sea * 0.5; totalEmissiveRadiance += diffuseColor.rgb * 0.08;',
  )
  return group(
    posed(mesh(lying(plate(frame, 0.03, 0.01)), polished('gold')), { at: [0, 0.005, 0] }),
    posed(mesh(lying(new THREE.ShapeGeometry(opening, 40)), night), { at: [0, 0.024, 0] }),
    posed(mesh(lying(plate(new THREE.Shape().absarc(0, 0, 0.17, 0, Math.PI * 2), 0.02, 0.006)), moon), {
      at: [0.06, 0.03, -0.28],
    }),
  )
}

export function moonphase(): THREE.Object3D {
  const dial = group(
    face({
      color: '#15224c',
      finish: 'aventurine',
      tone: 'gold',
      style: 'dauphine',
      print: '#e7d6b0',
      free: [6],
    }),
    posed(moonWindow(), { at: [0, 0, 0.98] }),
  )
  return shown(
    dress({
      radius: 1.86,
      tone: 'gold',
      dial,
      strap: worn({ lugAt: 1.98, width: 1.86, material: pressed('#17181c'), thread: '#17181c', thick: 0.36 }),
    }),
  )
}

/** A mesh bracelet on the plainest of dials: two hands and twelve lines. */
export const lineal = (dialColor: string, tone: Tone): THREE.Object3D =>
  shown(
    dress({
      tone,
      dial: group(
        dialPlate(1.62, dialColor, 'smoked'),
        hours(1.28, () => baton({ tone, width: 0.035, length: 0.26, height: 0.03 })),
        stacked(
          0.07,
          [hourHandAt, hand({ style: 'baton', length: 0.86, width: 0.07, tone })],
          [minuteHandAt, hand({ style: 'baton', length: 1.34, width: 0.055, tone })],
        ),
        posed(pinion(0.06, tone), { at: [0, 0.14, 0] }),
      ),
      strap: milanese(1.95, tone),
    }),
  )
