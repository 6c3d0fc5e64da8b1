// A garment's pattern, in centimetres: y up, the shoulder's neck point at y = 0, the right half drawn and mirrored.
import { fill, type Flat } from './delaunay.ts'

/** One stroke of the outline: a line, or a curve bent towards `bend`. Open strokes are not sewn front to back. */
export type Stroke = { to: Flat; bend?: Flat; open?: string }

export type Pattern = {
  /** From the right neck (or waist) point down the side to the middle of the hem. */
  start: Flat
  side: Stroke[]
  /** Middle of the neckline, front and back, and how it curves from there to `start`. */
  front: { middle: Flat; bend: Flat }
  back: { middle: Flat; bend: Flat }
  spacing?: number
}

export type Mark = { id: string; open: string | undefined }
export type Panel = { points: Flat[]; triangles: [number, number, number][]; marks: Mark[]; outline: Flat[] }

function along(from: Flat, stroke: Stroke, spacing: number): Flat[] {
  const bend = stroke.bend ?? [(from[0] + stroke.to[0]) / 2, (from[1] + stroke.to[1]) / 2]
  const point = (t: number): Flat => [
    (1 - t) ** 2 * from[0] + 2 * t * (1 - t) * bend[0] + t * t * stroke.to[0],
    (1 - t) ** 2 * from[1] + 2 * t * (1 - t) * bend[1] + t * t * stroke.to[1],
  ]
  let length = 0
  for (let k = 0; k < 20; k++) {
    const [a, b] = [point(k / 20), point((k + 1) / 20)]
    length += Math.hypot(b[0] - a[0], b[1] - a[1])
  }
  const pieces = Math.max(1, Math.round(length / spacing))
  return Array.from({ length: pieces }, (_, k) => point((k + 1) / pieces))
}

function panel(pattern: Pattern, side: 'front' | 'back', spacing: number): Panel {
  const right: { at: Flat; id: string; open: string | undefined }[] = [
    { at: pattern.start, id: 'r', open: undefined },
  ]
  let from = pattern.start
  pattern.side.forEach((stroke, index) => {
    along(from, stroke, spacing).forEach((at, k) =>
      right.push({ at, id: `${index}:${k}`, open: stroke.open }),
    )
    from = stroke.to
  })
  const mirrored = right
    .slice(0, -1)
    .reverse()
    .map(({ at, id }, k) => ({
      at: [-at[0], at[1]] as Flat,
      id: `left ${id}`,
      // A stroke's flag sits on the point it ends at; walked backwards, that edge ends one point earlier.
      open: leftName(right[right.length - 1 - k]?.open),
    }))
  const { middle, bend } = pattern[side]
  const down = along(
    [-pattern.start[0], pattern.start[1]],
    { to: middle, bend: [-bend[0], bend[1]] },
    spacing,
  )
  const up = along(middle, { to: pattern.start, bend }, spacing).slice(0, -1)
  const neck = [...down, ...up].map((at, k) => ({
    at,
    id: `${side} neck ${k}`,
    open: 'neck',
  }))
  const loop = [...right, ...mirrored, ...neck]
  const outline = loop.map(({ at }) => at)
  const { points, triangles } = fill(outline, spacing, [0.25, 0.7, 1.3])
  // A point between two open edges belongs to one panel; everywhere else on the outline, front and back meet.
  const marks = points.map((_, k): Mark => {
    const here = loop[k]
    if (!here) return { id: `${side} inner ${k}`, open: undefined }
    const arriving = k === 0 ? 'neck' : here.open
    const leaving = k === loop.length - 1 ? 'neck' : loop[k + 1]!.open
    const isFree = arriving !== undefined && leaving !== undefined
    return { id: isFree ? `${side} ${here.id}` : here.id, open: here.open }
  })
  return { points, triangles, marks, outline }
}

/** The hem runs across both halves; a cuff is one on each side. */
const leftName = (open: string | undefined): string | undefined =>
  open === undefined || open === 'hem' ? open : `left ${open}`

export function cut(pattern: Pattern): { front: Panel; back: Panel; spacing: number } {
  const spacing = pattern.spacing ?? 0.8
  return { front: panel(pattern, 'front', spacing), back: panel(pattern, 'back', spacing), spacing }
}
