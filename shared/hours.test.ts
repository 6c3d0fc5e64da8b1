import { expect, test } from 'vitest'
import { openingHoursSchema, type OpenSpan } from './hours.ts'
import { todaysHours } from './weekdays.ts'

const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
const week = (mon: OpenSpan[]) => openingHoursSchema.safeParse({ ...closed, mon }).success

test('a day is open in spans that follow each other, at most three', () => {
  expect(week([{ from: '09:00', to: '13:00' }])).toBe(true)
  expect(
    week([
      { from: '09:00', to: '13:00' },
      { from: '16:30', to: '24:00' },
    ]),
  ).toBe(true)
  const refused: OpenSpan[][] = [
    [{ from: '9:00', to: '13:00' }],
    [{ from: '09:00', to: '09:00' }],
    [{ from: '22:00', to: '02:00' }],
    [{ from: '24:00', to: '24:00' }],
    [{ from: '09:00', to: '24:30' }],
    [
      { from: '09:00', to: '13:00' },
      { from: '12:00', to: '18:00' },
    ],
    [1, 2, 3, 4].map((n) => ({ from: `0${n}:00`, to: `0${n}:30` })),
  ]
  for (const spans of refused) expect(week(spans), JSON.stringify(spans)).toBe(false)
})

test('a week has its seven days and no other', () => {
  const { mon: _monday, ...six } = closed
  expect(openingHoursSchema.safeParse(six).success).toBe(false)
  expect(openingHoursSchema.safeParse({ ...closed, holiday: [] }).success).toBe(false)
})

test('today is the day that it is in the store, not where the server stands', () => {
  const hours = { ...closed, sun: [{ from: '10:00', to: '12:00' }], mon: [{ from: '09:00', to: '18:00' }] }
  const sundayEvening = new Date('2026-11-23T01:30:00Z') // Sunday 22:30 in Buenos Aires
  expect(todaysHours(hours, 'America/Argentina/Buenos_Aires', sundayEvening)).toEqual(hours.sun)
  expect(todaysHours(hours, 'UTC', sundayEvening)).toEqual(hours.mon)
  expect(todaysHours(hours, 'UTC', new Date('2026-11-24T12:00:00Z'))).toEqual([])
})
