// What comes out of a piping bag or runs off a spoon.
import * as THREE from 'three'
import { creased } from '../shapes.ts'

/** A surface from a function of (u, v) in [0, 1]; u goes round, v from below to above. */
export function surface(
  columns: number,
  rows: number,
  at: (u: number, v: number) => [number, number, number],
): THREE.BufferGeometry {
  const positions: number[] = []
  const uv: number[] = []
  const index: number[] = []
  for (let row = 0; row <= rows; row++)
    for (let column = 0; column <= columns; column++) {
      positions.push(...at(column / columns, row / rows))
      uv.push(column / columns, row / rows)
      if (row < rows && column < columns) {
        const a = row * (columns + 1) + column
        index.push(a, a + 1, a + columns + 1, a + 1, a + columns + 2, a + columns + 1)
      }
    }
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(positions, 3))
  geometry.setAttribute('uv', new THREE.Float32BufferAttribute(uv, 2))
  geometry.setIndex(index)
  return creased(geometry, 1.2)
}

const round = Math.PI * 2

/** A kiss from a star nozzle: ridges that twist as the hand turns and lifts. */
export function kiss(radius: number, height: number, points = 7, twist = 1.5): THREE.BufferGeometry {
  return surface(84, 26, (u, v) => {
    const lift = v * height
    const swell = Math.sin(Math.min(1, v * 1.5 + 0.33) * Math.PI * 0.5)
    const r = radius * swell * (1 - v) ** 0.72 * 1.15 + 0.002
    const ridge = 1 + 0.17 * Math.cos(points * u * round + twist * v * round) * (1 - v * 0.4)
    const lean = v * v * 0.08 * radius
    return [Math.cos(u * round) * r * ridge + lean, lift, Math.sin(u * round) * r * ridge]
  })
}

/** Many of one shape: round a rim or over a top. Each is turned and sized a little its own way. */
export function scattered(
  geometry: THREE.BufferGeometry,
  material: THREE.Material,
  places: { at: [number, number, number]; turn?: number; scale?: number; lean?: number }[],
): THREE.InstancedMesh {
  const part = new THREE.InstancedMesh(geometry, material, places.length)
  const matrix = new THREE.Matrix4()
  places.forEach(({ at, turn = 0, scale = 1, lean = 0 }, k) => {
    matrix.compose(
      new THREE.Vector3(...at),
      new THREE.Quaternion().setFromEuler(new THREE.Euler(lean, turn, 0, 'YXZ')),
      new THREE.Vector3(scale, scale, scale),
    )
    part.setMatrixAt(k, matrix)
  })
  part.castShadow = part.receiveShadow = true
  return part
}

/** A number between 0 and 1 that is always the same for the same place: no two bakes of a picture differ. */
export const chance = (seed: number): number => {
  const x = Math.sin(seed * 127.1 + 311.7) * 43758.5453
  return x - Math.floor(x)
}

export function rim(count: number, radius: number, y: number, from = 0, sweep = round) {
  return Array.from({ length: count }, (_, k) => {
    const angle = from + (k / (sweep >= round ? count : count - 1)) * sweep
    return {
      at: [Math.sin(angle) * radius, y, Math.cos(angle) * radius] as [number, number, number],
      turn: angle + chance(k) * 0.4,
      scale: 0.95 + chance(k + 9) * 0.1,
    }
  })
}

type Poured = {
  radius: number
  top: number
  drips: number
  longest: number
  thick?: number
  seed?: number
  from?: number
  sweep?: number
}

/** A glaze poured over a round top: level above, running down the side in drops of their own lengths. */
export function poured({
  radius,
  top,
  drips,
  longest,
  thick = 0.05,
  seed = 1,
  from = 0,
  sweep = round,
}: Poured) {
  const runs = Array.from({ length: drips }, (_, k) => ({
    angle: ((k + 0.3 + chance(seed + k) * 0.45) / drips) * round,
    length: longest * (0.25 + 0.75 * chance(seed + k + 40)),
    width: 0.085 + 0.05 * chance(seed + k + 80),
  }))
  const fall = (angle: number): { length: number; body: number } => {
    let length = longest * 0.16
    let body = 0
    for (const run of runs) {
      const off = Math.atan2(Math.sin(angle - run.angle), Math.cos(angle - run.angle)) * radius
      const near = Math.exp(-((off / run.width) ** 2) * 1.2)
      const shape = Math.sqrt(Math.max(0, 1 - (off / (run.width * 1.15)) ** 2))
      length = Math.max(
        length,
        longest * 0.16 + near * longest * 0.12,
        shape > 0 ? run.length * (0.72 + 0.28 * shape) * (shape > 0.12 ? 1 : shape / 0.12) : 0,
      )
      body = Math.max(body, near)
    }
    return { length, body }
  }
  return surface(560, 34, (u, v) => {
    const angle = from + u * sweep
    const { length, body } = fall(angle)
    const deep = thick * (0.7 + 0.7 * body)
    let r = 0
    let y = top + thick
    if (v < 0.3) r = (v / 0.3) * (radius - 0.06)
    else if (v < 0.45) {
      const t = ((v - 0.3) / 0.15) * Math.PI * 0.5
      r = radius - 0.06 + Math.sin(t) * (0.06 + deep)
      y = top + thick - (1 - Math.cos(t)) * (0.06 + thick * 0.4)
    } else {
      const t = (v - 0.45) / 0.55
      const end = Math.max(0, (t - 0.8) / 0.2)
      const swell = 1 + body * 0.5 * Math.max(0, t - 0.35)
      r = radius + deep * swell * Math.sqrt(Math.max(0, 1 - end ** 2))
      y = top + thick - (0.06 + thick * 0.4) - t * length
    }
    return [Math.sin(angle) * r, y, Math.cos(angle) * r]
  })
}
