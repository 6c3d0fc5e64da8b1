// Shirts: linen, satin, and the shirt that goes on to be a dress.
import * as THREE from 'three'
import type { Flat } from '../cloth/delaunay.ts'
import type { Drape } from '../cloth/drape.ts'
import { fabric, type Fabric } from '../cloth/fabric.ts'
import { hanging, topFolds } from '../cloth/folds.ts'
import { drawing } from '../cloth/needle.ts'
import { Sewn } from '../cloth/sewn.ts'
import { collar } from '../cloth/collar.ts'
import { button, laid } from '../cloth/layers.ts'
import { band, rolled } from '../cloth/trim.ts'
import { group, mesh } from '../shapes.ts'

type Shirt = {
  fabric: Fabric
  length: number
  hem: number
  curve: number
  buttonColor: string
  pocket?: boolean
  /** Half the width a belt draws the waist in to. */
  waist?: number
  strength?: number
  drape: Partial<Drape>
}

const rectangle = (x0: number, y0: number, x1: number, y1: number): Flat[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
]

function shirt({
  fabric: of,
  length,
  hem,
  curve,
  buttonColor,
  pocket,
  waist,
  strength = 1.3,
  drape,
}: Shirt): {
  all: THREE.Group
  cloth: Sewn
} {
  const cloth = new Sewn(
    {
      start: [7.6, 0],
      front: { middle: [0, -7.6], bend: [6.6, -7] },
      back: { middle: [0, -1.8], bend: [5, -1.8] },
      side: [
        { to: [22, -5] },
        { to: [36.5, -28], bend: [30.8, -13.6] },
        { to: [41, -48.5], bend: [38.8, -35] },
        { to: [40, -53.6], bend: [41.4, -52] },
        { to: [32.8, -56.1], open: 'cuff' },
        { to: [30.4, -52], bend: [31.2, -55.2] },
        { to: [25.5, -26], bend: [26, -38] },
        ...(waist === undefined ? [] : [{ to: [waist, -43.5] as Flat, bend: [25, -37] as Flat }]),
        { to: [hem, -length + curve] },
        { to: [hem * 0.45, -length], bend: [hem * 0.82, -length], open: 'hem' },
        { to: [0, -length], open: 'hem' },
      ],
    },
    {
      gather: { cuff: 0.8 },
      ...drape,
      folds: [
        ...topFolds(drape.seed ?? 1, {
          shoulder: [22, -5],
          underarm: [25.5, -26],
          cuff: [
            [42, -54],
            [32, -57.5],
          ],
          hem: [hem - 1, -Math.min(length, 76)],
          strength,
        }),
        ...(drape.folds ?? []),
      ],
    },
  )
  const lines = drawing(({ stitch, seam, crease }) => {
    for (const s of [1, -1]) {
      seam([
        [s * 22, -5],
        [s * 23.8, -15],
        [s * 25.5, -26],
      ])
      seam([
        [s * 7, -4.5],
        [s * 21.8, -8.6],
      ])
      crease(
        [
          [s * 35, -51],
          [s * 35.4, -56],
        ],
        0.7,
      )
      crease(
        [
          [s * 37.6, -50],
          [s * 38, -55],
        ],
        0.7,
      )
      stitch([
        [s * 1.35, -8],
        [s * 1.35, -length],
      ])
    }
    const edge: Flat[] = Array.from({ length: 30 }, (_, k) => {
      const x = -hem + (k / 29) * hem * 2
      const side = Math.max(0, (Math.abs(x) / hem - 0.45) / 0.55)
      return [x, -length + curve * side * side + 0.9]
    })
    stitch(edge)
    if (pocket)
      stitch([
        [6, -25.3],
        [16, -25.3],
        [16, -35.4],
        [11, -37],
        [6, -35.4],
        [6, -25.3],
      ])
  })
  const main = fabric(of, lines)
  const trim = fabric({ ...of, printed: '' })
  const nacre = new THREE.MeshPhysicalMaterial({ color: buttonColor, roughness: 0.28, clearcoat: 0.5 })
  const all = group(
    mesh(cloth.geometry('front'), main),
    mesh(cloth.geometry('back'), main),
    mesh(laid(cloth, rectangle(-1.7, -length + 0.3, 1.7, -8.2), { lift: 0.22, spacing: 0.85 }), main),
    mesh(collar(cloth.brim('neck'), {}), trim),
    ...['cuff', 'left cuff'].map((open) =>
      mesh(band(cloth.brim(open), { width: 5, thick: 0.4, curl: 0, isStraight: true }), trim),
    ),
    mesh(rolled(cloth.brim('hem'), 0.12), trim),
  )
  if (pocket)
    all.add(
      mesh(
        laid(
          cloth,
          [
            [5.6, -25],
            [16.4, -25],
            [16.4, -35.7],
            [11, -37.4],
            [5.6, -35.7],
          ],
          { lift: 0.2 },
        ),
        main,
      ),
    )
  for (let y = -11; y > -length + 8; y -= 8.6) all.add(button(cloth, [0, y], 0.62, nacre, { lift: 0.3 }))
  return { all, cloth }
}

export const linenShirt = (): THREE.Object3D =>
  shirt({
    fabric: { color: '#b3c4d1', weave: 'plain', lining: '#a6b8c6' },
    length: 72,
    hem: 26.5,
    curve: 7,
    buttonColor: '#e9e2d4',
    pocket: true,
    drape: { crumple: 0.45, seed: 2 },
    strength: 1.5,
  }).all

export const satinShirt = (): THREE.Object3D =>
  shirt({
    fabric: { color: '#742030', weave: 'satin', lining: '#681c2b', roughness: 0.42, gloss: 1, sheen: 0.15 },
    length: 70,
    hem: 26,
    curve: 5,
    buttonColor: '#5d1824',
    drape: { crumple: 0.3, seed: 6 },
    strength: 1.7,
  }).all

export function shirtDress(): THREE.Object3D {
  const { all, cloth } = shirt({
    fabric: { color: '#39466a', weave: 'plain', lining: '#303b5a' },
    length: 110,
    hem: 36,
    curve: 3,
    buttonColor: '#d8cfbd',
    waist: 22.6,
    drape: {
      crumple: 0.3,
      cinch: { y: -43.5, by: 0.72 },
      seed: 5,
      folds: hanging(19, {
        top: [
          [-19, -47],
          [19, -47],
        ],
        edge: [
          [-33, -110],
          [33, -110],
        ],
        count: 8,
        height: 1.6,
        width: 3,
      }),
    },
  })
  const sash = fabric({ color: '#323e5f', weave: 'plain' })
  for (const side of ['front', 'back'] as const) {
    all.add(mesh(laid(cloth, rectangle(-22.8, -45.4, 22.8, -41.8), { lift: 0.4, side }), sash))
  }
  const horn = new THREE.MeshPhysicalMaterial({ color: '#c9b48c', roughness: 0.3, clearcoat: 0.4 })
  const buckle = mesh(new THREE.TorusGeometry(2.5, 0.42, 16, 48), horn)
  const place = cloth.find([0, -43.6], 'front', 0.9)
  buckle.position.copy(place.at)
  buckle.scale.set(1, 1.05, 0.8)
  all.add(buckle)
  return all
}
