/** Which variant a set of chosen options means, and which values still lead to one. Pure. */
import type { Product, Variant } from '../../shared/catalogue.ts'
import { MAX_QUANTITY } from '../../shared/selection.ts'

export type Choice = Record<string, string>
type Option = Product['options'][number]

export const isBuyable = (variant: Variant) =>
  variant.available === null || variant.available > 0 || variant.backorder

export const findVariant = <V extends Variant>(variants: V[], choice: Choice): V | undefined =>
  variants.find((variant) => Object.entries(variant.options).every(([name, value]) => choice[name] === value))

/** What is chosen when the page opens: only what leaves no choice. */
export function settledChoice(variants: Variant[]): Choice {
  const [first, ...others] = variants
  return Object.fromEntries(
    Object.entries(first?.options ?? {}).filter(([name, value]) =>
      others.every((other) => other.options[name] === value),
    ),
  )
}

/** The first option nothing was chosen of yet. */
export const openOption = (options: Option[], choice: Choice): string | null =>
  options.find(({ name }) => choice[name] === undefined)?.name ?? null

/** What variants without options are told apart by: their titles, numbered where those repeat or say nothing. */
export function variantLabels(variants: Variant[]): string[] {
  const titles = variants.map(({ title }) => title.trim())
  return titles.map((title, index) => {
    const isOwn = title !== '' && titles.indexOf(title) === titles.lastIndexOf(title)
    return isOwn ? title : `${title} ${index + 1}`.trim()
  })
}

export type ValueState = 'buyable' | 'sold-out' | 'missing'

/** What choosing `value` would lead to while the other chosen options stay as they are. */
export function stateOfValue(variants: Variant[], choice: Choice, option: string, value: string): ValueState {
  const wanted = { ...choice, [option]: value }
  const reached = variants.filter((variant) =>
    Object.entries(variant.options).every(([name, own]) => (wanted[name] ?? own) === own),
  )
  if (reached.length === 0) return 'missing'
  return reached.some(isBuyable) ? 'buyable' : 'sold-out'
}

/** Most units of a variant one may pick here. */
export const mostOf = (variant: Variant) =>
  variant.available === null || variant.backorder
    ? MAX_QUANTITY
    : Math.min(MAX_QUANTITY, Math.max(1, variant.available))

/** How many there are for one shopper; null where there is no bound. */
export const boundOf = (variant: Variant): number | null =>
  variant.available === null || variant.backorder ? null : Math.max(0, variant.available)
