// Where the stylist's hand left a fold: ridges that start at a strain, under an arm or at a crotch, and die away.
import type { Flat } from './delaunay.ts'

/** A ridge of cloth along a path. It rises and dies away, or goes on rising to the end where that is an open edge. */
export type Fold = { path: Flat[]; width: number; height: number; isOpen?: boolean }

/** The same numbers for the same seed, so that a picture is the same each time it is taken. */
export function dice(seed: number): (low: number, high: number) => number {
  let state = (seed * 2654435761) >>> 0
  return (low, high) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return low + (((t ^ (t >>> 14)) >>> 0) / 4294967296) * (high - low)
  }
}

/** Height of all folds together at a point of the pattern; those that meet run into each other. */
export function heightOf(folds: Fold[], [x, y]: Flat): number {
  let sum = 0
  for (const { path, width, height, isOpen = false } of folds) {
    let best = Infinity
    let where = 0
    for (let k = 1; k < path.length; k++) {
      const [ax, ay] = path[k - 1]!
      const [bx, by] = path[k]!
      const [dx, dy] = [bx - ax, by - ay]
      const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
      const far = Math.hypot(x - ax - dx * t, y - ay - dy * t)
      if (far < best) [best, where] = [far, (k - 1 + t) / (path.length - 1)]
    }
    // A fold is narrow where it starts and opens on its way.
    const wide = width * (0.55 + 0.75 * where)
    if (best > wide * 2.6) continue
    const rise = isOpen ? Math.min(1, where * 1.3) : Math.sin(Math.PI * where) ** 0.8
    const ridge = Math.exp(-((best / wide) ** 1.6))
    sum += height * rise * ridge
  }
  return sum
}

/** Points on a slight curve from one place to another, as cloth never folds along a ruler. */
export function swayed(from: Flat, to: Flat, sway: number, pieces = 6): Flat[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  return Array.from({ length: pieces + 1 }, (_, k): Flat => {
    const t = k / pieces
    const off = sway * Math.sin(Math.PI * t) + sway * 0.4 * Math.sin(2 * Math.PI * t)
    const long = Math.hypot(dx, dy) || 1
    return [from[0] + dx * t - (dy / long) * off, from[1] + dy * t + (dx / long) * off]
  })
}

/** Folds that hang to an edge between two points, unevenly spaced and of uneven weight. */
export function hanging(
  seed: number,
  {
    top,
    edge,
    count,
    height,
    width = 2.4,
  }: {
    top: [Flat, Flat]
    edge: [Flat, Flat]
    count: number
    height: number
    width?: number
  },
): Fold[] {
  const roll = dice(seed)
  const between = ([a, b]: [Flat, Flat], t: number): Flat => [
    a[0] + (b[0] - a[0]) * t,
    a[1] + (b[1] - a[1]) * t,
  ]
  return Array.from({ length: count }, (_, k) => {
    const t = (k + 0.5 + roll(-0.32, 0.32)) / count
    const end = between(edge, t)
    const high = between(top, t + roll(-0.04, 0.04))
    const from = between([end, high], roll(0.55, 1))
    return {
      path: swayed(from, end, roll(-1.1, 1.1)),
      width: width * roll(0.75, 1.3),
      height: height * roll(0.5, 1.15),
      isOpen: true,
    }
  })
}

export type Top = { shoulder: Flat; underarm: Flat; cuff: [Flat, Flat]; hem: Flat; strength?: number }

/** What a top does when it is laid down: strain from the armpits, creases over the sleeves, folds to the hem. */
export function topFolds(seed: number, { shoulder, underarm, cuff, hem, strength = 1 }: Top): Fold[] {
  const roll = dice(seed)
  const [outer, inner] = cuff
  const folds: Fold[] = []
  for (const s of [1, -1]) {
    const at = ([x, y]: Flat): Flat => [x * s, y]
    const add = (from: Flat, to: Flat, sway: number, width: number, height: number): void => {
      folds.push({ path: swayed(at(from), at(to), sway * s), width, height: height * strength })
    }
    const [ux, uy] = underarm
    add(
      [ux - 0.6, uy - 0.5],
      [ux * roll(0.36, 0.5), uy - roll(7, 11)],
      roll(-1.5, -0.5),
      1.5,
      roll(0.55, 0.8),
    )
    add(
      [ux - 0.8, uy - 2.5],
      [ux * roll(0.5, 0.66), uy - roll(15, 21)],
      roll(-1.8, -0.6),
      1.7,
      roll(0.5, 0.8),
    )
    add(
      [ux - 0.4, uy + 0.5],
      [shoulder[0] * roll(0.72, 0.86), shoulder[1] - roll(5, 8)],
      roll(0.4, 1.4),
      1.5,
      roll(0.35, 0.6),
    )
    const long = Math.hypot(inner[0] - ux, inner[1] - uy)
    const along = (edge: 'outer' | 'inner', t: number): Flat => {
      const from: Flat = edge === 'inner' ? underarm : [shoulder[0] + 5, shoulder[1] - 4]
      const to = edge === 'inner' ? inner : outer
      return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]
    }
    const creases = Math.max(1, Math.round(long / 7))
    for (let k = 0; k < creases; k++) {
      const t = (k + roll(0.1, 0.7)) / (creases + 0.5)
      const from = along('inner', t)
      const to = along('outer', t + roll(-0.05, 0.22))
      const share = roll(0.55, 0.8)
      add(
        from,
        [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share],
        roll(-1, 1),
        roll(1, 1.5),
        roll(0.35, 0.65),
      )
    }
  }
  return [
    ...folds,
    ...hanging(seed + 11, {
      top: [
        [-hem[0] * 0.86, underarm[1] - 4],
        [hem[0] * 0.86, underarm[1] - 4],
      ],
      edge: [
        [-hem[0] * 0.92, hem[1]],
        [hem[0] * 0.92, hem[1]],
      ],
      count: 7,
      height: 0.75 * strength,
    }),
  ]
}
