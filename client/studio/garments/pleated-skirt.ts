// A midi skirt in knife pleats under a flat waistband.
import type * as THREE from 'three'
import { skirtForm, waistband } from '../cloth/body.ts'
import { fabric } from '../cloth/fabric.ts'
import { drawing } from '../cloth/needle.ts'
import { Sewn } from '../cloth/sewn.ts'
import { band, rolled } from '../cloth/trim.ts'
import { group, mesh } from '../shapes.ts'

const half = 36
const pitch = 3.6

export function pleatedSkirt(): THREE.Object3D {
  const saw = (x: number): number => {
    const t = (((x / pitch) % 1) + 1) % 1
    return t < 0.72 ? t / 0.72 : (1 - t) / 0.28
  }
  const cloth = new Sewn(
    {
      start: [half, 0],
      front: { middle: [0, 0], bend: [half / 2, 0] },
      back: { middle: [0, 0], bend: [half / 2, 0] },
      side: [{ to: [half + 10, -78] }, { to: [0, -79], open: 'hem' }],
      spacing: 0.9,
    },
    {
      body: skirtForm(78, 21),
      stiffness: 0.25,
      crumple: 0.003,
      steps: 1300,
      lay: ([x, y]) => {
        const share = x / (half - (y / 78) * 10)
        return (saw(share * half) - 0.5) * 2.4 * Math.min(1, (1 - Math.abs(share)) * 9)
      },
      pins: (at, side) => {
        const held = waistband(half, 13.4, 9)(at, side)
        if (!held) return undefined
        const out = 1 + saw(at[0]) * 0.07 * Math.min(1, (1 - Math.abs(at[0]) / half) * 9)
        return [held[0] * out, held[1], held[2] * out]
      },
    },
  )
  const lines = drawing(({ stitch, crease }) => {
    for (let n = -14; n <= 14; n++) {
      const x = (n + 0.72) * pitch
      crease(
        [
          [x, 0],
          [x * 1.27, -79],
        ],
        0.35,
        0.9,
      )
    }
    stitch([
      [-50, -77.4],
      [50, -77.4],
    ])
  })
  const crepe = fabric({ color: '#a4643c', weave: 'plain', lining: '#8a5230', sheen: 0.3 }, lines)
  const flat = fabric({ color: '#9c5e38', weave: 'plain' })
  return group(
    mesh(cloth.geometry('front'), crepe),
    mesh(cloth.geometry('back'), crepe),
    mesh(band(cloth.brim('neck'), { width: 4, thick: 0.5, curl: 0 }), flat),
    mesh(rolled(cloth.brim('hem'), 0.14), flat),
  )
}
