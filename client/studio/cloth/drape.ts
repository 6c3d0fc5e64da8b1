// Lays the sewn panels out as for a photograph: the outline is arranged by hand, tissue paper inside lifts the front,
// and what cloth there is too much of stands in folds.
import { distanceToPath, type Flat } from './delaunay.ts'
import { heightOf, type Fold } from './folds.ts'
import type { Panel } from './pattern.ts'

export type Drape = {
  /** How high the tissue paper inside lifts the front, in centimetres. */
  loft?: number
  /** How uneven the cloth lies between its folds, in centimetres: linen 0.4, felt 0.1. */
  crumple?: number
  folds?: Fold[]
  /** Edges that a rib draws in, as the band's length over the cloth's: the cloth beside it blouses. */
  gather?: Record<string, number>
  /** A belt presses the cloth down at this height and gathers it to a share of its width. */
  cinch?: { y: number; by: number }
  /** Pressed pleats: how far off the flat a point lies. */
  lay?: (at: Flat) => number
  seed?: number
}

export type Draped = { position: Float64Array; index: { front: Int32Array; back: Int32Array } }

const lattice = (x: number, y: number, seed: number): number => {
  const mixed = Math.imul(x * 374761393 + y * 668265263 + seed * 974711, 1274126177)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296 - 0.5
}

/** Smooth disorder between -0.5 and 0.5, one swing per unit. */
function disorder(x: number, y: number, seed: number): number {
  const [i, j] = [Math.floor(x), Math.floor(y)]
  const ease = (t: number): number => t * t * t * (t * (6 * t - 15) + 10)
  const [u, v] = [ease(x - i), ease(y - j)]
  const row = (n: number): number => lattice(i, j + n, seed) * (1 - u) + lattice(i + 1, j + n, seed) * u
  return row(0) * (1 - v) + row(1) * v
}

/** Cloth that nobody pressed: broad swells that lean, with smaller ones on them. */
const unpressed = (x: number, y: number, seed: number): number => {
  const [a, b] = [x * 0.94 + y * 0.34, y * 0.94 - x * 0.34]
  return disorder(a / 11, b / 17, seed) + 0.5 * disorder((a + b) / 7, (b - a) / 10, seed + 5)
}

/** An edge's fold is tight, the chest beyond it nearly flat. */
const swell = (far: number): number => {
  const fold = 1 - Math.min(far / 1.1, 1)
  const rest = Math.min(far / 7.5, 1)
  return 0.5 * Math.sqrt(1 - fold * fold) + 0.5 * rest * (2 - rest)
}

function edges(
  { marks, outline }: Panel,
  want: (open: string | undefined, k: number) => boolean,
): [Flat, Flat][] {
  return outline.flatMap((to, k): [Flat, Flat][] =>
    want(marks[k]!.open, k) ? [[outline[(k + outline.length - 1) % outline.length]!, to]] : [],
  )
}

const nearest = (pieces: [Flat, Flat][], [x, y]: Flat): number =>
  pieces.reduce((best, piece) => Math.min(best, distanceToPath(piece, x, y, false)), Infinity)

/** How far a point of the front stands off the wall. */
function relief(panel: Panel, how: Drape): (at: Flat, far: number) => number {
  const { loft = 1.4, crumple = 0.15, folds = [], gather = {}, cinch, lay, seed = 1 } = how
  const ribs = Object.entries(gather).map(([name, share]) => ({
    full: 1 / share - 1,
    pieces: edges(panel, (open) => open?.replace('left ', '') === name),
  }))
  return (at, far) => {
    const [x, y] = at
    const belt = cinch ? Math.exp(-(((y - cinch.y) / 7) ** 2)) : 0
    // Cloth by a seam is held by it.
    const free = Math.min(1, far / 3)
    let loose = heightOf(folds, at) + crumple * 2 * (0.4 + unpressed(x, y, seed))
    for (const { pieces, full } of ribs) {
      const away = nearest(pieces, at)
      const blouse = full * Math.min(1, away / 1.6) * Math.exp(-((away / 7) ** 2))
      loose += blouse * (2.4 + 1.5 * Math.sin(x * 1.1 + 1.8 * Math.sin(x * 0.37 + seed) + 0.2 * y))
    }
    if (cinch) loose += belt * (1 / cinch.by - 1) * (0.8 + 0.8 * Math.sin(x * 1.2 + Math.sin(x * 0.41)))
    return loft * swell(far) * (1 - 0.45 * belt) + free * loose + (lay?.(at) ?? 0)
  }
}

export function drape(front: Panel, back: Panel, how: Drape): Draped {
  const ids = new Map<string, number>()
  const place: number[] = []
  const lay = (panel: Panel, height: (at: Flat, far: number) => number): Int32Array => {
    // A flag sits on the point an open edge ends at; the edge that ends at the first point is the neck's.
    const sewn = edges(panel, (open, k) => k > 0 && open === undefined)
    return Int32Array.from(panel.points, (at, k) => {
      const { id } = panel.marks[k]!
      const known = ids.get(id)
      if (known !== undefined) return known
      place.push(...at, height(at, nearest(sewn, at)))
      ids.set(id, ids.size)
      return ids.size - 1
    })
  }
  const { loft = 1.4 } = how
  const index = {
    front: lay(front, relief(front, how)),
    back: lay(back, (_, far) => -0.35 * loft * swell(far)),
  }
  return { position: Float64Array.from(place), index }
}
