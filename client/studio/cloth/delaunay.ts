// Delaunay triangulation by sweeping from left to right (Bowyer–Watson with retired circles).

export type Flat = [number, number]

type Circle = { a: number; b: number; c: number; x: number; y: number; r2: number }

function circle(points: Flat[], a: number, b: number, c: number): Circle {
  const [ax, ay] = points[a]!
  const [bx, by] = points[b]!
  const [cx, cy] = points[c]!
  const d = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by)) || 1e-12
  const a2 = ax * ax + ay * ay
  const b2 = bx * bx + by * by
  const c2 = cx * cx + cy * cy
  const x = (a2 * (by - cy) + b2 * (cy - ay) + c2 * (ay - by)) / d
  const y = (a2 * (cx - bx) + b2 * (ax - cx) + c2 * (bx - ax)) / d
  return { a, b, c, x, y, r2: (ax - x) ** 2 + (ay - y) ** 2 }
}

export function delaunay(flat: Flat[]): [number, number, number][] {
  const count = flat.length
  // A little disorder keeps points of a regular grid from lying on one circle.
  const points = flat.map(([x, y], k): Flat => [x + 1e-4 * Math.sin(k * 12.9), y + 1e-4 * Math.cos(k * 78.2)])
  const order = points.map((_, k) => k).sort((p, q) => points[p]![0] - points[q]![0])
  points.push([-1e4, -1e4], [1e4, -1e4], [0, 2e4])
  let open = [circle(points, count, count + 1, count + 2)]
  const closed: Circle[] = []
  for (const k of order) {
    const [x, y] = points[k]!
    const edges = new Map<string, [number, number]>()
    const flip = (p: number, q: number): void => {
      const name = p < q ? `${p},${q}` : `${q},${p}`
      if (!edges.delete(name)) edges.set(name, [p, q])
    }
    const kept: Circle[] = []
    for (const tri of open) {
      const dx = x - tri.x
      if (dx > 0 && dx * dx > tri.r2) closed.push(tri)
      else if (dx * dx + (y - tri.y) ** 2 < tri.r2) {
        flip(tri.a, tri.b)
        flip(tri.b, tri.c)
        flip(tri.c, tri.a)
      } else kept.push(tri)
    }
    for (const [p, q] of edges.values()) kept.push(circle(points, p, q, k))
    open = kept
  }
  return [...closed, ...open]
    .filter((tri) => tri.a < count && tri.b < count && tri.c < count)
    .map(({ a, b, c }): [number, number, number] => {
      const [ax, ay] = points[a]!
      const [bx, by] = points[b]!
      const [cx, cy] = points[c]!
      return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0 ? [a, b, c] : [a, c, b]
    })
}

export function isInside(polygon: Flat[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!
    const [xj, yj] = polygon[j]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

export function distanceToPath(path: Flat[], x: number, y: number, isClosed = true): number {
  let best = Infinity
  for (let i = isClosed ? 0 : 1; i < path.length; i++) {
    const [ax, ay] = path[(i + path.length - 1) % path.length]!
    const [bx, by] = path[i]!
    const dx = bx - ax
    const dy = by - ay
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
    best = Math.min(best, Math.hypot(x - ax - dx * t, y - ay - dy * t))
  }
  return best
}

/** The polygon's points moved inwards, so that an edge may curve down evenly. */
function inset(polygon: Flat[], by: number): Flat[] {
  return polygon.flatMap(([x, y], k): Flat[] => {
    const [ax, ay] = polygon[(k + polygon.length - 1) % polygon.length]!
    const [bx, cy] = polygon[(k + 1) % polygon.length]!
    const long = Math.hypot(bx - ax, cy - ay) || 1
    const [nx, ny] = [(-(cy - ay) / long) * by, ((bx - ax) / long) * by]
    return [[x + nx, y + ny] as Flat, [x - nx, y - ny] as Flat].filter(
      ([px, py]) => isInside(polygon, px, py) && distanceToPath(polygon, px, py) > by * 0.9,
    )
  })
}

/**
 * Fills a polygon with evenly spaced points and triangulates it; the polygon's own points come first, and rows beside
 * its edge follow it.
 */
export function fill(
  polygon: Flat[],
  spacing: number,
  rows: number[] = [],
): { points: Flat[]; triangles: [number, number, number][] } {
  const xs = polygon.map(([x]) => x)
  const ys = polygon.map(([, y]) => y)
  const points = [...polygon, ...rows.flatMap((row) => inset(polygon, row))]
  const margin = Math.max(0, ...rows) + spacing * 0.6
  const rise = spacing * 0.866
  let row = 0
  for (let y = Math.min(...ys) + rise * 0.5; y < Math.max(...ys); y += rise, row++) {
    for (let x = Math.min(...xs) + (row % 2) * spacing * 0.5; x < Math.max(...xs); x += spacing) {
      if (isInside(polygon, x, y) && distanceToPath(polygon, x, y) > margin) points.push([x, y])
    }
  }
  const triangles = delaunay(points).filter(([a, b, c]) => {
    const [p, q, r] = [points[a]!, points[b]!, points[c]!]
    return isInside(polygon, (p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3)
  })
  return { points, triangles }
}
