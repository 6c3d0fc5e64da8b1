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

// making a formatter costs a hundred times what using it does
const formatters = new Map<string, Intl.NumberFormat>()

function formatter(locale: string, currency: string, fractionDigits?: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${fractionDigits ?? ''}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(fractionDigits === undefined
      ? {}
      : { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits }),
  })
  formatters.set(key, made)
  return made
}

/** Decimal places of a currency as ISO 4217 has them: ARS 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return formatter('en', currency).resolvedOptions().maximumFractionDigits ?? 2
}

/** As people write it: whole amounts without decimals. */
export function formatMoney(money: Money, locale: string): string {
  const digits = minorDigits(money.currency)
  const isWhole = money.amount % 10 ** digits === 0
  return formatter(locale, money.currency, isWhole ? 0 : digits).format(money.amount / 10 ** digits)
}
