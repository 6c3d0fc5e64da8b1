import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addLine, removeLine, seedDocument, setQuantity } from '../../shared/selection-document.ts'
import { lateIn } from './late.ts'

const bag = '0193a000-0000-7000-8000-000000000001'
const hat = '0193a000-0000-7000-8000-000000000002'
const bytes = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc)

/** Three bags and two hats, and a phone that has them and hears of nothing more. */
function apart() {
  const [shop, phone] = [new Y.Doc(), new Y.Doc()]
  addLine(shop, { variantId: bag, quantity: 3 }, 'ana', 1)
  addLine(shop, { variantId: hat, quantity: 2 }, 'ana', 2)
  Y.applyUpdate(phone, bytes(shop))
  return { shop, phone }
}
/** The next generation, with these quantities. */
function next(quantities: Record<string, number>): Uint8Array {
  const lines = Object.entries(quantities).map(([variantId, quantity]) => ({
    ...{ lineId: variantId, variantId, quantity },
    ...{ configuration: null, addedBy: 'ana', addedAt: 1 },
  }))
  return seedDocument(1, lines)
}
const units = (lines: { lineId: string; quantity: number }[]) =>
  Object.fromEntries(lines.map(({ lineId, quantity }) => [lineId, quantity]))

describe('a late edit is offered', () => {
  it('what was added and what was taken out here, and nothing that others did', () => {
    const { shop, phone } = apart()
    addLine(phone, { variantId: hat, quantity: 1 }, 'beto')
    setQuantity(phone, bag, 1)
    setQuantity(shop, bag, 2)
    addLine(shop, { variantId: hat, quantity: 5 }, 'ana')
    const late = lateIn(bytes(phone), { ended: bytes(shop), now: next({ [bag]: 2, [hat]: 7 }) })
    expect([units(late.lines), units(late.removed)]).toEqual([{ [hat]: 1 }, { [bag]: 2 }])
  })

  it('no more is taken out than the selection still has, and what it has no more is not offered', () => {
    const { shop, phone } = apart()
    removeLine(phone, bag)
    removeLine(phone, hat)
    const of = (quantities: Record<string, number>) =>
      units(lateIn(bytes(phone), { ended: bytes(shop), now: next(quantities) }).removed)
    expect(of({ [bag]: 9, [hat]: 1 })).toEqual({ [bag]: 3, [hat]: 1 })
    expect(of({})).toEqual({})
  })

  it('what a sale took out of this copy is nobody’s wish', () => {
    const { shop, phone } = apart()
    setQuantity(phone, bag, 1)
    removeLine(phone, hat)
    const takenOut = [{ variantId: bag, quantity: 2 }]
    const late = lateIn(bytes(phone), { ended: bytes(shop), now: next({ [bag]: 1, [hat]: 2 }), takenOut })
    expect(units(late.removed)).toEqual({ [hat]: 2 })
  })

  it('what was reserved from here is not offered as added', () => {
    const { shop, phone } = apart()
    addLine(phone, { variantId: bag, quantity: 1 }, 'beto')
    const sold = [{ variantId: bag, quantity: 4 }]
    const late = lateIn(bytes(phone), { ended: bytes(shop), now: next({ [hat]: 2 }), sold })
    expect([late.lines, late.removed]).toEqual([[], []])
  })

  it('where nobody knows what it ended with, nothing is taken out', () => {
    const { phone } = apart()
    removeLine(phone, bag)
    addLine(phone, { variantId: hat, quantity: 1 }, 'beto')
    const late = lateIn(bytes(phone), { ended: null, now: next({ [bag]: 3, [hat]: 2 }) })
    expect([units(late.lines), late.removed, late.isGuessed]).toEqual([{ [hat]: 1 }, [], true])
  })
})
