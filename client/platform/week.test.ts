import { describe, expect, it } from 'vitest'
import type { OpeningHours } from '../../shared/hours.ts'
import { weekOf } from './week.ts'

const long = [
  { from: '09:00', to: '13:00' },
  { from: '16:00', to: '20:00' },
]
const short = [{ from: '10:00', to: '14:00' }]
const week: OpeningHours = { mon: long, tue: long, wed: long, thu: long, fri: long, sat: short, sun: [] }

describe('the week on the shop door', () => {
  it('days in a row that are alike share a line, a closed one has no hours', () => {
    expect(weekOf(week, 'es-AR')).toEqual([
      { days: 'lun–vie', hours: '09:00–13:00, 16:00–20:00' },
      { days: 'sáb', hours: '10:00–14:00' },
      { days: 'dom', hours: '' },
    ])
  })

  it('days that are alike but apart do not', () => {
    const odd = { ...week, wed: short }
    expect(weekOf(odd, 'en').map(({ days }) => days)).toEqual(['Mon–Tue', 'Wed', 'Thu–Fri', 'Sat', 'Sun'])
  })
})
