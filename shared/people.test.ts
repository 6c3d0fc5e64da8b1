import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COLOURS, colourOf, LONGEST_NAME, shownName } from './people.ts'

test('a name is one line of what can be seen', () => {
  expect(shownName('  Ana\n María ')).toBe('Ana María')
  expect(shownName('\u202eanA')).toBe('anA')
  expect(shownName('A\u200bna\u0000')).toBe('A na')
  expect(shownName('a' + '\u0301'.repeat(30))).toBe('á\u0301\u0301\u0301')
  expect(shownName('\ud800')).toBe('\ufffd')
  for (const nothing of ['', ' \n', '\u200f\u2069', '\u0007']) expect(shownName(nothing)).toBeNull()
})

test('a name ends after 40 letters, none of them cut in two', () => {
  expect(shownName('😀'.repeat(60))).toBe('😀'.repeat(LONGEST_NAME))
})

test('what has been cleaned once stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      const name = shownName(text)
      if (name !== null) expect(shownName(name)).toBe(name)
    }),
    { numRuns: 2_000 },
  )
})

test('hands spread over all colours', () => {
  const hands = Array.from({ length: 400 }, (_, n) => `hand-${n}`)
  expect(new Set(hands.map(colourOf))).toEqual(new Set(Array.from({ length: COLOURS }, (_, n) => n)))
})
