import { stillLife } from '../still-life.ts'
import { boneDice } from './bone-dice.ts'
import { butterflyDome } from './butterfly-dome.ts'
import { hourglass } from './hourglass.ts'
import { moonGlobe } from './moon-globe.ts'
import { nautilus } from './nautilus.ts'
import { pocketCompass } from './pocket-compass.ts'
import { sextant } from './sextant.ts'

export const upright = stillLife([
  { thing: nautilus, at: [-0.9, 0.9], scale: 0.95 },
  { thing: pocketCompass, at: [1.55, 2.1], scale: 0.62 },
  { thing: hourglass, at: [1.9, -2.4], scale: 0.95 },
  { thing: moonGlobe, at: [-2.5, -3.4] },
])

export const wide = stillLife([
  { thing: nautilus, at: [-0.8, 0.9], scale: 0.95 },
  { thing: pocketCompass, at: [2.0, 2.0], scale: 0.66 },
  { thing: hourglass, at: [2.5, -1.9], scale: 0.95 },
  { thing: moonGlobe, at: [-3.5, -1.2] },
  { thing: sextant, at: [5.6, -2.6], turn: -0.4, scale: 0.95 },
  { thing: butterflyDome, at: [-0.4, -4.4] },
  { thing: boneDice, at: [-5.6, -4.6], scale: 0.8 },
])
