// Lets the sewn panels fall on the body: position-based dynamics with stretch, bending, contact and friction.
import { distanceToPath, type Flat } from './delaunay.ts'
import type { Limb } from './body.ts'
import type { Panel } from './pattern.ts'

export type Drape = {
  body: Limb[]
  /** 0 hangs like silk, 1 stands like felt. */
  stiffness?: number
  /** How unevenly the cloth has shrunk: linen 0.03, wool 0.004. */
  crumple?: number
  /** Seams gather the cloth a little. */
  pucker?: number
  gravity?: number
  steps?: number
  /** Points of the pattern held still on the invisible hanger, with the place they are held at. */
  pins?: (at: Flat, side: 'front' | 'back') => [number, number, number] | undefined
  /** Edges of an opening drawn in by a rib or elastic, as a share of their length. */
  gather?: Record<string, number>
  /** A belt: everything within `half` of `y` drawn in. */
  cinch?: { y: number; half: number; by: number }
  /** Pressed pleats: how far off the flat a point is laid before the cloth falls. */
  lay?: (at: Flat) => number
  seed?: number
}

export type Draped = { position: Float64Array; index: { front: Int32Array; back: Int32Array } }

const wobble = (x: number, y: number, seed: number): number =>
  Math.sin(x * 0.61 + seed + 1.7 * Math.sin(y * 0.23 + seed)) *
    Math.sin(y * 0.43 + seed * 2.1 + 1.3 * Math.sin(x * 0.31)) +
  0.6 * Math.sin(x * 1.13 + y * 0.71 + seed * 3.3) * Math.sin(y * 0.97 - x * 0.37 + seed)

export function drape(front: Panel, back: Panel, how: Drape): Draped {
  const ids = new Map<string, number>()
  const start: number[] = []
  const lay = (panel: Panel, side: 1 | -1): Int32Array => {
    const index = new Int32Array(panel.points.length)
    const seams = panel.outline
    panel.points.forEach(([x, y], k) => {
      const id = panel.marks[k]!.id
      const known = ids.get(id)
      if (known !== undefined) {
        index[k] = known
        return
      }
      index[k] = ids.size
      ids.set(id, ids.size)
      const far = Math.min(distanceToPath(seams, x, y), 9)
      start.push(
        x,
        y,
        side * (0.3 + 1.6 * Math.sqrt(far)) + 0.12 * wobble(x, y, 3) + side * (how.lay?.([x, y]) ?? 0),
      )
    })
    return index
  }
  const index = { front: lay(front, 1), back: lay(back, -1) }
  const count = ids.size
  const position = Float64Array.from(start)
  const previous = Float64Array.from(start)
  const weight = new Float64Array(count).fill(1)
  const { stiffness = 0.15, crumple = 0.008, pucker = 0.006, gravity = 300, steps = 1500, seed = 1 } = how

  const ends: number[] = []
  const rest: number[] = []
  const give: number[] = []
  const sew = (panel: Panel, map: Int32Array, side: number): void => {
    const opposite = new Map<string, number>()
    for (const [a, b, c] of panel.triangles) {
      for (const [p, q, o] of [
        [a, b, c],
        [b, c, a],
        [c, a, b],
      ] as const) {
        const [px, py] = panel.points[p]!
        const [qx, qy] = panel.points[q]!
        const name = p < q ? `${p},${q}` : `${q},${p}`
        const other = opposite.get(name)
        if (other === undefined) {
          opposite.set(name, o)
          const isSeam =
            p < panel.outline.length &&
            q < panel.outline.length &&
            !panel.marks[p]!.open &&
            !panel.marks[q]!.open
          const uneven = 1 + crumple * wobble((px + qx) / 2, (py + qy) / 2, seed + side)
          const open = panel.marks[p]!.open
          const isRim = open !== undefined && open === panel.marks[q]!.open
          const gathered = isRim ? (how.gather?.[open.replace('left ', '')] ?? 1) : 1
          const belt = how.cinch && Math.abs((py + qy) / 2 - how.cinch.y) < how.cinch.half ? how.cinch.by : 1
          ends.push(map[p]!, map[q]!)
          rest.push(Math.hypot(px - qx, py - qy) * uneven * gathered * belt * (isSeam ? 1 - pucker : 1))
          give.push(1)
        } else {
          const [ox, oy] = panel.points[o]!
          const [sx, sy] = panel.points[other]!
          ends.push(map[o]!, map[other]!)
          rest.push(Math.hypot(ox - sx, oy - sy))
          give.push(stiffness)
        }
      }
    }
  }
  sew(front, index.front, 0)
  sew(back, index.back, 5)

  for (const [panel, map, side] of [
    [front, index.front, 'front'],
    [back, index.back, 'back'],
  ] as const) {
    panel.points.forEach((at, k) => {
      const place = how.pins?.(at, side)
      if (!place) return
      const p = map[k]!
      weight[p] = 0
      for (let axis = 0; axis < 3; axis++) position[p * 3 + axis] = previous[p * 3 + axis] = place[axis]!
    })
  }

  const dt = 0.003
  const pull = -gravity * dt * dt
  const total = rest.length
  for (let step = 0; step < steps; step++) {
    const grown = Math.min(1, 0.15 + (step / steps) * 2.6)
    const drag = step < steps * 0.75 ? 0.982 : 0.95
    for (let p = 0; p < count; p++) {
      if (weight[p] === 0) continue
      for (let axis = 0; axis < 3; axis++) {
        const k = p * 3 + axis
        const here = position[k]!
        position[k] = here + (here - previous[k]!) * drag + (axis === 1 ? pull * grown * grown : 0)
        previous[k] = here
      }
    }
    // Forwards, then backwards: tension reaches the hem and the hanger alike.
    for (let n = 0; n < total * 2; n++) {
      const c = n < total ? n : total * 2 - 1 - n
      const a = ends[c * 2]!
      const b = ends[c * 2 + 1]!
      const wa = weight[a]!
      const wb = weight[b]!
      if (wa + wb === 0) continue
      const dx = position[b * 3]! - position[a * 3]!
      const dy = position[b * 3 + 1]! - position[a * 3 + 1]!
      const dz = position[b * 3 + 2]! - position[a * 3 + 2]!
      const length = Math.sqrt(dx * dx + dy * dy + dz * dz) || 1e-9
      const k = ((length - rest[c]!) / length / (wa + wb)) * give[c]!
      position[a * 3]! += dx * k * wa
      position[a * 3 + 1]! += dy * k * wa
      position[a * 3 + 2]! += dz * k * wa
      position[b * 3]! -= dx * k * wb
      position[b * 3 + 1]! -= dy * k * wb
      position[b * 3 + 2]! -= dz * k * wb
    }
    for (const limb of how.body)
      touch(limb, limb.isEarly ? Math.min(1, grown * 3) : grown, position, previous, weight)
  }
  for (const [panel, map] of [
    [front, index.front],
    [back, index.back],
  ] as const)
    pressSeams(panel, map, position, weight)
  return { position, index }
}

/**
 * Irons the seams. Where two panels are pushed together, under an arm above all, their edge folds from point to point,
 * finer than any thread could; a seam is smoothed along itself, the cloth beside it among its neighbours.
 */
function pressSeams(panel: Panel, map: Int32Array, position: Float64Array, weight: Float64Array): void {
  const seam = panel.outline.length
  const beside = new Map<number, Set<number>>()
  for (const triangle of panel.triangles)
    for (const k of triangle) {
      const [x, y] = panel.points[k]!
      if (panel.marks[k]!.open || weight[map[k]!] === 0) continue
      if (k >= seam && distanceToPath(panel.outline, x, y) > 2.4) continue
      const others = beside.get(k) ?? new Set<number>()
      beside.set(k, others)
      if (k < seam) others.add((k + 1) % seam).add((k + seam - 1) % seam)
      else for (const other of triangle) if (other !== k) others.add(other)
    }
  for (let pass = 0; pass < 12; pass++) {
    const moved = [...beside].map(([k, others]) => {
      const mean = [0, 0, 0]
      for (const other of others)
        for (let axis = 0; axis < 3; axis++) mean[axis]! += position[map[other]! * 3 + axis]! / others.size
      return [map[k]! * 3, mean] as const
    })
    for (const [at, mean] of moved)
      for (let axis = 0; axis < 3; axis++)
        position[at + axis] = position[at + axis]! * 0.5 + mean[axis]! * 0.5
  }
}

function touch(
  { from, to, r0, r1, flat, isContinued }: Limb,
  grown: number,
  position: Float64Array,
  previous: Float64Array,
  weight: Float64Array,
): void {
  const [ax, ay] = from
  const az = from[2] * grown
  const [bx, by, bz] = [to[0] - ax, to[1] - ay, (to[2] * grown - az) / flat]
  const span = bx * bx + by * by + bz * bz
  for (let p = 0; p < weight.length; p++) {
    if (weight[p] === 0) continue
    const x = position[p * 3]! - ax
    const y = position[p * 3 + 1]! - ay
    const z = (position[p * 3 + 2]! - az) / flat
    const raw = (x * bx + y * by + z * bz) / span
    if (isContinued && raw < 0) continue
    const t = Math.min(1, Math.max(0, raw))
    const dx = x - bx * t
    const dy = y - by * t
    const dz = z - bz * t
    const r = (r0 + (r1 - r0) * t) * grown
    const d2 = dx * dx + dy * dy + dz * dz
    if (d2 >= r * r) continue
    const push = r / Math.sqrt(d2 || 1e-9) - 1
    position[p * 3]! += dx * push
    position[p * 3 + 1]! += dy * push
    position[p * 3 + 2]! += dz * push * flat
    for (let axis = 0; axis < 3; axis++) {
      const k = p * 3 + axis
      previous[k]! += (position[k]! - previous[k]!) * 0.55
    }
  }
}
