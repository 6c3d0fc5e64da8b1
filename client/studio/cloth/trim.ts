// Edges, put on after sewing: rolled hems and ribbed bands.
import * as THREE from 'three'
import type { Brim } from './sewn.ts'

export type Ribbon = { across: THREE.Vector3[]; along: number }

/** Evens out how an edge's points stand and face, so that a band turns a corner as one piece. */
export function eased(brim: Brim[], passes = 6): Brim[] {
  let now = brim
  for (let pass = 0; pass < passes; pass++) {
    now = now.map((here, k) => {
      const before = now[(k + now.length - 1) % now.length]!
      const after = now[(k + 1) % now.length]!
      const mean = (pick: (of: Brim) => THREE.Vector3): THREE.Vector3 =>
        pick(before).clone().add(pick(after)).multiplyScalar(0.25).addScaledVector(pick(here), 0.5)
      const { x, y } = here.at
      return {
        ...here,
        at: new THREE.Vector3(x, y, mean(({ at }) => at).z),
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
  const all = isClosed
    ? [...rows, { across: rows[0]!.across, along: rows[rows.length - 1]!.along + 0.5 }]
    : rows
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
      const sum = new THREE.Vector3()
        .fromBufferAttribute(normal, j)
        .add(new THREE.Vector3().fromBufferAttribute(normal, last + j))
        .normalize()
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
    return {
      along,
      across: profile(k / brim.length, here).map(([o, n]) =>
        here.at.clone().addScaledVector(out, o).addScaledVector(face, n),
      ),
    }
  })
  return quilt(rows, isClosed)
}

/** A rolled edge: cloth has thickness, and this is where one sees it. */
export const rolled = (brim: Brim[], radius = 0.16, isClosed = true): THREE.BufferGeometry =>
  swept(
    brim,
    (_, { tangent }) => {
      // Where front and back meet it is no thicker than the seam.
      const thick = Math.abs(tangent.z) > 0.99 ? radius * 0.3 : radius
      return Array.from({ length: 9 }, (_, k) => [
        Math.cos((k / 8) * Math.PI * 2) * thick,
        Math.sin((k / 8) * Math.PI * 2) * thick,
      ])
    },
    { isClosed },
  )

/**
 * A knitted band continuing the cloth: `width` out, `thick` through; a straight one, a cuff or waistband,
 * runs on in one direction all round. */
export function band(
  brim: Brim[],
  {
    width,
    thick = 0.45,
    curl = 0.12,
    isStraight = false,
  }: { width: number; thick?: number; curl?: number; isStraight?: boolean },
): THREE.BufferGeometry {
  const even = eased(brim)
  const mean = even
    .reduce((sum, { out }) => sum.add(out), new THREE.Vector3())
    .setZ(0)
    .normalize()
  const faced = isStraight ? even.map((here) => ({ ...here, out: mean })) : even
  return swept(faced, () => {
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
