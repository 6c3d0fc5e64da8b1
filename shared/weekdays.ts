/** The days of a week, apart from the schemas: the window counts them and would bring all of those along. */
import type { OpeningHours, OpenSpan } from './hours.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** The spans of the day that it is in the store; an empty list is a day on which it is closed. */
export function todaysHours(hours: OpeningHours, timeZone: string, now: Date): OpenSpan[] {
  const name = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone }).format(now).toLowerCase()
  return hours[weekdays.find((day) => day === name) ?? 'mon']
}
