import { describe, expect, it } from 'vitest'
import type { RemovedLine } from '../../shared/selection.ts'
import type { RemovalNotice } from '../../shared/selection-document-notices.ts'
import { noticesToShow, type Known } from './taken-products.ts'

const line = { variantId: 'small', configuration: null, quantity: 2 }
const small: RemovalNotice = { ...line, lineId: 'small', reason: 'hidden', at: 1 }
const large: RemovalNotice = { ...small, lineId: 'large', variantId: 'large', at: 2 }
const bag: Known = { productId: 'bag', name: 'Bolso', isBack: false }
const known = new Map([
  ['small', bag],
  ['large', bag],
])
const answered: RemovedLine = {
  ...{ lineId: 'small', variantId: 'small', productId: 'bag', name: 'Bolso' },
  reason: 'hidden',
}
const nothing: ReadonlySet<string> = new Set()

describe('what was taken out is told', () => {
  it('once a product, however many of its lines went, and with all of them to put back', () => {
    const [only, ...more] = noticesToShow({ notices: [small, large], removed: [] }, known, nothing)
    expect(only).toMatchObject({
      product: 'bag',
      name: 'Bolso',
      reason: 'hidden',
      keys: ['small@1', 'large@2'],
    })
    expect(only?.notices.map(({ variantId }) => variantId)).toEqual(['small', 'large'])
    expect(more).toEqual([])
  })

  it('once a line, before the shop has taken it out, while it does, and after', () => {
    const courses = [
      { notices: [], removed: [answered] },
      { notices: [small], removed: [answered] },
      { notices: [small], removed: [] },
    ]
    for (const told of courses)
      expect(noticesToShow(told, known, nothing)).toMatchObject([{ product: 'bag', reason: 'hidden' }])
  })

  it('not before it can be named, and not again once it was read; a later removal is another one', () => {
    expect(noticesToShow({ notices: [small], removed: [] }, new Map(), nothing)).toEqual([])
    const read = new Set(['small@1'])
    expect(noticesToShow({ notices: [small], removed: [] }, known, read)).toEqual([])
    expect(noticesToShow({ notices: [{ ...small, at: 3 }], removed: [] }, known, read)).toHaveLength(1)
  })

  it('to be put back once all of it is sold again, and not what still lies in the selection', () => {
    const back = new Map([...known, ['small', { ...bag, isBack: true }]] as const)
    const isBack = (told: Parameters<typeof noticesToShow>[0], of = back) =>
      noticesToShow(told, of, nothing).map((one) => one.isBack)
    expect(isBack({ notices: [small], removed: [] })).toEqual([true])
    expect(isBack({ notices: [small, large], removed: [] })).toEqual([false])
    expect(isBack({ notices: [], removed: [answered] })).toEqual([false])
  })
})
