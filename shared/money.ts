import { z } from 'zod'

/** ISO 4217 code. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/)

/** Largest price of one unit in minor units: 999 × 100 lines of it still fit a double exactly. */
export const MAX_PRICE_MINOR = 10_000_000_000

export const moneySchema = z.strictObject({
  amount: z.int().describe('minor units of the currency'),
  currency: currencySchema,
})
export type Money = z.infer<typeof moneySchema>

/** Decimal places of a currency as ISO 4217 has them: ARS 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

export function formatMoney(money: Money, locale: string): string {
  const digits = minorDigits(money.currency)
  const isWhole = money.amount % 10 ** digits === 0
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: isWhole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(money.amount / 10 ** digits)
}
