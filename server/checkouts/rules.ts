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

/** Crockford's base 32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Short and readable, for the conversation; it opens nothing. The last 40 bits of the id. */
export function referenceOf(checkoutId: string): string {
  let bits = BigInt(`0x${checkoutId.replaceAll('-', '').slice(-10)}`)
  let text = ''
  for (let i = 0; i < 8; i++) {
    text = alphabet[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

/** The numbers that references beginning like this stand for; undefined where the text begins none, or too many. */
export function referenceRange(text: string): { from: number; to: number } | undefined {
  // read aloud or copied by hand, these are easily mistaken
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  const digits = [...letters].map((letter) => alphabet.indexOf(letter))
  if (digits.length < 4 || digits.length > 8 || digits.includes(-1)) return undefined
  const rest = 32 ** (8 - digits.length)
  const from = digits.reduce((sum, digit) => sum * 32 + digit, 0) * rest
  return { from, to: from + rest - 1 }
}
