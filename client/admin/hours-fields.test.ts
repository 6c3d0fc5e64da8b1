import { expect, it } from 'vitest'
import { closedWeek, nextSpan, readHours, shownHours } from './hours-fields.ts'

const morning = { from: '09:00', to: '13:00' }

it('what is shown is read back as it was, midnight included', () => {
  const hours = { ...closedWeek(), mon: [morning, { from: '20:00', to: '24:00' }], sun: [morning] }
  expect(shownHours(hours).mon[1]).toEqual({ from: '20:00', to: '00:00' })
  expect(readHours(shownHours(hours))).toEqual(hours)
})

it('the first day that does not fit is named', () => {
  const backwards = { from: '13:00', to: '09:00' }
  expect(readHours({ ...closedWeek(), wed: [backwards], fri: [backwards] })).toBe('wed')
  expect(readHours({ ...closedWeek(), tue: [morning, { from: '12:00', to: '14:00' }] })).toBe('tue')
  expect(readHours({ ...closedWeek(), sat: [{ from: '', to: '' }] })).toBe('sat')
})

it('a further span that is offered follows the last one', () => {
  expect(nextSpan([])).toEqual({ from: '09:00', to: '18:00' })
  for (const last of [morning, { from: '09:00', to: '12:30' }, { from: '09:00', to: '20:00' }])
    expect(readHours({ ...closedWeek(), mon: [last, nextSpan([last])] }), last.to).not.toBe('mon')
})
