import { describe, expect, it } from 'vitest'
import type { ResolvedSelection } from '../../shared/selection.ts'
import { isDefinitive, parsePress, pressFor, requestOf } from './press.ts'

const money = (amount: number) => ({ amount, currency: 'ARS' })
const resolved: ResolvedSelection = {
  id: null,
  status: 'AVAILABLE',
  pendingCheckout: null,
  lines: [
    {
      lineId: 'a',
      productId: 'p',
      variantId: 'v',
      slug: 'buzo',
      name: 'Buzo',
      variantTitle: 'M',
      imageUrl: null,
      quantity: 2,
      unitPrice: money(100),
      lineDiscount: money(20),
      lineTotal: money(180),
      available: 5,
      backorder: false,
      freesUpAt: null,
      configuration: null,
    },
  ],
  removed: [],
  subtotal: money(200),
  discount: money(20),
  total: money(180),
  currency: 'ARS',
  lastUpdated: '2026-11-21T12:00:00.000Z',
}
const extras = { selectionId: 's', name: ' ', note: '', replaces: null }

describe('one press, one checkout', () => {
  it('asks for ids and quantities, and says which prices the screen showed', () => {
    expect(requestOf(resolved, extras)).toEqual({
      items: [{ variantId: 'v', quantity: 2 }],
      selectionId: 's',
      expected: { total: money(180), lines: [{ variantId: 'v', unitPrice: money(100) }] },
    })
    expect(requestOf(resolved, { ...extras, name: ' Ana ', replaces: 'code' })).toMatchObject({
      customer: { name: 'Ana' },
      replaces: 'code',
    })
  })
  it('a retry of the same wish carries the same key, another wish a new one', () => {
    const first = pressFor(null, 'body', () => 'key-1')
    expect(pressFor(first, 'body', () => 'key-2')).toBe(first)
    expect(pressFor(first, 'other', () => 'key-2')).toEqual({ key: 'key-2', body: 'other' })
  })
  it('silence, overload and faults decide nothing', () => {
    const decided = [0, 408, 429, 500, 503, 400, 409, 422].filter((status) =>
      isDefinitive({ status, code: 'internal' }),
    )
    expect(decided).toEqual([400, 409, 422])
  })
  it('what was kept in another shape is forgotten', () => {
    expect([parsePress('{'), parsePress('{"key":1}'), parsePress(null)]).toEqual([null, null, null])
    expect(parsePress('{"key":"k","body":"b"}')).toEqual({ key: 'k', body: 'b' })
  })
})
