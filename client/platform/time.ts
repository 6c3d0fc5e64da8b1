import { dateFormat, relativeFormat } from './formats.ts'

/** Hour as a person says it: `18:40`. */
export const hourOf = (at: string, timeZone: string, locale: string) =>
  dateFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(at))

const dayNumber = (at: number, timeZone: string) =>
  Math.round(Date.parse(`${dateFormat('en-CA', { timeZone }).format(at)}T00:00:00Z`) / 86_400_000)

export const isSameDay = (at: string, now: string, timeZone: string): boolean =>
  dayNumber(Date.parse(at), timeZone) === dayNumber(Date.parse(now), timeZone)

/** Yesterday, today or tomorrow in a word; any other day by its parts, which every language joins in its own way. */
export type Day =
  { kind: 'near'; text: string } | { kind: 'date'; weekday: string; day: string; month: string }

/** Which day `at` is, seen from `now` in the store's time zone. */
export function dayOf(at: string, now: string, timeZone: string, locale: string): Day {
  const days = dayNumber(Date.parse(at), timeZone) - dayNumber(Date.parse(now), timeZone)
  if (Math.abs(days) <= 1) {
    return { kind: 'near', text: relativeFormat(locale, { numeric: 'auto' }).format(days, 'day') }
  }
  // Joined by us: where a comma stands differs from engine to engine.
  const parts = dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone })
    .formatToParts(new Date(at))
    .map(({ type, value }) => [type, value])
  const { weekday = '', day = '', month = '' } = Object.fromEntries(parts) as Partial<Record<string, string>>
  return { kind: 'date', weekday, day, month }
}

export type Remaining = { hours: number; minutes: number; seconds: number }

export function remainingOf(ms: number): Remaining {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return { hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 }
}
