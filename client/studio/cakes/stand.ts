// Cake stands: turned, glazed, one potter's hand.
import type * as THREE from 'three'
import { group, mesh, turned } from '../shapes.ts'
import { porcelain } from './pantry.ts'

/** Answers the stand and the height of its plate. */
export function stand(radius: number, height: number, color = '#f8e6c2'): { part: THREE.Group; top: number } {
  const glazed = porcelain(color)
  const body = turned(
    [
      [0, 0.04],
      [radius * 0.44, 0.04],
      [radius * 0.5, 0],
      [radius * 0.53, 0.03],
      [radius * 0.5, 0.09],
      [radius * 0.3, 0.16],
      [radius * 0.12, 0.3],
      [radius * 0.1, height * 0.5],
      [radius * 0.14, height * 0.56],
      [radius * 0.1, height * 0.64],
      [radius * 0.16, height - 0.2],
      [radius * 0.5, height - 0.1],
      [radius * 0.98, height - 0.07],
      [radius, height - 0.02],
      [radius * 1.02, height + 0.06],
      [radius * 0.99, height + 0.07],
      [radius * 0.955, height + 0.01],
      [0, height],
    ],
    0.05,
    160,
  )
  return { part: group(mesh(body, glazed)), top: height }
}

/** A thing set on a stand of its width. */
export function served(thing: THREE.Object3D, radius: number, height = 0.95, color?: string): THREE.Group {
  const { part, top } = stand(radius, height, color)
  thing.position.y += top
  return group(part, thing)
}
