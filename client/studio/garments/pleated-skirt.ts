// A midi skirt in knife pleats under a flat waistband.
import type * as THREE from 'three'
import type { Flat } from '../cloth/delaunay.ts'
import { fabric } from '../cloth/fabric.ts'
import { hanging } from '../cloth/folds.ts'
import { drawing } from '../cloth/needle.ts'
import { Sewn } from '../cloth/sewn.ts'
import { band, rolled } from '../cloth/trim.ts'
import { group, mesh } from '../shapes.ts'

const waist = 17.5
const hem = 34
const length = 76
const pleats = 13
/** Of a pleat's width, what lies on top; the rest turns back under the next. */
const top = 0.8

const widthAt = (y: number): number => waist + (hem - waist) * Math.min(1, -y / length)
const rise = ([x, y]: Flat): number => {
  const share = x / widthAt(y)
  const t = (((((share + 1) / 2) * pleats) % 1) + 1) % 1
  const saw = t < top ? t / top : (1 - t) / (1 - top)
  // Pressed flat under the waistband, open at the hem, and level with the side seams.
  return saw * (0.55 + (0.9 * -y) / length) * Math.min(1, (1 - Math.abs(share)) * 9)
}

export function pleatedSkirt(): THREE.Object3D {
  const cloth = new Sewn(
    {
      start: [waist, 0],
      front: { middle: [0, -1.2], bend: [waist / 2, -1.2] },
      back: { middle: [0, 0], bend: [waist / 2, 0] },
      side: [
        { to: [hem, -length], bend: [waist + 6, -24] },
        { to: [0, -length - 2], bend: [hem / 2, -length - 2], open: 'hem' },
      ],
      spacing: 0.62,
    },
    {
      crumple: 0.2,
      lay: rise,
      seed: 4,
      folds: hanging(8, {
        top: [
          [-15, -14],
          [15, -14],
        ],
        edge: [
          [-30, -length],
          [30, -length],
        ],
        count: 4,
        height: 0.9,
        width: 5,
      }),
    },
  )
  const lines = drawing(({ stitch }) => {
    stitch([
      [-hem, -length + 1.4],
      [-hem / 2, -length - 0.1],
      [0, -length - 0.6],
      [hem / 2, -length - 0.1],
      [hem, -length + 1.4],
    ])
  })
  const crepe = fabric({ color: '#a4643c', weave: 'plain', lining: '#8a5230', sheen: 0.3 }, lines)
  const flat = fabric({ color: '#9c5e38', weave: 'plain' })
  return group(
    mesh(cloth.geometry('front'), crepe),
    mesh(cloth.geometry('back'), crepe),
    mesh(band(cloth.brim('neck'), { width: 4, thick: 0.5, curl: 0, isStraight: true }), flat),
    mesh(rolled(cloth.brim('hem'), 0.14), flat),
  )
}
