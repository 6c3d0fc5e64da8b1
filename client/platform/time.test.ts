import { describe, expect, it } from 'vitest'
import { dayOf, hourOf, remainingOf } from './time.ts'

const zone = 'America/Argentina/Buenos_Aires'

describe('time as the store says it', () => {
  it('the hour is the store’s, not the device’s', () => {
    expect(hourOf('2026-11-22T02:40:00.000Z', zone, 'es-AR')).toBe('23:40')
  })
  it('the day changes at the store’s midnight', () => {
    expect(dayOf('2026-11-22T02:40:00.000Z', '2026-11-21T12:00:00.000Z', zone, 'es-AR')).toEqual({
      kind: 'today',
    })
    expect(dayOf('2026-11-22T03:00:00.000Z', '2026-11-21T12:00:00.000Z', zone, 'es-AR')).toEqual({
      kind: 'tomorrow',
    })
    const later = dayOf('2026-11-24T12:00:00.000Z', '2026-11-21T12:00:00.000Z', zone, 'es-AR')
    expect(later.kind === 'date' && later.text).toMatch(/martes/)
  })
  it('a countdown never runs below zero', () => {
    expect(remainingOf(-5)).toEqual({ hours: 0, minutes: 0, seconds: 0 })
    expect(remainingOf(90_061_000)).toEqual({ hours: 25, minutes: 1, seconds: 1 })
  })
})
