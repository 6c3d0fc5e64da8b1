// Round cakes in layers.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { group, mesh, posed } from '../shapes.ts'
import { blueberry, blueberrySkin, cherry, raspberry, raspberryRed, sprig } from './fruit.ts'
import { cream, crumb, crust, ganache, glaze, meringue, type Layer } from './pantry.ts'
import { chance, kiss, poured, rim, scattered, surface } from './piping.ts'
import { served } from './stand.ts'
import { missing, tier } from './tiers.ts'

const round = Math.PI * 2
const around = { from: missing.from + missing.sweep, sweep: round - missing.sweep }

/** Sponge and filling by turns, a skin of cream on top. */
function layers(height: number, count: number, sponge: string, filling: string, skin: string): Layer[] {
  const step = (height - 0.12) / count
  const all: Layer[] = []
  for (let k = 0; k < count; k++) {
    all.push({ to: (k + 0.76) * step + 0.05, color: sponge })
    if (k < count - 1) all.push({ to: (k + 1) * step + 0.05, color: filling, isCream: true })
  }
  return [...all, { to: height + 1, color: skin, isCream: true }]
}

export function raspberryCake(): THREE.Object3D {
  const height = 1.55
  const radius = 1.5
  const pink = '#e9a9a6'
  const border = rim(17, radius - 0.24, height, around.from + 0.12, around.sweep - 0.24)
  const cake = group(
    tier({
      radius,
      height,
      outside: cream(pink, true),
      inside: layers(height, 4, '#edd09a', '#b52a41', pink),
      cut: missing,
    }),
    scattered(kiss(0.22, 0.36), cream('#f2c3bd'), border),
    scattered(
      raspberry(0.17),
      raspberryRed(),
      border
        .filter((_, k) => k % 2 === 0)
        .map((place) => ({
          ...place,
          at: [place.at[0], height + 0.3, place.at[2]] as [number, number, number],
        })),
    ),
    scattered(
      raspberry(0.18),
      raspberryRed(),
      Array.from({ length: 9 }, (_, k) => {
        const r = 0.72 * Math.sqrt(chance(k + 3))
        const angle = Math.PI * 0.75 + chance(k + 20) * Math.PI * 1.1
        return {
          at: [Math.sin(angle) * r, height, Math.cos(angle) * r] as [number, number, number],
          turn: k,
          lean: (chance(k) - 0.5) * 1.2,
        }
      }),
    ),
    sprig(-0.25, height + 0.12, -0.1, 0.6),
  )
  return served(cake, 1.95)
}

export function ganacheCake(): THREE.Object3D {
  const height = 1.6
  const radius = 1.42
  const border = rim(10, radius - 0.36, height + 0.05)
  const cake = group(
    tier({ radius, height, outside: cream('#c99b78', true) }),
    mesh(poured({ radius, top: height, drips: 19, longest: 0.95 }), ganache()),
    scattered(kiss(0.25, 0.34, 8), cream('#d8b08c'), border),
  )
  border.forEach(({ at: [x, y, z] }, k) => {
    cake.add(posed(cherry(0.19), { at: [x, y + 0.2, z], turn: [0, k * 1.7, 0] }))
  })
  const curl = plain({ color: '#3a1d10', roughness: 0.5 })
  cake.add(
    scattered(
      new THREE.CapsuleGeometry(0.03, 0.22, 4, 10).rotateZ(Math.PI / 2),
      curl,
      Array.from({ length: 42 }, (_, k) => {
        const r = 0.6 * Math.sqrt(chance(k))
        return {
          at: [Math.sin(k * 2.4) * r, height + 0.09 + chance(k + 60) * 0.08, Math.cos(k * 2.4) * r] as [
            number,
            number,
            number,
          ],
          turn: k * 1.9,
          lean: (chance(k + 5) - 0.5) * 0.7,
        }
      }),
    ),
  )
  return served(cake, 1.9, 0.95, '#ecc6be')
}

/** Eight thin discs, milk caramel between, kisses of meringue under the torch. */
export function rogel(): THREE.Object3D {
  const cake = new THREE.Group()
  const dough = crust('#e0b478', '#9c6229')
  const caramel = glaze('#8f4a17')
  const radius = 1.5
  let y = 0
  for (let k = 0; k < 8; k++) {
    const disc = surface(140, 12, (u, v) => {
      const angle = u * round
      const wave = 0.022 * Math.sin(angle * 5 + k * 2) + 0.015 * Math.sin(angle * 11 + k)
      const edge = radius * (1 + 0.012 * Math.sin(angle * 7 + k * 3) + 0.01 * chance(k))
      const t = v * 4
      const r = t < 1 ? edge * t : t < 3 ? edge + 0.012 * Math.sin((t - 1) * 1.57) : edge * (4 - t)
      const lift = t < 1 ? 0 : t < 3 ? (t - 1) * 0.03 : 0.06
      return [Math.sin(angle) * r, y + lift + wave * (r / radius), -Math.cos(angle) * r]
    })
    cake.add(mesh(disc, dough))
    y += 0.075
    if (k === 7) break
    const spread = surface(150, 16, (u, v) => {
      const angle = u * round
      const ooze = 0.045 * Math.sin(angle * 6 + k * 4) + 0.03 * Math.sin(angle * 13 + k)
      const bulge = Math.sin(v * Math.PI)
      const r = radius - 0.1 + ooze + bulge * 0.075
      return [Math.sin(angle) * r, y - 0.02 + v * 0.13, -Math.cos(angle) * r]
    })
    cake.add(mesh(spread, caramel))
    y += 0.09
  }
  cake.add(mesh(poured({ radius: radius - 0.12, top: y - 0.02, drips: 9, longest: 0.12, seed: 5 }), caramel))
  const torched = meringue(0.1, 0.5)
  const places = [
    ...rim(15, 1.16, y + 0.02),
    ...rim(10, 0.76, y + 0.02, 0.2),
    ...rim(5, 0.36, y + 0.04, 0.5),
    { at: [0, y + 0.06, 0] as [number, number, number] },
  ]
  cake.add(scattered(kiss(0.25, 0.5, 6, 1.1), torched, places))
  return served(cake, 1.9)
}

export function cheesecake(): THREE.Object3D {
  const height = 1.0
  const radius = 1.55
  const cake = group(
    tier({
      radius,
      height,
      edge: 0.12,
      outside: cream('#f3dfb2'),
      inside: [
        { to: 0.24, color: '#8a5527' },
        { to: 2, color: '#f7e9c6', isCream: true },
      ],
      cut: missing,
    }),
    mesh(
      new THREE.CylinderGeometry(
        radius + 0.015,
        radius + 0.015,
        0.22,
        160,
        4,
        true,
        around.from,
        around.sweep,
      ).translate(0, 0.11, 0),
      crumb('#a06a35', '#6b3f1a'),
    ),
    posed(
      mesh(
        poured({ radius: radius - 0.28, top: height - 0.02, drips: 11, longest: 0.1, ...around, seed: 4 }),
        glaze('#4c1436'),
      ),
      {},
    ),
    scattered(
      blueberry(0.15),
      blueberrySkin(),
      Array.from({ length: 46 }, (_, k) => {
        const angle = around.from + 0.15 + chance(k + 2) * (around.sweep - 0.3)
        const r = 0.2 + 0.95 * Math.sqrt(chance(k + 50))
        return {
          at: [Math.sin(angle) * r, height + 0.02 + (k % 3 === 0 ? 0.14 : 0), Math.cos(angle) * r] as [
            number,
            number,
            number,
          ],
          turn: k,
          lean: chance(k) * 1.4 - 0.7,
        }
      }),
    ),
    sprig(-0.5, height + 0.3, -0.25, 1.2),
  )
  return served(cake, 1.95)
}

/** Three tiers for a party, piped by hand, berries falling down one side. */
export function partyCake(): THREE.Object3D {
  const white = cream('#f7ead6', true)
  const cake = new THREE.Group()
  let y = 0
  for (const [radius, height, count] of [
    [1.42, 0.95, 44],
    [1.0, 0.9, 31],
    [0.62, 0.8, 20],
  ] as const) {
    cake.add(posed(tier({ radius, height, outside: white, edge: 0.05 }), { at: [0, y, 0] }))
    cake.add(scattered(kiss(0.1, 0.14, 6), cream('#f0bdb4'), rim(count, radius + 0.03, y + 0.0)))
    y += height
  }
  cake.add(scattered(kiss(0.12, 0.18, 6), cream('#f0bdb4'), rim(14, 0.5, y)))
  const berries = Array.from({ length: 34 }, (_, k) => {
    const t = k / 33
    const level = t < 0.3 ? 0 : t < 0.62 ? 1 : 2
    const shelf = [0.95, 1.85, 2.65][level]!
    const r = [1.2, 0.8, 0.2][level]! + (chance(k) - 0.5) * 0.3
    const angle = -0.55 + t * 1.1 + (chance(k + 9) - 0.5) * 0.95
    return {
      at: [Math.sin(angle) * r, shelf + (k % 4 === 0 ? 0.16 : 0), Math.cos(angle) * r] as [
        number,
        number,
        number,
      ],
      turn: k,
      lean: chance(k + 3) * 1.2 - 0.6,
    }
  })
  cake.add(
    scattered(
      raspberry(0.15),
      raspberryRed(),
      berries.filter((_, k) => k % 3 !== 0),
    ),
  )
  cake.add(
    scattered(
      blueberry(0.13),
      blueberrySkin(),
      berries.filter((_, k) => k % 3 === 0),
    ),
  )
  cake.add(sprig(0.2, 2.82, 0.1, 0.4), sprig(-0.45, 1.98, 0.75, 2), sprig(0.55, 1.1, 1.1, 1))
  return served(cake, 1.8, 0.6)
}
