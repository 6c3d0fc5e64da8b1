// Trousers: wide ones with a pressed crease, and straight five-pocket jeans.
import * as THREE from 'three'
import type { Flat } from '../cloth/delaunay.ts'
import { fabric } from '../cloth/fabric.ts'
import { hanging, swayed, type Fold } from '../cloth/folds.ts'
import { drawing } from '../cloth/needle.ts'
import { Sewn } from '../cloth/sewn.ts'
import { button, topstitched } from '../cloth/layers.ts'
import { band, rolled } from '../cloth/trim.ts'
import { group, mesh } from '../shapes.ts'

const waist = (half: number, dip: number) => ({ middle: [0, -dip] as Flat, bend: [half / 2, -dip] as Flat })

/** Strain from the crotch, a bend behind the knee, and cloth that falls to the hem. */
const legFolds = (seed: number, outer: number, inner: number, length: number, strength: number): Fold[] =>
  [1, -1].flatMap((s) => [
    { path: swayed([s * 1, -28], [s * 11, -23], s * 1.2), width: 1.3, height: 0.6 * strength },
    { path: swayed([s * 1.5, -30], [s * 13, -31], s * 1.5), width: 1.5, height: 0.6 * strength },
    { path: swayed([s * 2, -34], [s * 12, -41], s * -1.5), width: 1.6, height: 0.5 * strength },
    { path: swayed([s * 3, -58 - s], [s * 13, -55 + s], s * 1), width: 1.4, height: 0.45 * strength },
    { path: swayed([s * 21, -63 + s * 2], [s * 10, -60], s * -1), width: 1.5, height: 0.4 * strength },
    ...hanging(seed + s, {
      top: [
        [s * (inner + 2), -52],
        [s * (outer - 4), -34],
      ],
      edge: [
        [s * (inner + 1.5), -length],
        [s * (outer - 1.5), -length],
      ],
      count: 4,
      height: 0.8 * strength,
      width: 2,
    }),
  ])

export function wideTrousers(): THREE.Object3D {
  const half = 19.5
  const cloth = new Sewn(
    {
      start: [half, 0],
      front: waist(half, 1.4),
      back: waist(half, 0),
      side: [
        { to: [25.5, -22], bend: [24.5, -10] },
        { to: [32, -102] },
        { to: [5.5, -103], open: 'cuff' },
        { to: [2.2, -36], bend: [2.8, -60] },
        { to: [0, -29], bend: [1.2, -31] },
      ],
    },
    {
      crumple: 0.2,
      seed: 3,
      folds: legFolds(3, 31, 5.5, 102.5, 1.2),
    },
  )
  const lines = drawing(({ seam, stitch, crease }) => {
    seam(
      [
        [0, 0],
        [0, -29],
      ],
      0.8,
    )
    stitch([
      [3, -1],
      [3, -15],
      [1.5, -19],
      [0, -20],
    ])
    for (const s of [1, -1]) {
      seam(
        [
          [s * 13.5, 0],
          [s * 21.5, -17],
        ],
        0.8,
      )
      crease(
        [
          [s * 8, 0],
          [s * 8.6, -12],
        ],
        1.3,
        0.5,
      )
      crease(
        [
          [s * 10.6, 0],
          [s * 10.8, -9],
        ],
        1.1,
        0.4,
      )
      crease(
        [
          [s * 9, -12],
          [s * 13, -50],
          [s * 18.7, -102],
        ],
        0.7,
        0.75,
      )
      stitch(
        [
          [s * 32, -99],
          [s * 5, -100],
        ],
        'rgba(70,60,55,0.12)',
      )
    }
  })
  const wool = fabric({ color: '#d2c3a6', weave: 'twill', lining: '#b7a88c' }, lines)
  const flat = fabric({ color: '#cdbe9f', weave: 'twill' })
  const all = group(
    mesh(cloth.geometry('front'), wool),
    mesh(cloth.geometry('back'), wool),
    mesh(band(cloth.brim('neck'), { width: 4.4, thick: 0.5, curl: 0, isStraight: true }), flat),
    ...['cuff', 'left cuff'].map((open) => mesh(rolled(cloth.brim(open), 0.16), flat)),
  )
  return all
}

export function straightJeans(): THREE.Object3D {
  const half = 18.5
  const cloth = new Sewn(
    {
      start: [half, 0],
      front: waist(half, 1.4),
      back: waist(half, 0),
      side: [
        { to: [23.5, -20], bend: [22.8, -9] },
        { to: [22.6, -99] },
        { to: [3.6, -100], open: 'cuff' },
        { to: [1.4, -34], bend: [2, -58] },
        { to: [0, -27.5], bend: [0.8, -29] },
      ],
    },
    {
      crumple: 0.35,
      seed: 7,
      folds: legFolds(7, 22.6, 3.6, 99.5, 1.1),
    },
  )
  const threads: Flat[][] = [
    [
      [4, 0],
      [4, -13],
      [3, -16.5],
      [0.3, -18.6],
    ],
    [
      [4.6, 0],
      [4.6, -13],
      [3.5, -17.2],
      [0.3, -19.3],
    ],
    [
      [0.6, -19.6],
      [0.6, -27],
    ],
  ]
  const lines = drawing(({ seam, wash, crease }) => {
    for (const s of [1, -1]) {
      wash([s * 12, -34], 8, 26, -0.04)
      for (let n = 0; n < 5; n++)
        crease(
          [
            [s * 3, -30 - n * 2.4],
            [s * 10, -29 - n * 3],
            [s * 17, -24 - n * 3.4],
          ],
          0.8,
          0.35,
        )
      const pocket: Flat[] = [
        [s * 9.5, 0],
        [s * 10.2, -5],
        [s * 13.5, -8],
        [s * 21.6, -9.2],
      ]
      seam(pocket, 0.7)
      threads.push(
        pocket.map(([x, y]) => [x - s * 0.5, y - 0.6]),
        pocket.map(([x, y]) => [x - s * 1.1, y - 1.2]),
        [
          [s * 22.4, -97],
          [s * 3.8, -98],
        ],
      )
    }
    seam(
      [
        [0, 0],
        [0, -27.5],
      ],
      0.8,
    )
  })
  const denim = fabric({ color: '#3e5067', weave: 'denim', lining: '#8b99aa' }, lines)
  const flat = fabric({ color: '#394a60', weave: 'denim' })
  const metal = new THREE.MeshPhysicalMaterial({ color: '#b0733f', metalness: 1, roughness: 0.35 })
  const all = group(
    mesh(cloth.geometry('front'), denim),
    mesh(cloth.geometry('back'), denim),
    mesh(band(cloth.brim('neck'), { width: 4, thick: 0.55, curl: 0, isStraight: true }), flat),
    ...['cuff', 'left cuff'].map((open) => mesh(rolled(cloth.brim(open), 0.2), flat)),
  )
  for (const x of [-9, 9]) {
    const loop = cloth.find([x, -0.4], 'front', 0.5)
    const strip = mesh(new THREE.CapsuleGeometry(0.55, 3.2, 6, 12), flat)
    strip.scale.z = 0.45
    strip.position.copy(loop.at).y += 2.1
    all.add(strip)
  }
  const stud = button(cloth, [0.4, -0.6], 0.85, metal, { lift: 0.55 })
  stud.position.y += 2.4
  stud.children.length = 0
  for (const [x, y] of [
    [-10.2, -1],
    [10.2, -1],
    [-20.4, -8.4],
    [20.4, -8.4],
  ] as const) {
    const rivet = button(cloth, [x, y], 0.36, metal, { lift: 0.1 })
    rivet.children.length = 0
    all.add(rivet)
  }
  const ochre = new THREE.MeshPhysicalMaterial({ color: '#c98a45', roughness: 0.7 })
  all.add(stud, ...threads.map((path) => topstitched(cloth, path, ochre)))
  return all
}
