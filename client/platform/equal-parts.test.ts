import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withEqualParts } from './equal-parts.ts'

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('what is read anew', () => {
  test('keeps every part that has not changed', () => {
    const before = { ok: true, at: '10:12', value: { items: [{ id: 1, price: { amount: 5 } }, { id: 2 }] } }
    const after = withEqualParts(before, { ...clone(before), at: '10:13' })
    expect(after).toEqual({ ...before, at: '10:13' })
    expect(after).not.toBe(before)
    expect(after.value).toBe(before.value)
    const dearer = clone(before.value)
    dearer.items[0] = { id: 1, price: { amount: 6 } }
    const { items } = withEqualParts(before.value, dearer)
    expect([items[0] === before.value.items[0], items[1] === before.value.items[1]]).toEqual([false, true])
  })

  test('says what was said last, whatever was said before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(withEqualParts(before, clone(after))).toEqual(clone(after))
        expect(Object.is(withEqualParts(before, clone(before)), before) || before === 0).toBe(true)
      }),
    )
  })

  test('shorter, longer and of another kind is not the same', () => {
    for (const [before, after] of [
      [[1, 2], [1]],
      [[1], [1, null]],
      [{ a: 1 }, { a: 1, b: null }],
      [{ a: 1 }, { b: 1 }],
      [[], {}],
      [{ 0: 1 }, [1]],
    ])
      expect(withEqualParts(before, after)).toStrictEqual(after)
  })
})
