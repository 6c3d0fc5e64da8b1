import { stillLife } from '../still-life.ts'
import { kleeReversed } from './chronographs.ts'
import { bajamarBlue, bajamarBronze } from './divers.ts'
import { moonphase, treintaYSeis } from './dress.ts'
import { typeA } from './pilots.ts'

export const upright = stillLife([
  { thing: moonphase, at: [-0.55, 0.55], turn: 0.05 },
  { thing: bajamarBlue, at: [1.75, -2.05], turn: -0.1 },
  { thing: typeA, at: [-2.1, -3.35], turn: 0.22 },
])

export const wide = stillLife([
  { thing: moonphase, at: [-0.35, 0.75] },
  { thing: bajamarBlue, at: [2.9, -0.55], turn: -0.12 },
  { thing: typeA, at: [-3.6, -0.65], turn: 0.14 },
  { thing: kleeReversed, at: [0.9, -3.75], turn: -0.05 },
  { thing: treintaYSeis, at: [-2.3, -4.35], turn: 0.1 },
  { thing: bajamarBronze, at: [4.7, -4.15], turn: -0.15 },
])
