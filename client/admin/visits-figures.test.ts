import { expect, it } from 'vitest'
import { isQuiet, shareOf, totalsOf, type VisitCounts } from './visits-figures.ts'

const day = (
  ...[window, product, selected, checkouts, confirmed]: [number, number, number, number, number]
) => ({ window, product, selected, checkouts, confirmed }) satisfies VisitCounts

it('days are added up, step by step', () => {
  expect(totalsOf([day(5, 4, 3, 2, 1), day(10, 0, 1, 0, 0)])).toEqual(day(15, 4, 4, 2, 1))
  expect(totalsOf([])).toEqual(day(0, 0, 0, 0, 0))
})

it('a share is of the step before, and of nothing there is none', () => {
  const counts = day(4, 10, 0, 2, 1)
  expect(shareOf('window', counts)).toBeNull()
  expect(shareOf('product', counts)).toBe(2.5)
  expect(shareOf('selected', counts)).toBe(0)
  expect(shareOf('checkouts', counts)).toBeNull() // bought without having been chosen: another way in
  expect(shareOf('confirmed', counts)).toBe(0.5)
})

it('days are quiet where nothing was counted, and not where something was only sold', () => {
  const quiet = { day: '2026-03-01', ...day(0, 0, 0, 0, 0) }
  expect(isQuiet({ days: [quiet, quiet], products: [] })).toBe(true)
  expect(isQuiet({ days: [quiet, { ...quiet, checkouts: 1 }], products: [] })).toBe(false)
})
