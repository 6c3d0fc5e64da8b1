import { describe, expect, it } from 'vitest'
import type { ResolvedSelection } from '../../shared/selection.ts'
import { asksFor, isDefinitive, lastKnown, parsePress, pressFor, requestOf } from './press.ts'

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
  it('one that was refused is over: the same wish is another press', () => {
    const refused = { key: 'key-1', body: 'body', refusal: { status: 409, code: 'price-changed' as const } }
    expect(pressFor(refused, 'body', () => 'key-2')).toEqual({ key: 'key-2', body: 'body' })
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

describe('without a connection', () => {
  const selected = (quantity: number, lineId = 'a', variantId = 'v') => ({
    ...{ lineId, variantId, quantity, configuration: null, addedBy: 'ana', addedAt: 1 },
  })
  it('what is selected by now is asked for at the prices that were known, or not at all', () => {
    const shown = lastKnown([selected(3)], resolved)
    expect(shown && requestOf(shown, extras)).toEqual({
      items: [{ variantId: 'v', quantity: 3 }],
      selectionId: 's',
      expected: { total: money(270), lines: [{ variantId: 'v', unitPrice: money(100) }] },
    })
    const unknown = [
      lastKnown([selected(1), selected(1, 'b', 'w')], resolved),
      lastKnown([selected(1)], null),
    ]
    expect([...unknown, lastKnown([], resolved)]).toEqual([null, null, null])
  })
  it('a press stands for what it asks for and for nothing else', () => {
    const body = JSON.stringify(requestOf(resolved, extras))
    const press = { key: 'k', body, waits: 'unsent' as const }
    expect(asksFor(press, [selected(2)], 's')).toBe(true)
    for (const other of [[selected(3)], [], [selected(2), selected(1, 'b', 'w')]])
      expect(asksFor(press, other, 's')).toBe(false)
    const chosen = { ...selected(2), configuration: { color: 'verde' } }
    expect(asksFor(press, [chosen], 's')).toBe(false)
    expect(asksFor(press, [selected(2)], 'another')).toBe(false)
  })
  it('how far it has come is kept with it, and nothing else', () => {
    const refusal = { status: 409, code: 'price-changed' }
    const kept = { key: 'k', body: 'b', waits: 'sent', refusal }
    expect(parsePress(JSON.stringify({ ...kept, more: 1 }))).toEqual(kept)
    expect(parsePress('{"key":"k","body":"b","waits":"x","refusal":"y"}')).toEqual({ key: 'k', body: 'b' })
  })
})
