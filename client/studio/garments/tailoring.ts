// Tailoring: a single-breasted blazer and a long double-breasted coat.
import type * as THREE from 'three'
import { jacket } from './jacket.ts'

export const blazer = (): THREE.Object3D =>
  jacket({
    fabric: {
      color: '#40434c',
      weave: 'wool',
      lining: '#8c3a2b',
      printed:
        'float a = sin((cloth.x + abs(fract(cloth.y / 3.2) - 0.5) * 3.2) * 9.0); tint = vec3(0.97 + 0.08 * a);',
    },
    length: 74,
    hem: 26,
    opening: 37,
    overlap: 2,
    lapel: 6.4,
    pocketAt: -50,
    buttons: [
      [0, -40],
      [0, -50],
    ],
    buttonColor: '#221c1a',
    drape: { seed: 2 },
  })

export const overcoat = (): THREE.Object3D =>
  jacket({
    fabric: { color: '#b98a5c', weave: 'wool', lining: '#6e4a35', sheen: 0.7 },
    length: 112,
    hem: 33,
    opening: 34,
    overlap: 6,
    lapel: 8.4,
    pocketAt: -60,
    buttons: [
      [-4, -40],
      [6, -40],
      [-4, -53],
      [6, -53],
    ],
    buttonColor: '#3c2618',
    drape: { seed: 4 },
  })
