// Knitwear: a cabled sweater, a short cardigan and a brushed sweatshirt. Ribs draw the edges in.
import * as THREE from 'three'
import type { Drape } from '../cloth/drape.ts'
import { fabric, type Fabric } from '../cloth/fabric.ts'
import { topFolds } from '../cloth/folds.ts'
import { drawing } from '../cloth/needle.ts'
import type { Pattern } from '../cloth/pattern.ts'
import { Sewn } from '../cloth/sewn.ts'
import { button, laid } from '../cloth/layers.ts'
import { band } from '../cloth/trim.ts'
import { group, mesh } from '../shapes.ts'

type Knit = {
  yarn: Fabric
  front: Pattern['front']
  length: number
  neckBand: number
  bands: number
  drape: Partial<Drape>
  strength?: number
  raglan?: boolean
}

function jumper({ yarn, front, length, neckBand, bands, drape, strength = 1, raglan }: Knit): {
  all: THREE.Group
  cloth: Sewn
  ribbed: THREE.Material
} {
  const cloth = new Sewn(
    {
      start: [9.4, 0],
      front,
      back: { middle: [0, -2.2], bend: [6, -2.2] },
      side: [
        { to: [23, -6] },
        { to: [38.5, -29], bend: [32.6, -14.6] },
        { to: [42.6, -47.5], bend: [40.6, -35.5] },
        { to: [41.4, -52.4], bend: [42.8, -51] },
        { to: [34, -55.2], open: 'cuff' },
        { to: [31.4, -51.4], bend: [32.2, -54.4] },
        { to: [27, -27], bend: [26.8, -38] },
        { to: [27, -length + 6], bend: [28, -length * 0.7] },
        { to: [24.4, -length], bend: [26.8, -length + 1.4] },
        { to: [0, -length], open: 'hem' },
      ],
    },
    {
      loft: 2.1,
      crumple: 0.2,
      gather: { hem: 0.84, cuff: 0.8 },
      folds: topFolds(drape.seed ?? 1, {
        shoulder: [23, -6],
        underarm: [27, -27],
        cuff: [
          [42.6, -47.5],
          [31.4, -51.4],
        ],
        hem: [24, -length + 9],
        strength,
      }),
      ...drape,
    },
  )
  const lines = drawing(({ seam }) => {
    for (const s of [1, -1]) {
      if (raglan)
        seam(
          [
            [s * 9, -3],
            [s * 16, -12],
            [s * 27, -27],
          ],
          0.7,
        )
      else
        seam(
          [
            [s * 23, -6],
            [s * 25, -16],
            [s * 27, -27],
          ],
          1.1,
        )
    }
  })
  const body = fabric(yarn, lines)
  const ribbed = fabric({ ...yarn, weave: 'rib' })
  const all = group(
    mesh(cloth.geometry('front'), body),
    mesh(cloth.geometry('back'), body),
    mesh(band(cloth.brim('neck'), { width: neckBand, thick: 0.9, curl: 0.06 }), ribbed),
    ...['hem', 'cuff', 'left cuff'].map((open) =>
      mesh(band(cloth.brim(open), { width: bands, thick: 0.8, curl: 0, isStraight: true }), ribbed),
    ),
  )
  return { all, cloth, ribbed }
}

export const cableSweater = (): THREE.Object3D =>
  jumper({
    yarn: { color: '#e8dac0', weave: 'cable', lining: '#cfc0a4', sheen: 0.6 },
    front: { middle: [0, -7.4], bend: [7.8, -7] },
    length: 55,
    neckBand: 3.4,
    bands: 6,
    drape: { seed: 3 },
  }).all

export const sweatshirt = (): THREE.Object3D =>
  jumper({
    yarn: {
      color: '#b4b0a8',
      weave: 'jersey',
      lining: '#a5a198',
      printed:
        'float m = noise3(vec3(cloth.x * 12.0, cloth.y * 3.0, 1.0)) + noise3(vec3(cloth.x * 30.0, cloth.y * 9.0, 7.0)); tint = vec3(0.8 + m * 0.2);',
    },
    front: { middle: [0, -7.8], bend: [7.8, -7.4] },
    length: 58,
    neckBand: 2.6,
    bands: 6.5,
    drape: { crumple: 0.3, seed: 8 },
    strength: 1.5,
    raglan: true,
  }).all

export function cardigan(): THREE.Object3D {
  const { all, cloth, ribbed } = jumper({
    yarn: { color: '#5c603c', weave: 'knit', lining: '#565a38', sheen: 0.6 },
    front: { middle: [0, -27], bend: [3.4, -14] },
    length: 50,
    neckBand: 2.8,
    bands: 5,
    drape: { seed: 5 },
  })
  all.add(
    mesh(
      laid(
        cloth,
        [
          [-1.7, -54.5],
          [1.7, -54.5],
          [1.7, -27.2],
          [-1.7, -27.2],
        ],
        { lift: 0.75 },
      ),
      ribbed,
    ),
  )
  const horn = new THREE.MeshPhysicalMaterial({ color: '#3a2417', roughness: 0.28, clearcoat: 0.5 })
  for (let y = -29.5; y > -50; y -= 6.2) all.add(button(cloth, [0, y], 0.95, horn, { lift: 1 }))
  for (const s of [1, -1]) {
    all.add(
      mesh(
        laid(
          cloth,
          [
            [s * 6.5, -38],
            [s * 17.5, -38],
            [s * 17.5, -40.6],
            [s * 6.5, -40.6],
          ],
          { lift: 0.5 },
        ),
        ribbed,
      ),
    )
  }
  return all
}
