import type { Variant } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'

const FEW = 5

/** What a shopper needs to know about how many there are. */
export function stockWords(variant: Variant): string {
  const words = useTexts('product')
  if (variant.available === null) return words.inStock
  if (variant.available <= 0) return variant.backorder ? words.toOrder : words.soldOutLong
  return variant.available <= FEW ? useTexts('shop').stock.left(variant.available) : words.inStock
}
