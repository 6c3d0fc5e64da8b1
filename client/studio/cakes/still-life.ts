import { stillLife } from '../still-life.ts'
import { ganacheCake, raspberryCake, rogel } from './layer-cakes.ts'
import { macarons } from './small-things.ts'
import { lemonTart, strawberryTart } from './tarts.ts'
import { croissants } from './viennoiserie.ts'

export const upright = stillLife([
  { thing: raspberryCake, at: [-0.75, 0.9] },
  { thing: () => macarons(), at: [2.0, 2.5], scale: 0.72 },
  { thing: ganacheCake, at: [1.9, -3.2], scale: 1.05 },
  { thing: croissants, at: [-2.6, -3.6] },
])

export const wide = stillLife([
  { thing: raspberryCake, at: [-0.6, 0.6] },
  { thing: () => macarons(), at: [2.7, 1.9], scale: 0.8 },
  { thing: strawberryTart, at: [-4.2, 0.9], scale: 0.95 },
  { thing: ganacheCake, at: [2.2, -3.4] },
  { thing: croissants, at: [6, -2] },
  { thing: rogel, at: [-2.6, -4] },
  { thing: lemonTart, at: [-6.6, -3.4] },
])
