import { expect, it } from 'vitest'
import { shortTime, timeLeft } from './times.ts'

const store = { timeZone: 'America/Argentina/Buenos_Aires', locale: 'es-AR' }
const now = Date.parse('2026-11-21T15:00:00Z')

it('times are the store’s, short today and with their day otherwise', () => {
  expect(shortTime('2026-11-21T21:40:00Z', now, store)).toBe('18:40')
  expect(shortTime('2026-11-22T21:40:00Z', now, store)).toBe('mañana, 18:40')
  expect(shortTime('2026-11-21T02:59:00Z', now, store)).toBe('ayer, 23:59')
  expect(shortTime('2026-11-24T21:40:00Z', now, store)).toMatch(/^mar,? 24 (?:de )?nov, 18:40$/)
  expect(shortTime('2024-01-05T12:00:00Z', now, store)).toMatch(/24, 09:00$/)
})

it('the time left is exact where it matters', () => {
  expect(timeLeft(-1)).toBe('00:00')
  expect(timeLeft(59_000)).toBe('00:59')
  expect(timeLeft(3_600_000)).toBe('1 h 00')
  expect(timeLeft(50 * 3_600_000)).toBe('2 d 2 h')
})
