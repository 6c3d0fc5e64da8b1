// Round cakes: the body with or without a slice taken out.
import * as THREE from 'three'
import { creased, group, mesh } from '../shapes.ts'
import { laidOpen, type Layer } from './pantry.ts'

export type Cut = { from: number; sweep: number }

/** The slice that is missing, a little right of the middle, where the lamp reaches in. */
export const missing: Cut = { from: -0.28, sweep: 0.95 }

type Tier = {
  radius: number
  height: number
  outside: THREE.Material
  inside?: Layer[]
  cut?: Cut
  edge?: number
}

export function tier({ radius, height, outside, inside, cut, edge = 0.09 }: Tier): THREE.Group {
  const profile: THREE.Vector2[] = [new THREE.Vector2(0.001, 0), new THREE.Vector2(radius - 0.02, 0)]
  for (let k = 0; k <= 12; k++)
    profile.push(new THREE.Vector2(radius, 0.02 + (k / 12) * (height - edge - 0.02)))
  for (let k = 1; k <= 8; k++) {
    const t = (k / 8) * Math.PI * 0.5
    profile.push(new THREE.Vector2(radius - edge + Math.cos(t) * edge, height - edge + Math.sin(t) * edge))
  }
  profile.push(new THREE.Vector2(radius * 0.5, height + 0.004), new THREE.Vector2(0.001, height))
  const start = cut ? cut.from + cut.sweep : 0
  const sweep = cut ? Math.PI * 2 - cut.sweep : Math.PI * 2
  const all = group(mesh(creased(new THREE.LatheGeometry(profile, 180, start, sweep), 0.8), outside))
  if (!cut || !inside) return all
  const face = new THREE.Shape(profile.map((point) => point.clone()))
  const open = laidOpen(inside)
  for (const angle of [cut.from, cut.from + cut.sweep]) {
    const geometry = new THREE.ShapeGeometry(face, 12).rotateY(angle - Math.PI / 2)
    all.add(mesh(geometry, open))
  }
  return all
}
