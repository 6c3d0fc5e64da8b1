import type { Variant } from '../../shared/catalogue.ts'
import { texts } from '../platform/i18n.ts'

const FEW = 5

/** What a shopper needs to know about how many there are. */
export function stockWords(variant: Variant): string {
  if (variant.available === null) return texts.product.inStock
  if (variant.available <= 0) return variant.backorder ? texts.product.toOrder : texts.product.soldOutLong
  return variant.available <= FEW ? texts.product.left(variant.available) : texts.product.inStock
}
