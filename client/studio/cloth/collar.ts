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
  }: { stand?: number; fall?: number; point?: number; spread?: number; gap?: number; roll?: number },
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
  const rows = 200
  let along = 0
  const up = new THREE.Vector3(0, 1, 0)
  const curve = new THREE.CatmullRomCurve3(ordered.map(({ at }) => at))
  const ribbons = Array.from({ length: rows + 1 }, (_, k): Ribbon => {
    const t = gap + (k / rows) * (1 - 2 * gap)
    const at = curve.getPointAt(t)
    const tangent = curve.getTangentAt(t)
    const away = at.clone().sub(centre).setY(0)
    away.addScaledVector(tangent, -away.dot(tangent)).setY(0).normalize()
    const ends = Math.max(0, 1 - Math.min(t, 1 - t) / 0.2)
    const shaped = ends * ends * (3 - 2 * ends)
    const drop = fall + (point - fall) * shaped
    const side = Math.sign(0.5 - t) * spread * shaped
    const sway = new THREE.Vector3(side * Math.sign(ordered[3]!.at.x - ordered[0]!.at.x), 0, 0)
    const rise = stand * (1 - 0.45 * shaped)
    // Over the shoulder the leaf lies nearly flat; down the chest it hangs.
    const flare = 1 + 0.9 * away.x * away.x
    along += 0.25
    const put = (height: number, out: number, share: number): THREE.Vector3 =>
      at.clone().addScaledVector(up, height).addScaledVector(away, out).addScaledVector(sway, share)
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
