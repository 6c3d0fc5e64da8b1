import type { OpeningHours, OpenSpan } from '../../shared/hours.ts'
import { weekdays } from '../../shared/weekdays.ts'
import { dateFormat } from './formats.ts'

export type DaysAlike = { days: string; hours: string }

/** `09:00–13:00, 16:00–20:00`; nothing for a day that is closed. */
export const spansText = (spans: readonly OpenSpan[]): string =>
  spans.map(({ from, to }) => `${from}\u2013${to}`).join(', ')

// 1 January 2024 was a Monday.
const dayName = (index: number, locale: string): string =>
  dateFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + index))

/** The week as a shop door writes it: days in a row that are alike share a line; closed days have no hours. */
export function weekOf(hours: OpeningHours, locale: string): DaysAlike[] {
  const runs: { from: number; to: number; hours: string }[] = []
  for (const [index, day] of weekdays.entries()) {
    const text = spansText(hours[day])
    const last = runs.at(-1)
    if (last?.hours === text) last.to = index
    else runs.push({ from: index, to: index, hours: text })
  }
  return runs.map(({ from, to, hours: text }) => ({
    days: [...new Set([from, to])].map((index) => dayName(index, locale)).join('\u2013'),
    hours: text,
  }))
}
