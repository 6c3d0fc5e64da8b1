import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partsOf } from './group-parts.ts'

const stockFailure = (
  available: Record<string, number>,
  wantedBy: Record<string, Record<string, number>>,
) => ({
  message: 'insufficient-stock',
  detail: JSON.stringify(
    Object.entries(available).map(([stockItemId, free]) => ({ stockItemId, requested: 99, available: free })),
  ),
  hint: JSON.stringify(wantedBy),
})

describe('MAK3 a group that was undone', () => {
  test('those that fit beside each other go first, the rest after them', () => {
    const failure = stockFailure({ s: 2 }, { s: { a: 1, b: 1, c: 1 } })
    expect(partsOf(['a', 'x', 'b', 'c'], failure)).toEqual({
      refused: new Map(),
      together: [['a', 'x', 'b'], ['c']],
      alone: [],
    })
  })

  test('who asks for more than there is at all is refused with what they asked, not with what the group asked', () => {
    const failure = stockFailure({ s: 2, t: 0 }, { s: { a: 3, b: 1 }, t: { a: 1 } })
    expect(partsOf(['a', 'b'], failure)).toEqual({
      refused: new Map([
        [
          'a',
          [
            { stockItemId: 's', requested: 3, available: 2 },
            { stockItemId: 't', requested: 1, available: 0 },
          ],
        ],
      ]),
      together: [['b'], []],
      alone: [],
    })
  })

  test('those that a refusal names are made alone, the others without them', () => {
    const failure = { message: 'unknown-variant', detail: '["v"]', hint: '["b"]' }
    expect(partsOf(['a', 'b', 'c'], failure)).toEqual({
      refused: new Map(),
      together: [['a', 'c']],
      alone: ['b'],
    })
  })

  test('after a fault, or a refusal that names nobody, each is made alone', () => {
    expect(partsOf(['a', 'b'], undefined).alone).toEqual(['a', 'b'])
    expect(partsOf(['a', 'b'], { message: 'key-spent', hint: '[]' }).alone).toEqual(['a', 'b'])
  })

  test('nobody is dropped, nobody who would fit alone is refused, and every part is smaller than the group', () => {
    const wants = fc.dictionary(fc.constantFrom(...'abcdefgh'), fc.integer({ min: 1, max: 5 }))
    const items = fc.dictionary(
      fc.constantFrom('s', 't', 'u'),
      fc.record({ free: fc.integer({ min: 0, max: 6 }), wants }),
    )
    fc.assert(
      fc.property(items, (short) => {
        const ids = [...'abcdefgh']
        const entries = Object.entries(short)
        const parts = partsOf(
          ids,
          stockFailure(
            Object.fromEntries(entries.map(([id, { free }]) => [id, free])),
            Object.fromEntries(entries.map(([id, item]) => [id, item.wants])),
          ),
        )
        const all = [...parts.refused.keys(), ...parts.together.flat(), ...parts.alone]
        expect(all.sort()).toEqual(ids)
        for (const part of parts.together) expect(part.length).toBeLessThan(ids.length)
        for (const id of parts.refused.keys())
          expect(entries.some(([, item]) => (item.wants[id] ?? 0) > item.free)).toBe(true)
      }),
    )
  })
})
