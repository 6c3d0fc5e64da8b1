// Hands: drawn upright from their pivot, bevelled or folded along the spine, then laid over the dial.
import * as THREE from 'three'
import { group, mesh, plate, posed, turned, type Point } from '../shapes.ts'
import { atHour, lying } from './clock.ts'
import { lume, polished, tones, type Tone } from './metals.ts'
import { plain } from '../materials.ts'

export type HandStyle = 'baton' | 'leaf' | 'dauphine' | 'sword' | 'broad'

/** Half outlines from the tail to the tip: half width at a share of the length. */
const outlines: Record<HandStyle, Point[]> = {
  baton: [
    [0.55, -0.16],
    [0.55, 0],
    [0.95, 0.04],
    [0.95, 0.94],
    [0, 1],
  ],
  leaf: [
    [0.3, -0.14],
    [0.34, 0],
    [0.5, 0.14],
    [0.95, 0.36],
    [1, 0.5],
    [0.8, 0.7],
    [0.3, 0.92],
    [0, 1],
  ],
  dauphine: [
    [0, -0.18],
    [1.35, 0.12],
    [0, 1],
  ],
  sword: [
    [0.4, -0.16],
    [0.42, 0],
    [0.5, 0.12],
    [1.25, 0.78],
    [0, 1],
  ],
  broad: [
    [0.5, -0.14],
    [0.5, 0.16],
    [1.5, 0.24],
    [1.5, 0.82],
    [0, 1],
  ],
}

function outline(style: HandStyle, length: number, halfWidth: number): THREE.Shape {
  const right = outlines[style].map(([x, y]): Point => [x * halfWidth, y * length])
  const left = [...right].reverse().map(([x, y]): Point => [-x, y])
  return new THREE.Shape([...right, ...left].map(([x, y]) => new THREE.Vector2(x, y)))
}

/** The channel that lume is laid into: the hand's own outline, a rim narrower, from a fifth of its length to near the tip. */
function channel(style: HandStyle, length: number, halfWidth: number): THREE.Vector2[] {
  const points = outlines[style]
  const widthAt = (share: number): number => {
    const above = points.findIndex(([, y]) => y >= share)
    const [x0, y0] = points[above - 1] ?? [0, 0]
    const [x1, y1] = points[above] ?? [0, 1]
    return x0 + ((x1 - x0) * (share - y0)) / (y1 - y0 || 1)
  }
  const right = Array.from({ length: 12 }, (_, k) => {
    const share = 0.24 + (k / 11) * 0.66
    return new THREE.Vector2(Math.max(0.006, widthAt(share) * halfWidth - halfWidth * 0.3), share * length)
  })
  return [...right, ...right.map(({ x, y }) => new THREE.Vector2(-x, y)).reverse()]
}

/** Two facets that meet in a ridge: one takes the lamp, the other the room. */
function folded(style: HandStyle, length: number, halfWidth: number, rise: number): THREE.BufferGeometry {
  const positions: number[] = []
  const points = outlines[style].map(([x, y]): Point => [x * halfWidth, y * length])
  for (const side of [1, -1]) {
    for (let k = 0; k + 1 < points.length; k++) {
      const [x0, y0] = points[k]!
      const [x1, y1] = points[k + 1]!
      const quad = [
        [0, y0, rise],
        [side * x0, y0, 0],
        [side * x1, y1, 0],
        [0, y1, k + 2 === points.length ? 0 : rise],
      ] as const
      const order = side > 0 ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2]
      for (const corner of order) positions.push(...quad[corner]!)
    }
  }
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(positions, 3))
  geometry.setAttribute(
    'uv',
    new THREE.Float32BufferAttribute(new Float32Array((positions.length / 3) * 2), 2),
  )
  geometry.computeVertexNormals()
  return geometry
}

type Hand = {
  style: HandStyle
  length: number
  width: number
  tone?: Tone
  inset?: string | undefined
  color?: string
}

export function hand({ style, length, width, tone = 'steel', inset, color }: Hand): THREE.Object3D {
  const material = color ? plain({ color, roughness: 0.35, clearcoat: 0.6 }) : polished(tone, 0.12)
  const isFolded = style === 'dauphine' || style === 'leaf'
  const body = isFolded
    ? mesh(lying(folded(style, length, width / 2, width * 0.22)), material)
    : mesh(lying(plate(outline(style, length, width / 2), 0.035, 0.01)), material)
  if (!inset) return group(body)
  const filled = new THREE.Shape(channel(style, length, width / 2))
  return group(body, posed(mesh(lying(plate(filled, 0.012, 0.003)), lume(inset)), { at: [0, 0.02, 0] }))
}

/** A needle with a counterweight, for seconds and for what is stopped. */
export function needle(
  length: number,
  tail: number,
  color: string = tones.steel,
  isMetal = true,
): THREE.Group {
  const material = isMetal
    ? plain({ color, metalness: 1, roughness: 0.15 })
    : plain({ color, roughness: 0.4, clearcoat: 0.5 })
  const shape = new THREE.Shape()
  shape
    .moveTo(-0.03, -tail)
    .lineTo(0.03, -tail)
    .lineTo(0.022, 0)
    .lineTo(0.008, length)
    .lineTo(-0.008, length)
    .lineTo(-0.022, 0)
    .closePath()
  const weight = new THREE.Shape()
  weight.absarc(0, -tail * 0.72, 0.065, 0, Math.PI * 2)
  return group(
    mesh(lying(plate(shape, 0.02, 0.004)), material),
    mesh(lying(plate(weight, 0.022, 0.004)), material),
  )
}

export function pinion(radius: number, tone: Tone = 'steel'): THREE.Mesh {
  return mesh(
    turned(
      [
        [0, 0.08],
        [radius * 0.7, 0.075],
        [radius, 0.04],
        [radius, -0.04],
        [0, -0.04],
      ],
      0.01,
      40,
    ),
    polished(tone),
  )
}

/** Stacks hands over the dial, each at its hour and a little above the one before. */
export function stacked(base: number, ...laid: [hour: number, part: THREE.Object3D][]): THREE.Group {
  return group(
    ...laid.map(([hour, part], level) => posed(atHour(part, hour), { at: [0, base + level * 0.045, 0] })),
  )
}
