// Places on a dial. Twelve o'clock is -z, three o'clock is +x, up is towards the wearer.
import * as THREE from 'three'
import { mesh } from '../shapes.ts'

const full = Math.PI * 2

/** Lays a part that is drawn at twelve o'clock (pointing to -z) at an hour. */
export function atHour<T extends THREE.Object3D>(part: T, hour: number): THREE.Group {
  const arm = new THREE.Group()
  arm.add(part)
  arm.rotation.y = (-hour / 12) * full
  return arm
}

/** Lays a flat outline (drawn upright, x to the right, y to twelve) on the dial. */
export function lying(geometry: THREE.BufferGeometry): THREE.BufferGeometry {
  return geometry.rotateX(-Math.PI / 2)
}

type Track = { count: number; radius: number; length: number; width?: number; major?: number; minor?: number }

/** Printed strokes round a centre: `major` is how often a long one comes, `minor` the share of the short ones. */
export function track(
  { count, radius, length, width = 0.014, major = 5, minor = 0.55 }: Track,
  material: THREE.Material,
): THREE.InstancedMesh {
  const strokes = new THREE.InstancedMesh(new THREE.BoxGeometry(1, 0.004, 1), material, count)
  const matrix = new THREE.Matrix4()
  for (let k = 0; k < count; k++) {
    const angle = (k / count) * full
    const isLong = k % major === 0
    const size = length * (isLong ? 1 : minor)
    const middle = radius - size / 2
    matrix.compose(
      new THREE.Vector3(Math.sin(angle) * middle, 0, -Math.cos(angle) * middle),
      new THREE.Quaternion().setFromAxisAngle(new THREE.Vector3(0, 1, 0), -angle),
      new THREE.Vector3(isLong ? width * 1.6 : width, 1, size),
    )
    strokes.setMatrixAt(k, matrix)
  }
  strokes.receiveShadow = true
  return strokes
}

export function disc(radius: number, material: THREE.Material, segments = 128): THREE.Mesh {
  const part = mesh(lying(new THREE.CircleGeometry(radius, segments)), material)
  part.castShadow = false
  return part
}

export function ringPrint(outer: number, inner: number, material: THREE.Material): THREE.Mesh {
  const part = mesh(lying(new THREE.RingGeometry(inner, outer, 160)), material)
  part.castShadow = false
  return part
}

/** Ten past ten, less a breath: the hands smile and leave the middle free. */
export const hourHandAt = 10.155
export const minuteHandAt = (9.3 / 60) * 12
