// How a jacket is built, whatever its length: lapels rolled over the chest, one side buttoned over the other.
import * as THREE from 'three'
import type { Flat } from '../cloth/delaunay.ts'
import type { Drape } from '../cloth/drape.ts'
import { fabric, type Fabric } from '../cloth/fabric.ts'
import { topFolds } from '../cloth/folds.ts'
import { drawing } from '../cloth/needle.ts'
import { Sewn } from '../cloth/sewn.ts'
import { collar } from '../cloth/collar.ts'
import { button, laid } from '../cloth/layers.ts'
import { rolled } from '../cloth/trim.ts'
import { group, mesh } from '../shapes.ts'

type Jacket = {
  fabric: Fabric
  length: number
  hem: number
  opening: number
  overlap: number
  lapel: number
  pocketAt: number
  buttons: Flat[]
  buttonColor: string
  drape: Partial<Drape>
}

export function jacket({
  fabric: of,
  length,
  hem,
  opening,
  overlap,
  lapel,
  pocketAt,
  buttons,
  buttonColor,
  drape,
}: Jacket): THREE.Object3D {
  const cloth = new Sewn(
    {
      start: [8.4, 0],
      front: { middle: [0, -opening], bend: [4.6, -opening * 0.42] },
      back: { middle: [0, -1.8], bend: [5, -1.8] },
      side: [
        { to: [22, -4.2] },
        { to: [37, -28], bend: [31.2, -12.6] },
        { to: [41.5, -59.5], bend: [39.8, -36] },
        { to: [30.5, -62.5], open: 'cuff' },
        { to: [26, -27], bend: [26, -40] },
        { to: [24.6, -44], bend: [25, -36] },
        { to: [hem, -length] },
        { to: [0, -length - 0.8], open: 'hem' },
      ],
    },
    {
      loft: 1.9,
      crumple: 0.12,
      folds: topFolds(drape.seed ?? 1, {
        shoulder: [22, -4.2],
        underarm: [26, -27],
        cuff: [
          [41.5, -59.5],
          [30.5, -62.5],
        ],
        hem: [hem - 2, -length],
        strength: 0.9,
      }),
      ...drape,
    },
  )
  const lines = drawing(({ seam, stitch, crease }) => {
    for (const s of [1, -1]) {
      seam(
        [
          [s * 22, -4.2],
          [s * 24.2, -15],
          [s * 26, -27],
        ],
        1.2,
      )
      seam(
        [
          [s * 10.5, -30],
          [s * 10, -44],
          [s * 11, -58],
        ],
        0.6,
      )
      crease(
        [
          [s * 33, -30],
          [s * 36.4, -58],
        ],
        1.4,
        0.2,
      )
      stitch([
        [s * 41.2, -56.6],
        [s * 30.4, -59.6],
      ])
    }
  })
  const main = fabric(of, lines)
  const { lining: _inside, ...outside } = of
  const trim = fabric(outside)
  const edge = fabric({ color: of.color, weave: of.weave })
  const roll = ([x, y]: Flat, s: number): number =>
    0.9 * Math.max(0, Math.min(1, (s * x - 2 - (8 * (y + opening)) / opening) / 7))
  const mirrored = (points: Flat[], s: number): Flat[] => points.map(([x, y]) => [x * s, y])
  // The side that buttons over, fading into the front towards the dart.
  const over = mesh(
    laid(
      cloth,
      [
        [-overlap, -length - 0.3],
        [9, -length - 0.3],
        [9, -opening - 4],
        [1, -opening + 0.6],
        [-overlap, -opening - 3],
      ],
      {
        lift: 0.5,
        spacing: 1,
        grow: ([x]) => -0.75 * Math.max(0, Math.min(1, (x + overlap - 3) / 6)),
      },
    ),
    main,
  )
  const notch = opening * 0.36
  const lapels = [-1, 1].map((s) =>
    mesh(
      laid(
        cloth,
        mirrored(
          [
            [0.4, -opening - 1.5],
            [3, -opening * 0.72],
            [6.2, -opening * 0.4],
            [8, -notch * 0.55],
            [10.4, -notch * 0.72],
            [8 + lapel, -notch * 1.02],
            [7 + lapel, -notch * 1.32],
            [3.6, -opening * 0.9],
          ],
          s,
        ),
        {
          lift: s > 0 ? 0.75 : 0.6,
          spacing: 0.8,
          grow: (at) => roll(at, s),
        },
      ),
      trim,
    ),
  )
  const collars = [-1, 1].map((s) =>
    mesh(
      laid(
        cloth,
        mirrored(
          [
            [7.4, -0.6],
            [10.6, -0.6],
            [14.2, -notch * 0.46],
            [12.8, -notch * 0.84],
            [9, -notch * 0.72],
            [7.3, -notch * 0.6],
          ],
          s,
        ),
        { lift: 0.8, spacing: 0.7, grow: (at) => 0.5 * roll(at, s) },
      ),
      trim,
    ),
  )
  const neck = cloth.brim('neck').filter(({ side, flat }) => side === 'back' || flat[1] > -3.2)
  const horn = new THREE.MeshPhysicalMaterial({ color: buttonColor, roughness: 0.32, clearcoat: 0.4 })
  const all = group(
    mesh(cloth.geometry('front'), main),
    mesh(cloth.geometry('back'), main),
    over,
    ...lapels,
    ...collars,
    ...['hem', 'cuff', 'left cuff'].map((open) => mesh(rolled(cloth.brim(open), 0.22), edge)),
    ...buttons.map((at) => button(cloth, at, 1.15, horn, { lift: at[0] > -overlap ? 0.95 : 0.2 })),
  )
  if (neck.length > 6)
    all.add(
      mesh(
        collar(cloth.brim('neck'), {
          stand: 2.6,
          fall: 4,
          point: 4,
          spread: 0,
          gap: 0.398,
          roll: 0.8,
          isTapered: true,
        }),
        trim,
      ),
    )
  for (const s of [1, -1]) {
    const flap = mirrored(
      [
        [7.5, pocketAt],
        [20, pocketAt - 0.8],
        [20, pocketAt - 6],
        [7.5, pocketAt - 5.2],
      ],
      s,
    )
    all.add(mesh(laid(cloth, flap, { lift: s > 0 ? 0.45 : 0.4 }), main))
  }
  all.add(
    mesh(
      laid(
        cloth,
        [
          [10.5, -25],
          [18.6, -23.6],
          [18.8, -25.6],
          [10.7, -27],
        ],
        { lift: 0.35 },
      ),
      main,
    ),
  )
  return all
}
