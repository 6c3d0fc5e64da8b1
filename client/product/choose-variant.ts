/** Which variant a set of chosen options means, and which values still lead to one. Pure. */
import type { Variant } from '../../shared/catalogue.ts'
import { MAX_QUANTITY } from '../../shared/selection.ts'

export type Choice = Record<string, string>

export const isBuyable = (variant: Variant) =>
  variant.available === null || variant.available > 0 || variant.backorder

export const findVariant = (variants: Variant[], choice: Choice): Variant | undefined =>
  variants.find((variant) => Object.entries(variant.options).every(([name, value]) => choice[name] === value))

/** What is chosen when the page opens: the first that can be bought, else the first. */
export function firstVariant(variants: Variant[]): Variant | undefined {
  return variants.find(isBuyable) ?? variants[0]
}

export type ValueState = 'buyable' | 'sold-out' | 'missing'

/** What choosing `value` would lead to while the other options stay as they are. */
export function stateOfValue(variants: Variant[], choice: Choice, option: string, value: string): ValueState {
  const variant = findVariant(variants, { ...choice, [option]: value })
  if (!variant) return 'missing'
  return isBuyable(variant) ? 'buyable' : 'sold-out'
}

/** The choice after picking `value`: where no such variant exists, the nearest one that has the value. */
export function choose(variants: Variant[], choice: Choice, option: string, value: string): Choice {
  const wanted = { ...choice, [option]: value }
  if (findVariant(variants, wanted)) return wanted
  const others = variants.filter((variant) => variant.options[option] === value)
  const likeness = (variant: Variant) =>
    Object.entries(variant.options).filter(([name, own]) => wanted[name] === own).length +
    (isBuyable(variant) ? 0.5 : 0)
  const nearest = others.sort((a, b) => likeness(b) - likeness(a))[0]
  return nearest ? { ...nearest.options } : wanted
}

/** Most units of a variant one may pick here. */
export const mostOf = (variant: Variant) =>
  variant.available === null || variant.backorder
    ? MAX_QUANTITY
    : Math.min(MAX_QUANTITY, Math.max(1, variant.available))
