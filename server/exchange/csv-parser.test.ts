import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  csvLine,
  formatPrice,
  neutralise,
  parseInstant,
  parsePrice,
  parseQuantity,
  restore,
} from './csv-cells.ts'
import { CsvParser, RecordTooLong } from './csv-parser.ts'

function parse(text: string, chunk = text.length || 1, delimiter = ',') {
  const parser = new CsvParser(delimiter, 10_000)
  const records = []
  for (let i = 0; i < text.length; i += chunk) records.push(...parser.push(text.slice(i, i + chunk)))
  return [...records, ...parser.end()]
}
const cells = (text: string, chunk?: number) => parse(text, chunk).map((record) => record.cells)

test('IMP8 quotes, CRLF, LF and CR are taken as they come, however the text is cut', () => {
  const text = 'a,b\r\n1,"x\r\ny ""z"""\r\n\r\n2,\n3,"4"\r5,6'
  const wanted = [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', 'x\r\ny "z"'] },
    { line: 5, cells: ['2', ''] },
    { line: 6, cells: ['3', '4'] },
    { line: 7, cells: ['5', '6'] },
  ]
  for (let chunk = 1; chunk <= text.length; chunk++) expect(parse(text, chunk)).toEqual(wanted)
})

test('IMP3 text after a quote spoils its own line only', () => {
  const records = parse('a,b\n1,"x"y"z\n2,3\n')
  expect(records.map(({ line, flaw }) => [line, flaw])).toEqual([
    [1, undefined],
    [2, 'text-after-quote'],
    [3, undefined],
  ])
})

test('IMP3 a quote that is never closed is named where its row begins', () => {
  const records = parse('a,b\n1,2\n3,"4\n5,6\n')
  expect(records.at(-1)).toMatchObject({ line: 3, flaw: 'quote-not-closed' })
})

test('IMP8 a record longer than the limit is refused with its line', () => {
  expect(() => parse(`a,b\n${'x'.repeat(20_000)}`, 100)).toThrow(RecordTooLong)
  expect(() => parse(`a,b\n${'x,'.repeat(9_000)}`, 100)).toThrow(RecordTooLong)
})

test('EXP1 what csvLine writes is read as it was', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('"', ',', '\n', '\r\n', ';', ' x ', '\t'),
  )
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (lines, chunk) => {
      const filled = lines.map((line) => ['key', ...line])
      expect(cells(filled.map(csvLine).join(''), chunk)).toEqual(filled)
    }),
    { seed: 1 },
  )
})

test('EXP2 a neutralised cell begins no formula and is restored exactly', () => {
  const text = fc.array(fc.oneof(fc.constantFrom("'", '=', '+', '-', '@', '\t', '＝', '＠'), fc.string()), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(text, (parts) => {
      const cell = parts.join('')
      expect(neutralise(cell)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      expect(restore(neutralise(cell))).toBe(cell)
    }),
    { seed: 1 },
  )
})

test.for([
  ['12.50', 1250],
  ['12', 1200],
  ['0.5', 50],
  ['1,50', 'not-a-price'],
  ['1.234,56', 'not-a-price'],
  ['$5', 'not-a-price'],
  ['1e3', 'not-a-price'],
  ['.5', 'not-a-price'],
  ['-1', 'negative-price'],
  ['1.234', 'too-many-decimals'],
  ['999999999999', 'price-too-high'],
] as const)('IMP7 the price %s is %s', ([text, wanted]) => {
  const parsed = parsePrice(text, 2)
  expect(parsed.ok ? parsed.value : parsed.reason).toBe(wanted)
})

test('IMP7 currencies without and with three decimals', () => {
  expect(parsePrice('1500', 0)).toEqual({ ok: true, value: 1500 })
  expect(parsePrice('1500.0', 0)).toMatchObject({ reason: 'too-many-decimals' })
  expect([formatPrice(1500, 0), formatPrice(5, 2), formatPrice(1234, 3)]).toEqual(['1500', '0.05', '1.234'])
})

test.for([
  ['3', 3],
  ['-2', -2],
  ['3.0', 'not-a-quantity'],
  ['1.5', 'not-a-quantity'],
  ['muchos', 'not-a-quantity'],
  ['1000001', 'quantity-too-high'],
] as const)('IMP7 the quantity %s is %s', ([text, wanted]) => {
  const parsed = parseQuantity(text)
  expect(parsed.ok ? parsed.value : parsed.reason).toBe(wanted)
})

test.for([
  ['2026-03-01', false, '2026-03-01T03:00:00.000Z'],
  ['2026-03-01', true, '2026-03-02T03:00:00.000Z'],
  ['2026-03-01 9:30:00', false, '2026-03-01T12:30:00.000Z'],
  ['2026-03-01T09:30:00Z', false, '2026-03-01T09:30:00.000Z'],
  ['2026-02-30', false, 'not-a-date'],
  ['01/03/2026', false, 'not-a-date'],
] as const)('IMP7 the date %s (end: %s) is %s in Buenos Aires', ([text, isEnd, wanted]) => {
  const parsed = parseInstant(text, 'America/Argentina/Buenos_Aires', isEnd)
  expect(parsed.ok ? parsed.value : parsed.reason).toBe(wanted)
})
