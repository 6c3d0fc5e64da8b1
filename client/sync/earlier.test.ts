import { expect, it } from 'vitest'
import { dropEarlier, keepEarlier, parseEarlier, readEarlier } from './earlier.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const held = (code: string, hours: number) => ({
  code,
  expiresAt: new Date(now + hours * 3_600_000).toISOString(),
  timeZone: 'America/Argentina/Buenos_Aires',
})
const codes = (store: string, at = now) => readEarlier(store, at).map(({ code }) => code)

it('what is still held is known, the latest first, once, and of its own store', () => {
  for (const [code, hours] of [
    ['a', 1],
    ['b', 5],
    ['a', 2],
  ] as const)
    keepEarlier('una', held(code, hours), now)
  keepEarlier('otra', held('c', 1), now)
  expect(codes('una')).toEqual(['a', 'b'])
  expect(codes('otra')).toEqual(['c'])
})

it('what has ended is forgotten, and of many only the last five are kept', () => {
  keepEarlier('varias', held('vieja', 1), now)
  expect(codes('varias', now + 50 * 3_600_000)).toEqual([])
  for (const code of ['1', '2', '3', '4', '5', '6']) keepEarlier('varias', held(code, 9), now)
  expect(codes('varias')).toEqual(['6', '5', '4', '3', '2'])
})

it('a clock that is a day ahead forgets nothing that is open', () => {
  const ahead = now + 24 * 3_600_000
  keepEarlier('adelantada', held('a', 1), ahead)
  keepEarlier('adelantada', held('b', 20), ahead)
  dropEarlier('adelantada', 'c', ahead)
  expect(codes('adelantada', ahead)).toEqual(['b', 'a'])
})

it('what is over before its time is forgotten, and only that', () => {
  for (const code of ['a', 'b']) keepEarlier('acaba', held(code, 1), now)
  keepEarlier('ajena', held('a', 1), now)
  dropEarlier('acaba', 'a', now)
  expect([codes('acaba'), codes('ajena')]).toEqual([['b'], ['a']])
  dropEarlier('acaba', 'unknown', now)
  dropEarlier('acaba', 'b', now)
  expect(codes('acaba')).toEqual([])
})

it('what was kept in another shape is left out', () => {
  expect([parseEarlier('{'), parseEarlier('{"code":1}'), parseEarlier(null)]).toEqual([[], [], []])
  expect(parseEarlier(JSON.stringify([1, held('a', 1)]))).toEqual([held('a', 1)])
})
