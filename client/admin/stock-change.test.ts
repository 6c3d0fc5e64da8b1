import { describe, expect, it } from 'vitest'
import { changeOf } from './stock-change.ts'
import type { StockLevel } from './stock-types.ts'
import { words } from './words.ts'

const level = { onHand: 5, reserved: 2, available: 3 } as StockLevel

describe('what the stock form sends', () => {
  it('a count names the balance it was made against', () => {
    expect(changeOf('count', ' 4 ', 'conteo', level)).toMatchObject({
      change: { set: 4, expected: 5, kind: 'count', reason: 'conteo' },
      onHand: 4,
    })
  })

  it('an adjustment adds or takes away, with either minus sign', () => {
    for (const amount of ['-2', '−2']) {
      expect(changeOf('adjust', amount, 'rotura', level).change).toEqual({
        delta: -2,
        kind: 'adjust',
        reason: 'rotura',
      })
    }
  })

  it('more than there is cannot be taken out, and nothing is received that is less than one', () => {
    expect(changeOf('adjust', '-999', 'rotura', level)).toEqual({
      change: null,
      complaint: words.stock.tooFew(5, 999),
      onHand: null,
    })
    expect(changeOf('receive', '-5', 'compra', level).complaint).toBe(words.stock.notPositive)
  })

  it('nothing is sent without a whole number and a reason', () => {
    for (const amount of ['', '1.5', 'dos', '1e3', '-1', '12345678']) {
      expect(changeOf('receive', amount, 'compra', level), amount).toMatchObject({
        change: null,
        onHand: null,
      })
    }
    expect(changeOf('receive', '0', 'compra', level).complaint).toBe(words.stock.zero)
    expect(changeOf('receive', '3', '  ', level)).toEqual({
      change: null,
      complaint: words.stock.needsReason,
      onHand: 8,
    })
  })
})
