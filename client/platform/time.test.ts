import { describe, expect, it } from 'vitest'
import { dayOf, hourOf, remainingOf } from './time.ts'

const zone = 'America/Argentina/Buenos_Aires'

describe('time as the store says it', () => {
  it('the hour is the store’s, not the device’s', () => {
    expect(hourOf('2026-11-22T02:40:00.000Z', zone, 'es-AR')).toBe('23:40')
  })
  it('the day changes at the store’s midnight', () => {
    const from = (at: string, now: string) => dayOf(at, now, zone, 'es-AR')
    const noon = '2026-11-21T12:00:00.000Z'
    expect(from('2026-11-22T02:40:00.000Z', noon)).toEqual({ kind: 'near', text: 'hoy' })
    expect(from('2026-11-22T03:00:00.000Z', noon)).toEqual({ kind: 'near', text: 'mañana' })
    expect(from(noon, '2026-11-22T03:00:00.000Z')).toEqual({ kind: 'near', text: 'ayer' })
    expect(from('2026-11-24T12:00:00.000Z', noon)).toEqual({
      kind: 'date',
      weekday: 'martes',
      day: '24',
      month: 'noviembre',
    })
  })
  it('a countdown never runs below zero', () => {
    expect(remainingOf(-5)).toEqual({ hours: 0, minutes: 0, seconds: 0 })
    expect(remainingOf(90_061_000)).toEqual({ hours: 25, minutes: 1, seconds: 1 })
  })
})
