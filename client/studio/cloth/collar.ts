import * as THREE from 'three'
import type { Brim } from './sewn.ts'
import { eased, quilt, type Ribbon } from './trim.ts'

/** A shirt collar: a stand that rises from the neck and a leaf that falls over it, parted at the front. */
export function collar(
  edge: Brim[],
  {
    stand = 2.8,
    fall = 3.9,
    point = 6.8,
    spread = 1.3,
    gap = 0.012,
    roll = 0.85,
    isTapered = false,
  }: {
    stand?: number
    fall?: number
    point?: number
    spread?: number
    gap?: number
    roll?: number
    isTapered?: boolean
  },
): THREE.BufferGeometry {
  const brim = eased(edge, 8)
  const lowest = brim.reduce(
    (best, here, k) => (here.side === 'front' && here.at.y < brim[best]!.at.y ? k : best),
    0,
  )
  const ordered = [...brim.slice(lowest), ...brim.slice(0, lowest), brim[lowest]!]
  const centre = ordered
    .reduce((sum, here) => sum.add(here.at), new THREE.Vector3())
    .divideScalar(ordered.length)
  const reach = Math.max(...ordered.map(({ at }) => Math.abs(at.x)))
  // The garment lies flat, its collar keeps the round of the neck.
  const facing = (at: THREE.Vector3): THREE.Vector3 => {
    const aside = Math.max(-1, Math.min(1, at.x / reach))
    return new THREE.Vector3(aside, 0, Math.sqrt(1 - aside * aside) * (at.z > centre.z ? 1 : -1))
  }
  const rows = 200
  let along = 0
  const up = new THREE.Vector3(0, 1, 0)
  const front = new THREE.Vector3(0, 0, 1)
  const curve = new THREE.CatmullRomCurve3(ordered.map(({ at }) => at))
  const ribbons = Array.from({ length: rows + 1 }, (_, k): Ribbon => {
    const t = gap + (k / rows) * (1 - 2 * gap)
    const at = curve.getPointAt(t)
    const away = facing(at)
    const ends = Math.max(0, 1 - Math.min(t, 1 - t) / 0.2)
    const shaped = ends * ends * (3 - 2 * ends)
    const height = isTapered ? Math.min(1, Math.min(k, rows - k) / (rows * 0.3)) : 1
    const drop = (fall + (point - fall) * shaped) * (0.1 + 0.9 * height)
    const side = Math.sign(0.5 - t) * spread * shaped
    const sway = new THREE.Vector3(side * Math.sign(ordered[3]!.at.x - ordered[0]!.at.x), 0, 0)
    const rise = stand * (1 - 0.45 * shaped) * (0.15 + 0.85 * height * (2 - height))
    // Over the shoulder the leaf lies nearly flat; down the chest it hangs.
    const flare = 1 + 0.25 * away.x * away.x
    along += 0.25
    // Over the shoulder the leaf lies on the cloth, not in it.
    const lies = 1.5 * Math.max(0, Math.min(1, 0.6 + away.z))
    const put = (lift: number, out: number, share: number): THREE.Vector3 =>
      at
        .clone()
        .addScaledVector(up, lift)
        .addScaledVector(away, out)
        .addScaledVector(sway, share)
        .addScaledVector(front, lies * share)
    const across = [
      put(-0.3, -0.1, 0),
      put(rise * 0.5, -0.15, 0),
      put(rise * 0.92, 0, 0),
      put(rise * 1.06, 0.25 * roll, 0),
      put(rise * 0.98, 0.62 * roll, 0.02),
    ]
    for (let n = 1; n <= 8; n++) {
      const q = n / 8
      across.push(put(rise * 0.98 - drop * q, roll * (0.62 + (1.5 * q + 1.1 * q * q) * flare), q))
    }
    const tip = put(rise * 0.98 - drop, roll * (0.62 + 2.5 * flare), 1)
    across.push(tip, tip.clone().addScaledVector(away, -0.35))
    return { along, across: across.reverse() }
  })
  return quilt(ribbons, false)
}
