// Jersey: a straight T-shirt, a striped long-sleeved one and a ribbed tank top.
import type * as THREE from 'three'
import { fabric } from '../cloth/fabric.ts'
import { hanging, topFolds } from '../cloth/folds.ts'
import { drawing } from '../cloth/needle.ts'
import type { Pattern } from '../cloth/pattern.ts'
import { Sewn } from '../cloth/sewn.ts'
import { band, rolled } from '../cloth/trim.ts'
import { group, mesh } from '../shapes.ts'

const neck = {
  front: { middle: [0, -9], bend: [7.6, -8.6] },
  back: { middle: [0, -2.4], bend: [5.5, -2.4] },
} satisfies Partial<Pattern>

export function tee(color = '#c1432c'): THREE.Object3D {
  const cloth = new Sewn(
    {
      ...neck,
      start: [9, 0],
      side: [
        { to: [22, -5.2] },
        { to: [38, -25.5], bend: [31, -11.8] },
        { to: [28.4, -32.4], open: 'cuff' },
        { to: [25.2, -23], bend: [26.2, -27] },
        { to: [26, -66] },
        { to: [0, -66.8], open: 'hem' },
      ],
      spacing: 0.8,
    },
    {
      crumple: 0.25,
      seed: 2,
      folds: topFolds(2, {
        shoulder: [22, -5.2],
        underarm: [25.2, -23],
        cuff: [
          [38, -25.5],
          [28.4, -32.4],
        ],
        hem: [26, -66],
        strength: 1.6,
      }),
    },
  )
  const lines = drawing(({ stitch, seam }) => {
    for (const s of [1, -1]) {
      seam([
        [s * 22, -5.2],
        [s * 24, -14],
        [s * 25.2, -23],
      ])
      stitch([
        [s * 37, -27.6],
        [s * 27.6, -30.2],
      ])
    }
    stitch([
      [-26, -64],
      [26, -64],
    ])
    stitch([
      [-26, -64.5],
      [26, -64.5],
    ])
  })
  const cotton = fabric({ color, weave: 'jersey' }, lines)
  const ribbed = fabric({ color, weave: 'rib' })
  return group(
    mesh(cloth.geometry('front'), cotton),
    mesh(cloth.geometry('back'), cotton),
    mesh(band(cloth.brim('neck'), { width: 2.1 }), ribbed),
    ...['hem', 'cuff', 'left cuff'].map((open) => mesh(rolled(cloth.brim(open)), cotton)),
  )
}

export function bretonTop(): THREE.Object3D {
  const cloth = new Sewn(
    {
      start: [11.5, -0.5],
      front: { middle: [0, -6.2], bend: [9, -5.8] },
      back: { middle: [0, -2.2], bend: [8, -2] },
      side: [
        { to: [21, -5] },
        { to: [36, -27], bend: [30, -13.2] },
        { to: [41.5, -55.5], bend: [38.8, -34.5] },
        { to: [31.5, -58.5], open: 'cuff' },
        { to: [24, -25], bend: [25.5, -36] },
        { to: [24.5, -60] },
        { to: [0, -60.6], open: 'hem' },
      ],
      spacing: 0.8,
    },
    {
      crumple: 0.25,
      seed: 4,
      folds: topFolds(4, {
        shoulder: [21, -5],
        underarm: [24, -25],
        cuff: [
          [41.5, -55.5],
          [31.5, -58.5],
        ],
        hem: [24.5, -60],
        strength: 1.3,
      }),
    },
  )
  const lines = drawing(({ stitch, seam }) => {
    for (const s of [1, -1]) {
      seam([
        [s * 21, -5],
        [s * 22.6, -15],
        [s * 24, -25],
      ])
      stitch([
        [s * 41.2, -53.8],
        [s * 31.2, -56.8],
      ])
    }
    stitch([
      [-25, -58.4],
      [25, -58.4],
    ])
  })
  const jersey = fabric(
    {
      color: '#f1e9da',
      weave: 'jersey',
      lining: '#e6dccb',
      printed: `float armhole = 21.0 + clamp(-5.0 - cloth.y, 0.0, 20.0) * 0.15 + max(0.0, -cloth.y - 25.0) * 0.03;
        float isSleeve = step(armhole, abs(cloth.x));
        float across = mix(cloth.y, cloth.y * 0.98 - abs(cloth.x) * 0.18 + 3.75, isSleeve);
        float line = abs(fract(across / 2.7) - 0.5) * 2.7;
        float fuzz = (noise3(vec3(cloth * 20.0, 1.0)) - 0.5) * 0.1;
        float isStriped = step(across, -11.0);
        tint = mix(vec3(1.0), vec3(0.035, 0.05, 0.095), (1.0 - smoothstep(0.42, 0.5, line + fuzz)) * isStriped);`,
    },
    lines,
  )
  const plain = fabric({ color: '#f1e9da', weave: 'jersey' })
  return group(
    mesh(cloth.geometry('front'), jersey),
    mesh(cloth.geometry('back'), jersey),
    mesh(band(cloth.brim('neck'), { width: 1.1, thick: 0.4, curl: 0.05 }), plain),
    ...['hem', 'cuff', 'left cuff'].map((open) => mesh(rolled(cloth.brim(open)), plain)),
  )
}

export function tankTop(): THREE.Object3D {
  const cloth = new Sewn(
    {
      start: [9, 0],
      front: { middle: [0, -15], bend: [8.6, -14.6] },
      back: { middle: [0, -8], bend: [7, -8] },
      side: [
        { to: [13.6, -1.6] },
        { to: [21.6, -25], bend: [12.6, -21], open: 'arm' },
        { to: [20, -42], bend: [20.6, -34] },
        { to: [22.5, -62], bend: [19.4, -50] },
        { to: [0, -62.6], open: 'hem' },
      ],
      spacing: 0.8,
    },
    {
      crumple: 0.25,
      seed: 3,
      folds: hanging(3, {
        top: [
          [-17, -30],
          [17, -30],
        ],
        edge: [
          [-20, -62],
          [20, -62],
        ],
        count: 6,
        height: 0.9,
      }),
    },
  )
  const lines = drawing(({ stitch }) =>
    stitch([
      [-24, -60.4],
      [24, -60.4],
    ]),
  )
  const rib = fabric({ color: '#6a4030', weave: 'rib', lining: '#55331f' }, lines)
  const edge = fabric({ color: '#633a2b', weave: 'jersey' })
  return group(
    mesh(cloth.geometry('front'), rib),
    mesh(cloth.geometry('back'), rib),
    ...['neck', 'arm', 'left arm'].map((open) =>
      mesh(band(cloth.brim(open), { width: 1, thick: 0.4, curl: 0 }), edge),
    ),
    mesh(rolled(cloth.brim('hem')), rib),
  )
}
