// A bias-cut satin slip, held by two thin straps.
import type * as THREE from 'three'
import { torso } from '../cloth/body.ts'
import { fabric } from '../cloth/fabric.ts'
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
        { to: [25.5, -66], bend: [22.5, -52] },
        { to: [39, -118] },
        { to: [0, -121], bend: [20, -121], open: 'hem' },
      ],
      spacing: 1.05,
    },
    {
      body: [
        ...torso.slice(2),
        { from: [0, -76, 0], to: [0, -124, 0], r0: 17.5, r1: 17.5, flat: 0.62, isContinued: true },
      ],
      stiffness: 0.02,
      crumple: 0.012,
      pucker: 0.005,
      seed: 2,
      steps: 1700,
      pins: ([x, y], side) => {
        if (Math.abs(Math.abs(x) - 10) > 0.01 || Math.abs(y + 13) > 0.01) return undefined
        return side === 'front' ? [x * 0.86, -12, 6.5] : [x * 0.7, -20, -9.5]
      },
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
          v(s * 8.6, -12.3, 6.5),
          v(s * 8.4, -5, 5.6),
          v(s * 8.2, 0.2, 2),
          v(s * 8, 0.6, -2),
          v(s * 7.6, -6, -6.5),
          v(s * 7, -20, -9.5),
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
