import { openingHoursSchema, type OpeningHours, type OpenSpan } from '../../shared/hours.ts'
import { weekdays, type Weekday } from '../../shared/weekdays.ts'

/** Hours as a person writes them: midnight at the end of a day is 00:00, as a field for times has it. */
export type HoursFields = Record<Weekday, OpenSpan[]>

const map = (hours: HoursFields, change: (span: OpenSpan) => OpenSpan): HoursFields => {
  const { mon, tue, wed, thu, fri, sat, sun } = hours
  return {
    ...{ mon: mon.map(change), tue: tue.map(change), wed: wed.map(change), thu: thu.map(change) },
    ...{ fri: fri.map(change), sat: sat.map(change), sun: sun.map(change) },
  }
}

export const closedWeek = (): HoursFields => ({
  mon: [],
  tue: [],
  wed: [],
  thu: [],
  fri: [],
  sat: [],
  sun: [],
})

export const shownHours = (hours: OpeningHours): HoursFields =>
  map(hours, ({ from, to }) => ({ from, to: to === '24:00' ? '00:00' : to }))

/** Back again, or the first day that does not fit. */
export function readHours(fields: HoursFields): OpeningHours | Weekday {
  const hours = map(fields, ({ from, to }) => ({ from, to: to === '00:00' ? '24:00' : to }))
  const read = openingHoursSchema.safeParse(hours)
  if (read.success) return read.data
  return weekdays.find((day) => read.error.issues.some((issue) => issue.path[0] === day)) ?? 'mon'
}

/** What a further span of a day may begin with: an hour after the last one ends, or an ordinary working day. */
export function nextSpan(spans: OpenSpan[]): OpenSpan {
  const last = spans.at(-1)
  if (!last) return { from: '09:00', to: '18:00' }
  const hour = Math.min(22, Number(last.to.slice(0, 2)) + 1)
  const two = (n: number) => `${String(n).padStart(2, '0')}:00`
  return { from: two(hour), to: two(hour === 22 ? 23 : Math.min(23, hour + 4)) }
}
