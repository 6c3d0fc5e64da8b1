import type { CheckoutStatus } from '../../shared/checkout.ts'
import type { StoreSettings } from '../../shared/store.ts'

/** Which ends a checkout may still come to; everything else is a problem. */
const next: Record<CheckoutStatus, readonly CheckoutStatus[]> = {
  pending: ['confirmed', 'expired', 'cancelled'],
  expired: ['confirmed'],
  confirmed: [],
  cancelled: [],
}

export const mayBecome = (from: CheckoutStatus, to: CheckoutStatus): boolean => next[from].includes(to)

/** Length of a new hold: the shorter first one where the store has set it. */
export const firstHoldMinutes = (settings: StoreSettings): number =>
  Math.min(settings.firstHoldMinutes ?? settings.holdMinutes, settings.holdMinutes)

/** Short and readable, for the conversation; it opens nothing. The last 40 bits of the id in Crockford's base 32. */
export function referenceOf(checkoutId: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  let bits = BigInt(`0x${checkoutId.replaceAll('-', '').slice(-10)}`)
  let text = ''
  for (let i = 0; i < 8; i++) {
    text = alphabet[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
