// A draped garment: its two panels as meshes, its openings as loops, and a way from pattern to place.
import * as THREE from 'three'
import type { Flat } from './delaunay.ts'
import { drape, type Drape } from './drape.ts'
import { cut, type Panel, type Pattern } from './pattern.ts'

export type Place = { at: THREE.Vector3; normal: THREE.Vector3 }
export type Side = 'front' | 'back'
/** One point of an opening's edge: where, which way the cloth faces and which way it would continue. */
export type Brim = Place & { out: THREE.Vector3; tangent: THREE.Vector3; side: Side; flat: Flat }

export class Sewn {
  readonly panels: Record<Side, Panel>
  private readonly normals: Float64Array
  private readonly position: Float64Array
  private readonly index: Record<Side, Int32Array>
  private readonly cells: Record<Side, Map<string, number[]>> = { front: new Map(), back: new Map() }

  constructor(pattern: Pattern, how: Drape) {
    const { front, back } = cut(pattern)
    this.panels = { front, back }
    const { position, index } = drape(front, back, how)
    this.position = position
    this.index = index
    this.normals = new Float64Array(position.length)
    for (const side of ['front', 'back'] as const) this.measure(side)
  }

  private vertex(side: Side, k: number): THREE.Vector3 {
    return new THREE.Vector3().fromArray(this.position, this.index[side][k]! * 3)
  }

  private measure(side: Side): void {
    const { triangles, points } = this.panels[side]
    triangles.forEach((triangle, t) => {
      const [a, b, c] = triangle
      const [p, q, r] = [this.vertex(side, a), this.vertex(side, b), this.vertex(side, c)]
      const normal = q
        .sub(p)
        .cross(r.sub(p))
        .multiplyScalar(side === 'front' ? 1 : -1)
      for (const k of triangle) {
        const n = this.index[side][k]! * 3
        this.normals[n]! += normal.x
        this.normals[n + 1]! += normal.y
        this.normals[n + 2]! += normal.z
      }
      const xs = triangle.map((k) => points[k]![0])
      const ys = triangle.map((k) => points[k]![1])
      for (let x = Math.floor(Math.min(...xs) / 2); x <= Math.floor(Math.max(...xs) / 2); x++) {
        for (let y = Math.floor(Math.min(...ys) / 2); y <= Math.floor(Math.max(...ys) / 2); y++) {
          const name = `${x},${y}`
          const cell = this.cells[side].get(name)
          if (cell) cell.push(t)
          else this.cells[side].set(name, [t])
        }
      }
    })
  }

  private normal(side: Side, k: number): THREE.Vector3 {
    return new THREE.Vector3().fromArray(this.normals, this.index[side][k]! * 3).normalize()
  }

  geometry(side: Side): THREE.BufferGeometry {
    const { points, triangles } = this.panels[side]
    const geometry = new THREE.BufferGeometry()
    const place = points.flatMap((_, k) => this.vertex(side, k).toArray())
    const facing = points.flatMap((_, k) => this.normal(side, k).toArray())
    geometry.setAttribute('position', new THREE.Float32BufferAttribute(place, 3))
    geometry.setAttribute('normal', new THREE.Float32BufferAttribute(facing, 3))
    geometry.setAttribute('uv', new THREE.Float32BufferAttribute(points.flat(), 2))
    geometry.setIndex(triangles.flatMap(([a, b, c]) => (side === 'front' ? [a, b, c] : [a, c, b])))
    return geometry
  }

  /** Where a point of the pattern ended up. Outside the cloth, the nearest edge continues. */
  find([x, y]: Flat, side: Side = 'front', lift = 0): Place {
    const { points, triangles } = this.panels[side]
    let best: { t: number; u: number; v: number; w: number } | undefined
    let worst = -Infinity
    for (let ring = 0; ring < 5 && worst < -1e-6; ring++) {
      for (let cx = -ring; cx <= ring; cx++) {
        for (let cy = -ring; cy <= ring; cy++) {
          for (const t of this.cells[side].get(`${Math.floor(x / 2) + cx},${Math.floor(y / 2) + cy}`) ?? []) {
            const [a, b, c] = triangles[t]!.map((k) => points[k]!) as [Flat, Flat, Flat]
            const det = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
            const v = ((x - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (y - a[1])) / det
            const w = ((b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])) / det
            const least = Math.min(v, w, 1 - v - w)
            if (least > worst) [worst, best] = [least, { t, u: 1 - v - w, v, w }]
          }
        }
      }
    }
    if (!best) throw new Error(`no cloth near ${x}, ${y}`)
    const [a, b, c] = triangles[best.t]!
    const blend = (of: (k: number) => THREE.Vector3): THREE.Vector3 =>
      of(a).multiplyScalar(best.u).addScaledVector(of(b), best.v).addScaledVector(of(c), best.w)
    const normal = blend((k) => this.normal(side, k)).normalize()
    return { at: blend((k) => this.vertex(side, k)).addScaledVector(normal, lift), normal }
  }

  /** The edge of an opening, front first and then back, as one closed loop, or one panel's share of it. */
  brim(open: string, only?: Side): Brim[] {
    const run = (side: Side): number[] => {
      const { marks, outline } = this.panels[side]
      const members = outline.map((_, k) => k).filter((k) => marks[k]!.open === open)
      const first = members[0]
      if (first === undefined) throw new Error(`no opening called ${open}`)
      // The stroke begins at the seam point before its first flagged point.
      const before = (first + outline.length - 1) % outline.length
      const after = (members[members.length - 1]! + 1) % outline.length
      const chain = marks[before]!.open === open ? members : [before, ...members]
      return open === 'neck' && outline.length - 1 === members[members.length - 1] ? [...chain, after] : chain
    }
    const front = only === 'back' ? [] : run('front').map((k) => ({ k, side: 'front' as const }))
    const back =
      only === 'front'
        ? []
        : run('back')
            .reverse()
            .map((k) => ({ k, side: 'back' as const }))
    const loop = only ? [...front, ...back] : [...front, ...back.slice(1, -1)]
    const places = loop.map(({ k, side }) => ({
      at: this.vertex(side, k),
      normal: this.normal(side, k),
      side,
      flat: this.panels[side].points[k]!,
    }))
    return places.map((here, n) => {
      const next = places[only ? Math.min(n + 1, places.length - 1) : (n + 1) % places.length]!
      const before = places[only ? Math.max(n - 1, 0) : (n + places.length - 1) % places.length]!
      const isTurn = next.at.clone().sub(here.at).dot(here.at.clone().sub(before.at)) < 0
      // Where front and back meet the edge turns round: there it runs straight from one to the other.
      const tangent = isTurn
        ? new THREE.Vector3(0, 0, next.side === 'back' ? -1 : 1)
        : next.at.clone().sub(before.at).normalize()
      const [x, y] = here.flat
      const out = here.at.clone().sub(this.inward(here.side, x, y))
      out.addScaledVector(tangent, -out.dot(tangent)).normalize()
      return { ...here, tangent, out }
    })
  }

  private inward(side: Side, x: number, y: number): THREE.Vector3 {
    const { points, triangles, outline } = this.panels[side]
    const inside = new THREE.Vector3()
    const nearby = new THREE.Vector3()
    let insideCount = 0
    let nearbyCount = 0
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const t of this.cells[side].get(`${Math.floor(x / 2) + dx},${Math.floor(y / 2) + dy}`) ?? []) {
          if (!triangles[t]!.some((k) => Math.hypot(points[k]![0] - x, points[k]![1] - y) < 0.01)) continue
          for (const k of triangles[t]!) {
            nearby.add(this.vertex(side, k))
            nearbyCount++
            if (k < outline.length) continue
            inside.add(this.vertex(side, k))
            insideCount++
          }
        }
      }
    }
    return insideCount ? inside.divideScalar(insideCount) : nearby.divideScalar(nearbyCount)
  }
}
