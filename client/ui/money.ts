import { minorDigits, type Money } from '../../shared/money.ts'
import { evenSpaces, numberFormat } from '../platform/formats.ts'

export type MoneyParts = { before: string; number: string; after: string }

/** A price cut where type needs it: the currency is set smaller than the number. */
export function moneyParts(money: Money, locale: string): MoneyParts {
  const digits = minorDigits(money.currency)
  const scale = 10 ** digits
  const shown = money.amount % scale === 0 ? 0 : digits
  const parts = numberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).formatToParts(money.amount / scale)
  const first = parts.findIndex((part) => part.type === 'integer')
  const last = parts.findLastIndex((part) => part.type === 'integer' || part.type === 'fraction')
  const text = (from: number, to: number) =>
    parts
      .slice(from, to)
      .map((part) => part.value)
      .join('')
  return {
    before: text(0, first).trim(),
    number: evenSpaces(text(first, last + 1)),
    after: text(last + 1, parts.length).trim(),
  }
}

export function moneyText(money: Money, locale: string): string {
  const { before, number, after } = moneyParts(money, locale)
  return [before, number, after].filter(Boolean).join(' ')
}
