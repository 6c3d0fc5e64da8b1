// Turning, bending and bevelling: the joinery that all curios share.
import * as THREE from 'three'
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js'
import { mergeVertices, toCreasedNormals } from 'three/addons/utils/BufferGeometryUtils.js'

export type Point = [number, number]

/** Sharp where faces meet at more than `angle`, smooth elsewhere; a corner that faces share is computed once. */
export const creased = (geometry: THREE.BufferGeometry, angle: number): THREE.BufferGeometry =>
  mergeVertices(toCreasedNormals(geometry, angle), 1e-5)

/** Turns a profile (radius, height) on the lathe. Corners get a small bevel, as a turner leaves them. */
export function turned(profile: Point[], bevel = 0.02, segments = 96): THREE.BufferGeometry {
  const points: THREE.Vector2[] = []
  profile.forEach(([x, y], index) => {
    const before = profile[index - 1]
    const after = profile[index + 1]
    const here = new THREE.Vector2(x, y)
    if (!before || !after) return points.push(here)
    const a = new THREE.Vector2(...before).sub(here)
    const b = new THREE.Vector2(...after).sub(here)
    const cut = Math.min(bevel, a.length() * 0.45, b.length() * 0.45)
    const from = here.clone().add(a.setLength(cut))
    const to = here.clone().add(b.setLength(cut))
    for (let k = 0; k <= 3; k++) {
      const t = k / 3
      points.push(
        new THREE.Vector2()
          .addScaledVector(from, (1 - t) ** 2)
          .addScaledVector(here, 2 * t * (1 - t))
          .addScaledVector(to, t * t),
      )
    }
  })
  return creased(new THREE.LatheGeometry(points, segments), 0.9)
}

/** A profile drawn with a smooth curve through the points. */
export function turnedSmooth(profile: Point[], samples = 80, segments = 96): THREE.BufferGeometry {
  const curve = new THREE.SplineCurve(profile.map(([x, y]) => new THREE.Vector2(x, y)))
  return new THREE.LatheGeometry(
    curve.getPoints(samples).map((p) => p.setX(Math.max(p.x, 0.0001))),
    segments,
  )
}

export const block = (x: number, y: number, z: number, radius = 0.04): THREE.BufferGeometry =>
  new RoundedBoxGeometry(x, y, z, 5, radius)

/** A flat ring of rectangular section with softened edges: a limb, a bezel, a hoop. */
export const hoop = (
  outer: number,
  inner: number,
  height: number,
  bevel = 0.015,
  segments = 160,
): THREE.BufferGeometry =>
  turned(
    [
      [inner, 0],
      [inner, -height / 2],
      [outer, -height / 2],
      [outer, height / 2],
      [inner, height / 2],
      [inner, 0],
    ],
    bevel,
    segments,
  )

export function plate(shape: THREE.Shape, depth: number, bevel = 0.02): THREE.BufferGeometry {
  const geometry = new THREE.ExtrudeGeometry(shape, {
    depth: depth - bevel * 2,
    bevelEnabled: bevel > 0,
    bevelThickness: bevel,
    bevelSize: bevel,
    bevelOffset: -bevel,
    bevelSegments: 4,
    curveSegments: 64,
  })
  geometry.translate(0, 0, -depth / 2 + bevel)
  return creased(geometry, 0.6)
}

export const rod = (
  from: THREE.Vector3,
  to: THREE.Vector3,
  radius: number,
  end = radius,
): THREE.BufferGeometry => {
  const axis = to.clone().sub(from)
  const geometry = new THREE.CylinderGeometry(end, radius, axis.length(), 32, 1)
  geometry.translate(0, axis.length() / 2, 0)
  geometry.applyQuaternion(
    new THREE.Quaternion().setFromUnitVectors(new THREE.Vector3(0, 1, 0), axis.normalize()),
  )
  return geometry.translate(from.x, from.y, from.z)
}

export const tube = (
  points: THREE.Vector3[],
  radius: number,
  closed = false,
  segments = 120,
): THREE.BufferGeometry =>
  new THREE.TubeGeometry(new THREE.CatmullRomCurve3(points, closed), segments, radius, 20, closed)

export function mesh(geometry: THREE.BufferGeometry, material: THREE.Material): THREE.Mesh {
  const part = new THREE.Mesh(geometry, material)
  part.castShadow = true
  part.receiveShadow = true
  return part
}

export function clear(geometry: THREE.BufferGeometry, material: THREE.Material, share = 0.18): THREE.Mesh {
  const part = mesh(geometry, material)
  part.receiveShadow = false
  part.userData['shadowShare'] = share
  return part
}

export function group(...parts: THREE.Object3D[]): THREE.Group {
  const all = new THREE.Group()
  all.add(...parts)
  return all
}

type Pose = { at?: [number, number, number]; turn?: [number, number, number]; scale?: number }

export function posed<T extends THREE.Object3D>(part: T, { at, turn, scale }: Pose): T {
  if (at) part.position.set(...at)
  if (turn) part.rotation.set(...turn)
  if (scale) part.scale.setScalar(scale)
  return part
}

/** Graduations engraved round a dial or along a limb: thin inlaid strokes, longer at every fifth and tenth. */
export function graduations(
  count: number,
  radius: number,
  length: number,
  material: THREE.Material,
  { from = 0, sweep = Math.PI * 2, width = 0.012 } = {},
): THREE.InstancedMesh {
  const strokes = new THREE.InstancedMesh(new THREE.BoxGeometry(1, 0.006, 1), material, count)
  const matrix = new THREE.Matrix4()
  for (let index = 0; index < count; index++) {
    const angle = from + (index / (sweep >= Math.PI * 2 ? count : count - 1)) * sweep
    const size = length * (index % 10 === 0 ? 1 : index % 5 === 0 ? 0.75 : 0.45)
    const middle = radius - size / 2
    matrix.compose(
      new THREE.Vector3(Math.cos(angle) * middle, 0, -Math.sin(angle) * middle),
      new THREE.Quaternion().setFromAxisAngle(new THREE.Vector3(0, 1, 0), angle),
      new THREE.Vector3(size, 1, index % 10 === 0 ? width * 1.4 : width),
    )
    strokes.setMatrixAt(index, matrix)
  }
  strokes.receiveShadow = true
  return strokes
}

export const v = (x: number, y: number, z: number): THREE.Vector3 => new THREE.Vector3(x, y, z)
