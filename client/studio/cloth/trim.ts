// What is put on after sewing: rolled edges, ribbed bands, collars, pockets, plackets, buttons.
import * as THREE from 'three'
import { mesh } from '../shapes.ts'
import { distanceToPath, fill, type Flat } from './delaunay.ts'
import type { Brim, Sewn, Side } from './sewn.ts'

type Ribbon = { across: THREE.Vector3[]; along: number }

/** Evens out an edge's small kinks, as a knitted band or a fused collar does. */
export function eased(brim: Brim[], passes = 6): Brim[] {
  let now = brim
  for (let pass = 0; pass < passes; pass++) {
    now = now.map((here, k) => {
      const before = now[(k + now.length - 1) % now.length]!
      const after = now[(k + 1) % now.length]!
      const mean = (pick: (of: Brim) => THREE.Vector3): THREE.Vector3 =>
        pick(before).clone().add(pick(after)).multiplyScalar(0.25).addScaledVector(pick(here), 0.5)
      return {
        ...here,
        at: mean(({ at }) => at),
        out: mean(({ out }) => out).normalize(),
        normal: mean(({ normal }) => normal).normalize(),
        tangent: mean(({ tangent }) => tangent).normalize(),
      }
    })
  }
  return now
}

/** Joins rows of points into a surface; uv runs in centimetres along and across. */
export function quilt(rows: Ribbon[], isClosed: boolean): THREE.BufferGeometry {
  const wide = rows[0]!.across.length
  const all = isClosed ? [...rows, { across: rows[0]!.across, along: rows[rows.length - 1]!.along + 0.5 }] : rows
  const positions: number[] = []
  const uvs: number[] = []
  const indices: number[] = []
  all.forEach(({ across, along }, i) => {
    let run = 0
    across.forEach((point, j) => {
      if (j > 0) run += point.distanceTo(across[j - 1]!)
      positions.push(point.x, point.y, point.z)
      uvs.push(along, run)
      if (i > 0 && j > 0) {
        const d = i * wide + j
        indices.push(d - wide - 1, d - 1, d - wide, d - wide, d - 1, d)
      }
    })
  })
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(positions, 3))
  geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uvs, 2))
  geometry.setIndex(indices)
  geometry.computeVertexNormals()
  if (isClosed) {
    const normal = geometry.getAttribute('normal')
    const last = (all.length - 1) * wide
    for (let j = 0; j < wide; j++) {
      const sum = new THREE.Vector3().fromBufferAttribute(normal, j).add(new THREE.Vector3().fromBufferAttribute(normal, last + j)).normalize()
      normal.setXYZ(j, sum.x, sum.y, sum.z)
      normal.setXYZ(last + j, sum.x, sum.y, sum.z)
    }
  }
  return geometry
}

/** Sweeps a profile of (out, up-from-cloth) centimetres along an opening. */
export function swept(
  brim: Brim[],
  profile: (t: number, point: Brim) => [number, number][],
  { isClosed = true, lean = 0 } = {},
): THREE.BufferGeometry {
  let along = 0
  const up = new THREE.Vector3(0, 1, 0)
  const rows = brim.map((here, k): Ribbon => {
    if (k > 0) along += here.at.distanceTo(brim[k - 1]!.at)
    const out = here.out.clone().lerp(up, lean).normalize()
    const face = new THREE.Vector3().crossVectors(here.tangent, out).normalize()
    if (face.dot(here.normal) < 0) face.negate()
    return { along, across: profile(k / brim.length, here).map(([o, n]) => here.at.clone().addScaledVector(out, o).addScaledVector(face, n)) }
  })
  return quilt(rows, isClosed)
}

/** A rolled edge: cloth has thickness, and this is where one sees it. */
export const rolled = (brim: Brim[], radius = 0.16, isClosed = true): THREE.BufferGeometry =>
  swept(brim, () => Array.from({ length: 9 }, (_, k) => [Math.cos((k / 8) * Math.PI * 2) * radius, Math.sin((k / 8) * Math.PI * 2) * radius]), { isClosed })

/** A knitted band continuing the cloth: `width` out, `thick` through, drawn in by `pinch`. */
export function band(brim: Brim[], { width, thick = 0.45, curl = 0.12 }: { width: number; thick?: number; curl?: number }): THREE.BufferGeometry {
  return swept(eased(brim), () => {
    const outside: [number, number][] = []
    const inside: [number, number][] = []
    for (let k = 0; k <= 8; k++) {
      const t = k / 8
      const bulge = Math.sqrt(Math.max(0, 1 - (2 * t - 1) ** 4))
      outside.push([width * t - 0.15, thick * 0.5 * bulge + 0.08 - curl * width * t * t])
      inside.push([width * t - 0.15, -thick * 0.5 * bulge + 0.04 - curl * width * t * t])
    }
    return [...outside, ...inside.reverse()]
  })
}

/** Another layer laid on the cloth: a pocket, a placket, a lapel. Its edge rolls down to the cloth beneath. */
export function laid(cloth: Sewn, shape: Flat[], { lift = 0.35, side = 'front', spacing = 0.7, grow }: { lift?: number; side?: Side; spacing?: number; grow?: (at: Flat) => number } = {}): THREE.BufferGeometry {
  const outline: Flat[] = shape.flatMap((from, k) => {
    const to = shape[(k + 1) % shape.length]!
    const pieces = Math.max(1, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / spacing))
    return Array.from({ length: pieces }, (_, n): Flat => [from[0] + ((to[0] - from[0]) * n) / pieces, from[1] + ((to[1] - from[1]) * n) / pieces])
  })
  const rim = outline.map(([x, y]): Flat => [x, y])
  const { points, triangles } = fill(rim, spacing)
  const skirt = outline.length
  const position: number[] = []
  const uv: number[] = []
  const place = (at: Flat, height: number): void => {
    position.push(...cloth.find(at, side, height).at.toArray())
    uv.push(...at)
  }
  for (const at of points) {
    const edge = Math.min(1, distanceToPath(rim, at[0], at[1]) / 0.5)
    place(at, (lift + (grow?.(at) ?? 0)) * (0.72 + 0.28 * Math.sqrt(edge)))
  }
  // Walls from the edge down into the cloth.
  for (let k = 0; k < skirt; k++) place(points[k]!, -0.15)
  const walls = Array.from({ length: skirt }, (_, k) => {
    const next = (k + 1) % skirt
    return [k, points.length + k, next, next, points.length + k, points.length + next]
  }).flat()
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(position, 3))
  geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uv, 2))
  geometry.setIndex([...triangles.flat(), ...walls])
  geometry.computeVertexNormals()
  return geometry
}

/** Topstitching in thick thread, stitch by stitch. */
export function topstitched(cloth: Sewn, path: Flat[], thread: THREE.Material, lift = 0.08): THREE.InstancedMesh {
  const stitches: THREE.Matrix4[] = []
  const along = new THREE.Vector3(0, 1, 0)
  for (let k = 1; k < path.length; k++) {
    const [ax, ay] = path[k - 1]!
    const [bx, by] = path[k]!
    const count = Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / 0.5))
    for (let n = 0; n < count; n++) {
      const spot = (t: number): Flat => [ax + (bx - ax) * t, ay + (by - ay) * t]
      const from = cloth.find(spot(n / count), 'front', lift).at
      const to = cloth.find(spot((n + 0.68) / count), 'front', lift).at
      const length = from.distanceTo(to)
      const turn = new THREE.Quaternion().setFromUnitVectors(along, to.clone().sub(from).normalize())
      stitches.push(new THREE.Matrix4().compose(from.add(to).multiplyScalar(0.5), turn, new THREE.Vector3(1, length / 0.4, 1)))
    }
  }
  const all = new THREE.InstancedMesh(new THREE.CapsuleGeometry(0.085, 0.28, 3, 6), thread, stitches.length)
  stitches.forEach((matrix, k) => all.setMatrixAt(k, matrix))
  all.receiveShadow = true
  return all
}

export function button(cloth: Sewn, at: Flat, radius: number, material: THREE.Material, { lift = 0.5, side = 'front' as Side } = {}): THREE.Object3D {
  const profile: Flat[] = [[0, 0.12], [0.55, 0.12], [0.68, 0.2], [0.85, 0.22], [0.98, 0.14], [1, 0.02], [0.9, -0.06], [0, -0.06]]
  const disc = mesh(new THREE.LatheGeometry(profile.map(([x, y]) => new THREE.Vector2(x * radius, y * radius)), 40), material)
  const holes = new THREE.MeshPhysicalMaterial({ color: '#1c1512', roughness: 0.8 })
  for (const [x, z] of [[1, 1], [1, -1], [-1, 1], [-1, -1]] as const) {
    const hole = mesh(new THREE.CylinderGeometry(radius * 0.1, radius * 0.1, 0.01, 12), holes)
    hole.position.set(x * radius * 0.2, radius * 0.125, z * radius * 0.2)
    disc.add(hole)
  }
  const place = cloth.find(at, side, lift)
  disc.position.copy(place.at)
  disc.quaternion.setFromUnitVectors(new THREE.Vector3(0, 1, 0), place.normal)
  return disc
}

/** A shirt collar: a stand that rises from the neck and a leaf that falls over it, parted at the front. */
export function collar(
  edge: Brim[],
  { stand = 2.8, fall = 3.9, point = 6.8, spread = 1.3, gap = 0.012, roll = 0.85 }: { stand?: number; fall?: number; point?: number; spread?: number; gap?: number; roll?: number },
): THREE.BufferGeometry {
  const brim = eased(edge, 8)
  const lowest = brim.reduce((best, here, k) => (here.side === 'front' && here.at.y < brim[best]!.at.y ? k : best), 0)
  const ordered = [...brim.slice(lowest), ...brim.slice(0, lowest), brim[lowest]!]
  const centre = ordered.reduce((sum, here) => sum.add(here.at), new THREE.Vector3()).divideScalar(ordered.length)
  const rows = 200
  let along = 0
  const up = new THREE.Vector3(0, 1, 0)
  const curve = new THREE.CatmullRomCurve3(ordered.map(({ at }) => at))
  const ribbons = Array.from({ length: rows + 1 }, (_, k): Ribbon => {
    const t = gap + (k / rows) * (1 - 2 * gap)
    const at = curve.getPointAt(t)
    const tangent = curve.getTangentAt(t)
    const away = at.clone().sub(centre).setY(0)
    away.addScaledVector(tangent, -away.dot(tangent)).setY(0).normalize()
    const ends = Math.max(0, 1 - Math.min(t, 1 - t) / 0.2)
    const shaped = ends * ends * (3 - 2 * ends)
    const drop = fall + (point - fall) * shaped
    const side = Math.sign(0.5 - t) * spread * shaped
    const sway = new THREE.Vector3(side * Math.sign(ordered[3]!.at.x - ordered[0]!.at.x), 0, 0)
    const rise = stand * (1 - 0.45 * shaped)
    // Over the shoulder the leaf lies nearly flat; down the chest it hangs.
    const flare = 1 + 0.9 * away.x * away.x
    along += 0.25
    const put = (height: number, out: number, share: number): THREE.Vector3 =>
      at.clone().addScaledVector(up, height).addScaledVector(away, out).addScaledVector(sway, share)
    const across = [put(-0.3, -0.1, 0), put(rise * 0.5, -0.15, 0), put(rise * 0.92, 0, 0), put(rise * 1.06, 0.25 * roll, 0), put(rise * 0.98, 0.62 * roll, 0.02)]
    for (let n = 1; n <= 8; n++) {
      const q = n / 8
      across.push(put(rise * 0.98 - drop * q, roll * (0.62 + (1.5 * q + 1.1 * q * q) * flare), q))
    }
    const tip = put(rise * 0.98 - drop, roll * (0.62 + 2.5 * flare), 1)
    across.push(tip, tip.clone().addScaledVector(away, -0.35))
    return { along, across: across.reverse() }
  })
  return quilt(ribbons, false)
}
