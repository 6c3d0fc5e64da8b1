// Cases: turned middles, sloping lugs, bezels, crowns and pushers.
import * as THREE from 'three'
import { clear, group, mesh, plate, posed, turned, type Point } from '../shapes.ts'
import { atHour, track } from './clock.ts'
import { brushed, ink, lume, polished, sapphire, type Tone } from './metals.ts'
import { plain } from '../materials.ts'

/** Where the dial lies and the crystal ends, above the back of the case. */
export const dialHeight = 0.74
export const lugWidth = 2

type CaseSpec = { radius: number; tone?: Tone; metal?: THREE.Material; shine?: THREE.Material; lugs?: number }

/** One horn: flat on the case, falling to the wrist, its edge bevelled. */
function lug(reach: number, from: number, metal: THREE.Material, thick: number): THREE.Mesh {
  const side = new THREE.Shape()
  side
    .moveTo(from - 0.75, 0.63)
    .lineTo(from - 0.2, 0.64)
    .bezierCurveTo(from + 0.1, 0.61, reach - 0.06, 0.46, reach, 0.13)
    .lineTo(reach - 0.18, 0.04)
    .bezierCurveTo(reach - 0.3, 0.14, from - 0.1, 0.12, from - 0.75, 0.12)
    .closePath()
  return mesh(plate(side, thick, 0.05), metal)
}

export function lugs(radius: number, reach: number, metal: THREE.Material, width = lugWidth, thick = 0.33) {
  const all = new THREE.Group()
  for (const end of [1, -1])
    for (const side of [1, -1])
      all.add(
        posed(lug(reach, radius, metal, thick), {
          at: [side * (width / 2 + thick / 2 + 0.01), 0, 0],
          turn: [0, end > 0 ? -Math.PI / 2 : Math.PI / 2, 0],
        }),
      )
  return all
}

export function roundCase({ radius, tone = 'steel', metal, shine, lugs: reach }: CaseSpec): THREE.Group {
  const side = metal ?? brushed(tone, 'round')
  const middle = turned(
    [
      [0, -0.04],
      [radius * 0.8, -0.04],
      [radius * 0.86, 0.04],
      [radius * 0.965, 0.12],
      [radius, 0.2],
      [radius, 0.58],
      [radius * 0.985, 0.66],
      [radius * 0.86, 0.67],
      [radius * 0.86, 0.5],
    ],
    0.035,
    180,
  )
  return group(
    mesh(middle, side),
    lugs(radius, reach ?? radius + 0.36, metal ?? brushed(tone, 'x')),
    mesh(
      turned(
        [
          [radius * 0.99, 0.655],
          [radius * 0.995, 0.675],
          [radius * 0.985, 0.69],
        ],
        0.005,
        160,
      ),
      shine ?? polished(tone),
    ),
  )
}

/** A plain bezel that rises to the crystal; `slope` says how much of it is a face. */
export function bezel(radius: number, inner: number, metal: THREE.Material, height = 0.26, slope = 0.5) {
  const top = 0.67 + height
  return mesh(
    turned(
      [
        [radius, 0.66],
        [radius, 0.67 + height * (1 - slope)],
        [inner + (radius - inner) * 0.35, top],
        [inner, top],
        [inner, top - 0.05],
        [inner - 0.02, dialHeight - 0.02],
      ],
      0.03,
      180,
    ),
    metal,
  )
}

type DiveBezel = {
  radius: number
  inner: number
  metal: THREE.Material
  insert: string
  print: string
  marks?: number
}

/** A coin-edged ring with a glossy insert; one luminous pearl where the minutes begin. */
export function diveBezel({ radius, inner, metal, insert, print, marks = 60 }: DiveBezel): THREE.Group {
  const top = 0.95
  const body: Point[] = [
    [radius, 0.68],
    [radius, 0.86],
    [radius - 0.05, 0.92],
    [radius - 0.08, 0.925],
    [radius - 0.1, 0.915],
    [inner + 0.04, top + 0.01],
    [inner, top + 0.02],
    [inner, top - 0.06],
    [inner - 0.02, dialHeight - 0.02],
  ]
  const teeth = new THREE.InstancedMesh(new THREE.CylinderGeometry(0.028, 0.028, 0.19, 8), metal, 120)
  const matrix = new THREE.Matrix4()
  for (let k = 0; k < 120; k++) {
    const angle = (k / 120) * Math.PI * 2
    teeth.setMatrixAt(k, matrix.makeTranslation(Math.cos(angle) * radius, 0.78, Math.sin(angle) * radius))
  }
  teeth.castShadow = true
  const ceramic = plain({ color: insert, roughness: 0.16, clearcoat: 1, clearcoatRoughness: 0.06 })
  const face = mesh(
    turned(
      [
        [radius - 0.105, 0.922],
        [inner + 0.045, top + 0.016],
      ],
      0,
      180,
    ),
    ceramic,
  )
  const strokes = track(
    {
      count: marks,
      radius: radius - 0.13,
      length: radius - inner - 0.22,
      width: 0.02,
      major: 5,
      minor: 0.42,
    },
    ink(print),
  )
  const pearl = group(
    posed(mesh(new THREE.CylinderGeometry(0.085, 0.085, 0.03, 32), polished('steel')), {}),
    posed(mesh(new THREE.SphereGeometry(0.062, 24, 16), lume('#f2ecd2')), { at: [0, 0.005, 0] }),
  )
  return group(
    mesh(turned(body, 0.02, 180), metal),
    teeth,
    face,
    posed(strokes, { at: [0, 0.943, 0] }),
    posed(pearl, { at: [0, 0.945, -(radius + inner) / 2 + 0.03] }),
  )
}

export function crystal(radius: number, base: number, rise = 0.1): THREE.Mesh {
  const curve = (radius * radius + rise * rise) / (2 * rise)
  const angle = Math.asin(radius / curve)
  const dome = new THREE.SphereGeometry(curve, 96, 24, 0, Math.PI * 2, 0, angle)
  dome.translate(0, base - curve * Math.cos(angle), 0)
  return clear(dome, sapphire(), 0)
}

/** A crown at three o'clock: `size` its radius, `onion` for a pilot's glove. */
export function crown(from: number, size: number, metal: THREE.Material, onion = false): THREE.Group {
  const profile: Point[] = onion
    ? [
        [0, 0.36],
        [size * 0.5, 0.34],
        [size * 0.95, 0.22],
        [size, 0.14],
        [size * 0.7, 0.04],
        [size * 0.5, 0],
        [size * 0.5, -0.1],
      ]
    : [
        [0, 0.31],
        [size * 0.86, 0.3],
        [size, 0.25],
        [size, 0.06],
        [size * 0.8, 0.03],
        [size * 0.6, 0],
        [size * 0.6, -0.1],
      ]
  const ribs = new THREE.InstancedMesh(new THREE.CapsuleGeometry(0.018, onion ? 0.1 : 0.17, 3, 6), metal, 40)
  const matrix = new THREE.Matrix4()
  for (let k = 0; k < 40; k++) {
    const angle = (k / 40) * Math.PI * 2
    matrix.makeTranslation(Math.cos(angle) * size, onion ? 0.17 : 0.155, Math.sin(angle) * size)
    ribs.setMatrixAt(k, matrix)
  }
  ribs.castShadow = true
  return posed(group(mesh(turned(profile, 0.015, 48), metal), ribs), {
    at: [from, 0.4, 0],
    turn: [0, 0, -Math.PI / 2],
  })
}

/** A pump pusher, radial, at an hour of its own. */
export function pusher(from: number, hour: number, metal: THREE.Material): THREE.Group {
  const pump = turned(
    [
      [0, 0.34],
      [0.13, 0.335],
      [0.15, 0.31],
      [0.15, 0.2],
      [0.09, 0.19],
      [0.09, 0.06],
      [0.14, 0.05],
      [0.14, -0.1],
    ],
    0.015,
    40,
  )
  return atHour(posed(group(mesh(pump, metal)), { at: [0, 0.4, -from], turn: [-Math.PI / 2, 0, 0] }), hour)
}
