import type { HeldVariant, Variant } from '../../shared/catalogue.ts'
import type { StoreProfile } from '../../shared/store.ts'
import { useTexts } from '../platform/i18n.ts'
import { whenText } from '../platform/moments.ts'

const FEW = 5

/** What a shopper needs to know about how many there are. */
export function stockWords(variant: Variant): string {
  const words = useTexts('product')
  if (variant.available === null) return words.inStock
  if (variant.available <= 0) return variant.backorder ? words.toOrder : words.soldOutLong
  return variant.available <= FEW ? useTexts('shop').stock.left(variant.available) : words.inStock
}

type Hold = {
  variants: HeldVariant[]
  place: Pick<StoreProfile, 'timeZone' | 'locale'>
  /** The shopper has a reservation of these open. */
  isOwn: boolean
}

/** That all of it is held, and when the first of it may be free; null where nothing is. */
export function heldWords({ variants, place, isOwn }: Hold): string | null {
  const words = useTexts('product')
  const [first] = variants.flatMap(({ mayFreeUpAt }) => mayFreeUpAt ?? []).sort()
  if (first === undefined) return null
  const now = new Date().toISOString()
  if (first <= now) return words.heldSoon
  const when = whenText(first, now, place)
  return isOwn ? words.heldOwn(when) : words.heldUntil(when)
}
