// Things for one: macarons, alfajores, éclairs, opera squares.
import * as THREE from 'three'
import { plain } from '../materials.ts'
import { block, group, mesh, posed } from '../shapes.ts'
import { solid } from '../solid.ts'
import { cream, crumb, crust, ganache, glaze, laidOpen } from './pantry.ts'
import { chance, kiss, scattered, surface } from './piping.ts'
import { served } from './stand.ts'
import { raspberry, raspberryRed } from './fruit.ts'

const round = Math.PI * 2

/** Half a macaron, flat side down: a dome that is eggshell smooth over its ruffled foot. */
function macaronHalf(size: number, seed: number): THREE.BufferGeometry {
  return surface(150, 34, (u, v) => {
    const angle = u * round
    if (v < 0.34) {
      const t = v / 0.34
      const ruffle = 0.016 * Math.sin(angle * 31 + seed) + 0.013 * Math.sin(angle * 53 + seed * 3 + t * 5)
      const r = size * (0.965 + (0.045 + ruffle) * Math.sin(t * Math.PI))
      return [Math.sin(angle) * r, t * size * 0.17, Math.cos(angle) * r]
    }
    const t = ((v - 0.34) / 0.66) * Math.PI * 0.5
    const r = size * Math.cos(t) ** 0.62 * 0.985
    return [Math.sin(angle) * r, size * 0.17 + Math.sin(t) * size * 0.36, Math.cos(angle) * r]
  })
}

export function macaron(color: string, filling: string, size = 0.46, seed = 1): THREE.Group {
  const shellMaterial = solid(
    plain({ color, roughness: 0.55, sheen: 0.2, sheenColor: new THREE.Color('#ffffff') }),
    `float grain = fbm(at * 26.0); diffuseColor.rgb *= 0.94 + grain * 0.12; solidHeight = grain * 0.006;
     totalEmissiveRadiance += diffuseColor.rgb * vec3(0.07, 0.055, 0.05);`,
  )
  const gap = size * 0.2
  const half = macaronHalf(size, seed)
  const between = surface(90, 12, (u, v) => {
    const r = size * (0.84 + 0.1 * Math.sin(v * Math.PI) + 0.012 * Math.sin(u * round * 9 + seed))
    return [Math.sin(u * round) * r, v * gap, Math.cos(u * round) * r]
  })
  return group(
    posed(mesh(half, shellMaterial), { at: [0, size * 0.53 + gap, 0] }),
    posed(mesh(half.clone(), shellMaterial), { at: [0, size * 0.53, 0], turn: [Math.PI, 0, 0] }),
    posed(mesh(between, cream(filling)), { at: [0, size * 0.53, 0] }),
  )
}

const flavours = {
  rose: ['#e7a3a8', '#f6dcd6'],
  pistachio: ['#a9b676', '#dfe0b4'],
  lemon: ['#efd37c', '#fbf0c4'],
  chocolate: ['#6a3f29', '#2d160d'],
  berry: ['#8c4a72', '#d9b3c6'],
} as const
type Flavour = keyof typeof flavours

export function macarons(
  order: Flavour[] = ['rose', 'pistachio', 'lemon', 'berry', 'chocolate'],
): THREE.Object3D {
  const tower = new THREE.Group()
  const size = 0.5
  const tall = size * 1.26
  let k = 0
  const add = (x: number, y: number, z: number, lean: [number, number, number] = [0, 0, 0]): void => {
    const [shade, filling] = flavours[order[k % order.length]!]
    tower.add(posed(macaron(shade, filling, size, k * 1.7), { at: [x, y, z], turn: lean }))
    k++
  }
  for (let level = 0; level < 3; level++) {
    const count = [6, 4, 1][level]!
    const r = [1.06, 0.66, 0][level]!
    for (let n = 0; n < count; n++) {
      const angle = ((n + level * 0.5) / count) * round + 0.25
      add(Math.sin(angle) * r, level * tall, Math.cos(angle) * r, [
        0,
        n,
        (chance(n + level * 7) - 0.5) * 0.07,
      ])
    }
  }
  // one that did not stay in line
  const [shade, filling] = flavours[order[1 % order.length]!]
  tower.add(
    posed(macaron(shade, filling, size, 9), { at: [1.28, 0.48, 1.16], turn: [1.1, 0.4, 0.2], scale: 1 }),
  )
  return served(tower, 2.05)
}

/** Cornflour biscuits with milk caramel, rolled in coconut. */
export function alfajores(): THREE.Object3D {
  const plate = new THREE.Group()
  const biscuit = crumb('#f0d9aa', '#d8ae6a')
  const caramel = glaze('#8a4716')
  const coconut = plain({ color: '#fbf4e6', roughness: 0.9 })
  const disc = surface(90, 18, (u, v) => {
    const t = v * 3
    const edge = 0.52
    const r =
      t < 1
        ? edge * t * 0.96
        : t < 2
          ? edge * (0.96 + 0.04 * Math.sin((t - 1) * Math.PI))
          : edge * 0.96 * (3 - t)
    return [
      Math.sin(u * round) * r,
      t < 1 ? 0 : t < 2 ? (t - 1) * 0.15 : 0.15 + 0.02 * (t - 2),
      -Math.cos(u * round) * r,
    ]
  })
  const flakes = Array.from({ length: 260 }, (_, k) => {
    const angle = chance(k) * round
    return {
      at: [Math.sin(angle) * 0.545, 0.14 + chance(k + 400) * 0.24, Math.cos(angle) * 0.545] as [
        number,
        number,
        number,
      ],
      turn: chance(k + 90) * 6,
      lean: chance(k + 200) * 3,
      scale: 0.6 + chance(k + 11) * 0.8,
    }
  })
  const one = (): THREE.Group =>
    group(
      mesh(disc.clone(), biscuit),
      posed(mesh(new THREE.CylinderGeometry(0.535, 0.535, 0.2, 80), caramel), { at: [0, 0.25, 0] }),
      posed(mesh(disc.clone(), biscuit), { at: [0, 0.34, 0] }),
      scattered(new THREE.BoxGeometry(0.07, 0.014, 0.02), coconut, flakes),
    )
  const spots: [number, number, number, number][] = [
    [-0.72, 0, 0.3, 0],
    [-0.7, 0.51, 0.28, 1],
    [-0.74, 1.02, 0.3, 2],
    [0.5, 0, -0.5, 3],
    [0.52, 0.51, -0.52, 4],
    [0.6, 0, 0.78, 5],
  ]
  for (const [x, y, z, turn] of spots) plate.add(posed(one(), { at: [x, y, z], turn: [0, turn, 0] }))
  plate.add(posed(one(), { at: [-0.42, 0.46, 1.22], turn: [1.12, -0.3, 0] }))
  return served(plate, 2.0, 0.95, '#ecc6be')
}

type Coat = { color: string; stripe: string; top: 'line' | 'dust' | 'berry' }

function eclair({ color, stripe, top }: Coat): THREE.Group {
  const length = 2.5
  const at = (u: number, v: number, puff: number): [number, number, number] => {
    const x = (v - 0.5) * length
    const end = Math.sqrt(Math.max(0, 1 - Math.abs(2 * v - 1) ** 6))
    const angle = u * round
    const r = (0.32 + 0.012 * Math.sin(v * 21)) * end + 0.001
    const y = Math.sin(angle) * (r * (Math.sin(angle) < 0 ? 0.72 : 0.92) + puff * end) + 0.24
    return [x, y, Math.cos(angle) * (r + puff * end)]
  }
  const body = surface(64, 80, (u, v) => at(u, v, 0))
  const coat = surface(48, 120, (u, v) => {
    const t = 0.04 + v * 0.92
    const wave = 0.02 * Math.sin(t * 17) + 0.014 * Math.sin(t * 41)
    const from = 0.02 + wave
    const place = from + u * (0.48 - wave - from)
    const lip =
      Math.sqrt(Math.min(1, Math.min(u, 1 - u) * 10)) * Math.sqrt(Math.min(1, Math.min(v, 1 - v) * 26))
    return at(place, t, 0.05 * lip - 0.008)
  })
  const all = group(mesh(body, crust('#cf9350', '#8f5322')), mesh(coat, glaze(color)))
  const mark = plain({ color: stripe, roughness: 0.5 })
  if (top === 'line') {
    const points = Array.from(
      { length: 60 },
      (_, k) => new THREE.Vector3((k / 59 - 0.5) * 1.95, 0.59, Math.sin(k * 0.75) * 0.13),
    )
    all.add(mesh(new THREE.TubeGeometry(new THREE.CatmullRomCurve3(points), 240, 0.018, 8), mark))
  } else if (top === 'dust') {
    all.add(
      scattered(
        new THREE.IcosahedronGeometry(0.035, 0),
        mark,
        Array.from({ length: 60 }, (_, k) => ({
          at: [(chance(k) - 0.5) * 1.7, 0.575, (chance(k + 61) - 0.5) * 0.3] as [number, number, number],
          scale: 0.4 + chance(k + 5) * 0.9,
          turn: k,
        })),
      ),
    )
  } else {
    all.add(
      scattered(
        raspberry(0.13),
        raspberryRed(),
        [-0.6, 0, 0.6].map((x, k) => ({ at: [x, 0.56, 0] as [number, number, number], turn: k })),
      ),
    )
  }
  return all
}

export function eclairs(): THREE.Object3D {
  const coats: Coat[] = [
    { color: '#2d160d', stripe: '#d9a25c', top: 'line' },
    { color: '#a4b06a', stripe: '#6c7a34', top: 'dust' },
    { color: '#e39aa0', stripe: '#ffffff', top: 'berry' },
    { color: '#b9743a', stripe: '#f4e3bd', top: 'line' },
  ]
  const row = new THREE.Group()
  coats.forEach((coat, k) => {
    row.add(
      posed(eclair(coat), { at: [0, 0.02, -1.14 + k * 0.76], turn: [0, (chance(k + 2) - 0.5) * 0.06, 0] }),
    )
  })
  return served(posed(row, { turn: [0, 0.42, 0] }), 2.05)
}

/** Almond sponge, coffee cream and ganache, in thin storeys under a mirror. */
export function opera(): THREE.Object3D {
  const height = 0.86
  const storeys = laidOpen([
    { to: 0.14, color: '#d9b27c' },
    { to: 0.24, color: '#b98655', isCream: true },
    { to: 0.37, color: '#d9b27c' },
    { to: 0.46, color: '#3a1d10', isCream: true },
    { to: 0.6, color: '#d9b27c' },
    { to: 0.72, color: '#b98655', isCream: true },
    { to: 2, color: '#2a130b', isCream: true },
  ])
  const gold = plain({ color: '#e8bf62', metalness: 1, roughness: 0.22 })
  const square = (w: number, d: number): THREE.Group => {
    const body = new THREE.BoxGeometry(w, height, d, 24, 12, 24).translate(0, height / 2, 0)
    return group(
      mesh(body, storeys),
      posed(mesh(block(w + 0.01, 0.06, d + 0.01, 0.025), ganache('#24100a')), { at: [0, height + 0.02, 0] }),
      posed(mesh(new THREE.SphereGeometry(0.06, 20, 12), gold), { at: [-w * 0.3, height + 0.06, d * 0.28] }),
      posed(mesh(new THREE.SphereGeometry(0.035, 20, 12), gold), {
        at: [-w * 0.22, height + 0.06, d * 0.34],
      }),
    )
  }
  const plate = group(
    posed(square(1.75, 0.84), { at: [-0.1, 0, 0.72], turn: [0, 0.12, 0] }),
    posed(square(1.75, 0.84), { at: [0.1, 0, -0.42], turn: [0, -0.05, 0] }),
    posed(square(1.5, 0.8), { at: [0.0, height + 0.05, -0.35], turn: [0, 0.35, 0] }),
  )
  plate.add(
    scattered(kiss(0.13, 0.2), cream('#d9b48c'), [
      { at: [0.35, height + 0.05, 0.72] },
      { at: [0.62, height + 0.05, 0.68] },
    ]),
  )
  return served(posed(plate, { turn: [0, 0.32, 0] }), 2.0, 0.95, '#ecc6be')
}
