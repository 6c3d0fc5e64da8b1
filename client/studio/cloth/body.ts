// The wearer nobody sees: flattened round cones that hold the cloth up and away from itself.

export type Limb = {
  from: [number, number, number]
  to: [number, number, number]
  r0: number
  r1: number
  flat: number
  isContinued?: boolean
  isEarly?: boolean
}

const mirror = (limb: Limb): Limb[] => [
  limb,
  { ...limb, from: [-limb.from[0], limb.from[1], limb.from[2]], to: [-limb.to[0], limb.to[1], limb.to[2]] },
]

export const torso: Limb[] = [
  ...mirror({ from: [4, -1.5, -1], to: [16.5, -6.2, -0.5], r0: 4.6, r1: 4.4, flat: 1.15 }),
  { from: [0, -13, 0], to: [0, -40, 0], r0: 16.2, r1: 12.6, flat: 0.62 },
  { from: [0, -40, 0], to: [0, -60, 0], r0: 12.6, r1: 17, flat: 0.62, isContinued: true },
  { from: [0, -60, 0], to: [0, -76, 0], r0: 17, r1: 17.5, flat: 0.62, isContinued: true },
  ...mirror({ from: [7, -25, 5], to: [6.6, -28, 5], r0: 6.4, r1: 6, flat: 0.85 }),
]

/** Arms must lie along the middle of the sleeves as cut, or the sleeves never find them; they end below the cuff. */
export const arms = (
  elbow: [number, number],
  wrist: [number, number],
  [r0, r1, r2]: [number, number, number] = [4.6, 3.3, 2.3],
): Limb[] => {
  const hand: [number, number, number] = [
    wrist[0] + (wrist[0] - elbow[0]) * 0.25,
    wrist[1] + (wrist[1] - elbow[1]) * 0.25,
    0,
  ]
  return [
    ...mirror({ from: [17.5, -7.5, 0], to: [...elbow, 0], r0, r1, flat: 1, isEarly: true }),
    ...mirror({ from: [...elbow, 0], to: hand, r0: r1, r1: r2, flat: 1, isEarly: true }),
  ]
}

export const skirtForm = (length: number, hem: number): Limb[] => [
  { from: [0, -1, 0], to: [0, -20, 0], r0: 12.2, r1: 17.2, flat: 0.66 },
  { from: [0, -20, 0], to: [0, -length - 6, 0], r0: 17.2, r1: hem, flat: 0.66, isContinued: true },
]

export const legs = (length: number, gap: number, thick = 7): Limb[] => [
  { from: [0, -1, 0], to: [0, -13, 0], r0: 12.2, r1: 14.4, flat: 0.64 },
  ...mirror({ from: [8.2, -17, -0.5], to: [gap, -44, 0], r0: 8.4, r1: thick, flat: 1.02 }),
  ...mirror({ from: [gap, -44, 0], to: [gap + 1, -length - 6, 0], r0: thick, r1: thick * 0.85, flat: 0.9 }),
]

/** The invisible hanger takes a garment by its two neck points. */
export const hanger =
  (neck: number, top = 0) =>
  ([x, y]: [number, number]): [number, number, number] | undefined =>
    Math.abs(Math.abs(x) - neck) < 0.01 && Math.abs(y - top) < 0.01 ? [x * 0.98, 0.5 + top, -1] : undefined

/** Holds a waist on an ellipse; cloth wider than the ellipse falls into gathers. */
export const waistband =
  (half: number, rx: number, rz: number, pleat = 0) =>
  ([x, y]: [number, number], side: 'front' | 'back'): [number, number, number] | undefined => {
    if (y < -0.3) return undefined
    const angle = (x / half) * (Math.PI / 2)
    const out = 1 + pleat * Math.sin(x * 1.5)
    return [Math.sin(angle) * rx * out, 0, Math.cos(angle) * rz * out * (side === 'front' ? 1 : -1)]
  }
