// A bias-cut satin slip, held by two thin straps.
import type * as THREE from 'three'
import { fabric } from '../cloth/fabric.ts'
import { hanging, swayed } from '../cloth/folds.ts'
import { drawing } from '../cloth/needle.ts'
import { Sewn } from '../cloth/sewn.ts'
import { rolled } from '../cloth/trim.ts'
import { group, mesh, tube, v } from '../shapes.ts'

export function slipDress(): THREE.Object3D {
  const cloth = new Sewn(
    {
      start: [10, -13],
      front: { middle: [0, -22], bend: [4.5, -21] },
      back: { middle: [0, -26], bend: [6, -26] },
      side: [
        { to: [21.5, -27], bend: [13, -24], open: 'arm' },
        { to: [20, -44], bend: [20, -36] },
        { to: [25.5, -66], bend: [20, -54] },
        { to: [39, -118], bend: [31, -80] },
        { to: [0, -121], bend: [20, -121], open: 'hem' },
      ],
    },
    {
      crumple: 0.12,
      seed: 2,
      folds: [
        ...hanging(5, {
          top: [
            [-15, -36],
            [15, -36],
          ],
          edge: [
            [-36, -119],
            [36, -119],
          ],
          count: 7,
          height: 2.8,
          width: 3.4,
        }),
        // The soft fall between the straps, and what the bust holds away from the ribs.
        ...[1, -1].flatMap((s) => [
          { path: swayed([s * 9, -16], [s * 1, -30], s * -2.5), width: 1.7, height: 0.7 },
          { path: swayed([s * 19, -29], [s * 5, -40], s * -2), width: 1.9, height: 0.8 },
          { path: swayed([s * 19, -42], [s * 7, -56], s * -2), width: 1.8, height: 0.7 },
        ]),
      ],
    },
  )
  const lines = drawing(({ stitch }) => {
    stitch([
      [-40, -117.6],
      [-20, -119.8],
      [0, -120.2],
      [20, -119.8],
      [40, -117.6],
    ])
  })
  const satin = fabric(
    { color: '#b03a24', weave: 'satin', lining: '#9b321f', roughness: 0.38, gloss: 1, sheen: 0.1 },
    lines,
  )
  const straps = [1, -1].map((s) =>
    mesh(
      tube(
        [
          v(s * 10, -13.2, 1),
          v(s * 9.4, -6, 1),
          v(s * 8.8, 0.4, 0.6),
          v(s * 8.5, 0.5, 0),
          v(s * 8.7, -6, -0.5),
          v(s * 9.4, -14, -0.5),
        ],
        0.26,
      ),
      satin,
    ),
  )
  return group(
    mesh(cloth.geometry('front'), satin),
    mesh(cloth.geometry('back'), satin),
    mesh(rolled(cloth.brim('hem'), 0.18), satin),
    ...['neck', 'arm', 'left arm'].flatMap((open) =>
      (['front', 'back'] as const).map((side) => mesh(rolled(cloth.brim(open, side), 0.18, false), satin)),
    ),
    ...straps,
  )
}
