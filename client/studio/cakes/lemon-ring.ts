// A cake that is baked in a ring.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, posed } from '../shapes.ts'
import { crumb, glaze } from './pantry.ts'
import { chance, scattered, surface } from './piping.ts'
import { served } from './stand.ts'

const round = Math.PI * 2

/** With flutes, then lemon sugar poured over. */
export function lemonRing(): THREE.Object3D {
  const flute = (angle: number): number => 1 + 0.055 * Math.cos(angle * 14)
  const at = (u: number, phi: number, puff: number): [number, number, number] => {
    const angle = u * round
    const outwards = Math.cos(phi)
    const upwards = Math.sin(phi)
    const r = 0.98 + outwards * (0.62 + puff) * (outwards > 0 ? flute(angle) : 1)
    const y = 0.58 + upwards * (upwards > 0 ? 0.72 + puff : 0.58)
    return [Math.sin(angle) * r, y, Math.cos(angle) * r]
  }
  const body = surface(280, 72, (u, v) => at(u, -Math.PI / 2 - v * round, 0))
  const reach = (angle: number): number => {
    let low = 0.5
    for (let k = 0; k < 14; k++) {
      const centre = ((k + (chance(k) - 0.5) * 0.35) / 14) * round
      const off = Math.atan2(Math.sin(angle - centre), Math.cos(angle - centre))
      low = Math.min(low, 0.5 - (0.35 + 0.75 * chance(k + 30)) * Math.exp(-((off / 0.13) ** 2)))
    }
    return low
  }
  const icing = surface(420, 30, (u, v) => {
    const low = reach(u * round)
    const phi = low + v * (Math.PI * 0.86 - low)
    const thick = 0.055 * Math.sqrt(Math.min(1, v * 9)) * Math.sqrt(Math.min(1, (1 - v) * 9)) - 0.012
    return at(u, phi, thick)
  })
  const zest = scattered(
    new THREE.CapsuleGeometry(0.014, 0.11, 3, 8).rotateZ(Math.PI / 2),
    plain({ color: '#e8b520', roughness: 0.5 }),
    Array.from({ length: 60 }, (_, k) => {
      const place = at(chance(k + 7), Math.PI * (0.3 + 0.4 * chance(k + 90)), 0.07)
      return { at: place, turn: k * 2.1, lean: (chance(k) - 0.5) * 0.6 }
    }),
  )
  const cake = group(mesh(body, crumb('#d79a45', '#9a5a20')), mesh(icing, glaze('#fbf3d8')), zest)
  return served(posed(cake, { scale: 1.02 }), 1.95, 0.95, '#ecc6be')
}
