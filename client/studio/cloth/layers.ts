// What lies on the cloth: pockets, plackets, lapels, topstitching and buttons.
import * as THREE from 'three'
import { mesh } from '../shapes.ts'
import { distanceToPath, fill, type Flat } from './delaunay.ts'
import type { Sewn, Side } from './sewn.ts'

/** Another layer laid on the cloth: a pocket, a placket, a lapel. Its edge rolls down to the cloth beneath. */
export function laid(
  cloth: Sewn,
  shape: Flat[],
  {
    lift = 0.35,
    side = 'front',
    spacing = 0.7,
    grow,
  }: { lift?: number; side?: Side; spacing?: number; grow?: (at: Flat) => number } = {},
): THREE.BufferGeometry {
  const outline: Flat[] = shape.flatMap((from, k) => {
    const to = shape[(k + 1) % shape.length]!
    const pieces = Math.max(1, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / spacing))
    return Array.from({ length: pieces }, (_, n): Flat => [
      from[0] + ((to[0] - from[0]) * n) / pieces,
      from[1] + ((to[1] - from[1]) * n) / pieces,
    ])
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
export function topstitched(
  cloth: Sewn,
  path: Flat[],
  thread: THREE.Material,
  lift = 0.08,
): THREE.InstancedMesh {
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
      stitches.push(
        new THREE.Matrix4().compose(
          from.add(to).multiplyScalar(0.5),
          turn,
          new THREE.Vector3(1, length / 0.4, 1),
        ),
      )
    }
  }
  const all = new THREE.InstancedMesh(new THREE.CapsuleGeometry(0.085, 0.28, 3, 6), thread, stitches.length)
  stitches.forEach((matrix, k) => all.setMatrixAt(k, matrix))
  all.receiveShadow = true
  return all
}

export function button(
  cloth: Sewn,
  at: Flat,
  radius: number,
  material: THREE.Material,
  { lift = 0.5, side = 'front' }: { lift?: number; side?: Side } = {},
): THREE.Object3D {
  const profile: Flat[] = [
    [0, 0.12],
    [0.55, 0.12],
    [0.68, 0.2],
    [0.85, 0.22],
    [0.98, 0.14],
    [1, 0.02],
    [0.9, -0.06],
    [0, -0.06],
  ]
  const disc = mesh(
    new THREE.LatheGeometry(
      profile.map(([x, y]) => new THREE.Vector2(x * radius, y * radius)),
      40,
    ),
    material,
  )
  const holes = new THREE.MeshPhysicalMaterial({ color: '#1c1512', roughness: 0.8 })
  for (const [x, z] of [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const) {
    const hole = mesh(new THREE.CylinderGeometry(radius * 0.1, radius * 0.1, 0.01, 12), holes)
    hole.position.set(x * radius * 0.2, radius * 0.125, z * radius * 0.2)
    disc.add(hole)
  }
  const place = cloth.find(at, side, lift)
  disc.position.copy(place.at)
  disc.quaternion.setFromUnitVectors(new THREE.Vector3(0, 1, 0), place.normal)
  return disc
}
