/** Reading and writing single cells: strict numbers, lists, and text that a spreadsheet must not run. */
import { MAX_PRICE_MINOR } from '../../shared/money.ts'

export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string }
const good = <T>(value: T): Parsed<T> => ({ ok: true, value })
const bad = (reason: string): { ok: false; reason: string } => ({ ok: false, reason })

/** Minor units of a plain decimal with a dot, as both systems write it; `1,50`, `1.234,56` and `$5` are not prices. */
export function parsePrice(text: string, digits: number): Parsed<number> {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!match) return bad('not-a-price')
  const [, minus, whole = '', fraction = ''] = match
  if (minus) return bad('negative-price')
  if (fraction.length > digits) return bad('too-many-decimals')
  const amount = Number(whole + fraction.padEnd(digits, '0'))
  return amount > MAX_PRICE_MINOR ? bad('price-too-high') : good(amount)
}

export function formatPrice(amount: number | null, digits: number): string {
  if (amount === null) return ''
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

const MAX_UNITS = 1_000_000

export function parseQuantity(text: string): Parsed<number> {
  if (!/^-?\d{1,15}$/.test(text)) return bad('not-a-quantity')
  const units = Number(text)
  return Math.abs(units) > MAX_UNITS ? bad('quantity-too-high') : good(units)
}

/** A measure in the unit of the column, as the smaller unit that is stored: kilograms → grams, `perUnit` 1000. */
export function parseMeasure(text: string, perUnit: number, decimals: number): Parsed<number> {
  if (!/^\d{1,9}(?:\.\d+)?$/.test(text)) return bad(text.startsWith('-') ? 'negative-number' : 'not-a-number')
  const scale = 10 ** decimals
  const value = Math.round(Number(text) * perUnit * scale) / scale
  return value > 1_000_000_000 ? bad('number-too-high') : good(value)
}

/** At most six decimals, without trailing zeros. */
export const formatMeasure = (value: number): string => String(Math.round(value * 1e6) / 1e6)

const truths = new Set(['true', '1', 'yes', 'sí', 'si', 'verdadero'])
const lies = new Set(['false', '0', 'no', 'falso'])

export function parseBoolean(text: string): Parsed<boolean> {
  const word = text.toLowerCase()
  if (truths.has(word)) return good(true)
  return lies.has(word) ? good(false) : bad('not-a-boolean')
}

/** What a spreadsheet takes for the beginning of a formula, the full-width forms included. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/
const neutralised = /^'+[=+\-@\t\r\n＝＋－＠]/

/** Text that no spreadsheet runs: one apostrophe more. */
export const neutralise = (text: string): string => (formula.test(text) ? `'${text}` : text)
/** Takes exactly that apostrophe away again. */
export const restore = (text: string): string => (neutralised.test(text) ? text.slice(1) : text)

/** One line of CSV, quoted where needed. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`

/** Comma-separated values in which `\,` is a comma that belongs to the value, as WooCommerce writes them. */
export const splitList = (text: string): string[] =>
  text
    .split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter((part) => part !== '')
export const joinList = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll(',', '\\,')).join(', ')

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#039': "'", '#39': "'" }
/** Names of categories and tags, which WordPress stores with entities. */
export const decodeEntities = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|#0?39);/g, (whole, name: string) => entities[name] ?? whole)
export const encodeEntities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const instantShape = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d{1,2}):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?$/

/** An instant; without an offset in the store's time zone, without a time the day's beginning or (`isEnd`) its end. */
export function parseInstant(text: string, timeZone: string, isEnd: boolean): Parsed<string> {
  const match = instantShape.exec(text)
  if (!match) return bad('not-a-date')
  const [, year, month, day, hour, minute = '00', second = '00', offset] = match
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute),
    Number(second),
  )
  const isReal = new Date(wall).toISOString().startsWith(`${year}-${month}-${day}`)
  if (!isReal || Number(minute) > 59 || Number(second) > 59) return bad('not-a-date')
  if (offset !== undefined) {
    const instant = Date.parse(`${new Date(wall).toISOString().slice(0, 19)}${offset}`)
    return Number.isNaN(instant) ? bad('not-a-date') : good(new Date(instant).toISOString())
  }
  const wanted = hour === undefined && isEnd ? wall + 86_400_000 : wall
  // the offset of a zone depends on the instant, so it is looked up again at the first guess
  const guess = wanted - zoneOffsetMs(wanted, timeZone)
  return good(new Date(wanted - zoneOffsetMs(guess, timeZone)).toISOString())
}

function zoneOffsetMs(instant: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find((part) => part.type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '')
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000
}
