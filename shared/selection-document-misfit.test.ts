import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addLine, lineIdOf, misfitOf, readLines, removeLine, setQuantity } from './selection-document.ts'

const shirt = '0193a000-0000-7000-8000-000000000001'
const hat = '0193a000-0000-7000-8000-000000000002'

/** As the first version wrote: an addition of two and one of three, one taken away from both. */
function written(): Y.Doc {
  const doc = new Y.Doc()
  const taps = doc.getMap('taps')
  taps.set(`${shirt}/a.1`, { add: 2, by: 'ana', at: 1, variantId: shirt })
  taps.set(`${shirt}/b.1`, { add: 3, by: 'beto', at: 2, variantId: shirt })
  taps.set(`${shirt}/-b.2`, { take: 1, from: ['a.1', 'b.1'] })
  return doc
}
const quantities = (doc: Y.Doc) => Object.fromEntries(readLines(doc).map((l) => [l.lineId, l.quantity]))
const copyOf = (doc: Y.Doc) => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

describe('a document of the first version', () => {
  it('opens with what was in it', () => {
    expect(quantities(written())).toEqual({ [shirt]: 4 })
    expect(readLines(written())[0]).toMatchObject({ variantId: shirt, addedBy: 'ana', addedAt: 1 })
    expect(misfitOf(written())).toBeUndefined()
  })

  it('goes on: what is added, taken and removed counts together with what was there', () => {
    const doc = written()
    addLine(doc, { variantId: shirt, quantity: 2 }, 'caro')
    expect(quantities(doc)).toEqual({ [shirt]: 6 })
    setQuantity(doc, shirt, 1)
    expect(quantities(doc)).toEqual({ [shirt]: 1 })
    removeLine(doc, shirt)
    expect(quantities(doc)).toEqual({})
    addLine(doc, { variantId: shirt, quantity: 1 }, 'caro')
    expect(quantities(doc)).toEqual({ [shirt]: 1 })
    expect(misfitOf(doc)).toBeUndefined()
  })

  it('two devices that go on from it at once lose no tap', () => {
    const [a, b] = [copyOf(written()), copyOf(written())]
    setQuantity(a, shirt, 3)
    setQuantity(b, shirt, 3)
    addLine(b, { variantId: hat, quantity: 1 }, 'beto')
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
    expect(quantities(a)).toEqual({ [shirt]: 2, [hat]: 1 })
    expect(quantities(b)).toEqual(quantities(a))
  })
})

describe('what no honest client writes is a misfit', () => {
  type Write = (own: Y.Map<unknown>, doc: Y.Doc) => void
  const units = { from: 0, to: 1, gone: 0, by: 'ana', at: 1 }
  const cases: [string, Write][] = [
    ['a price beside the units', (own) => own.set(shirt, { units: { ...units, price: 1 } })],
    ['a member of another name', (own) => own.set(shirt, { units, discount: 10 })],
    ['a quantity that is text', (own) => own.set(shirt, { units: { ...units, to: '5' } })],
    ['a quantity that is none', (own) => own.set(shirt, { units: { ...units, to: Number.NaN } })],
    ['less than nothing', (own) => own.set(shirt, { units: { ...units, from: 3, gone: 2 } })],
    ['a line without a name', (own) => own.set('', { units })],
    ['a line called __proto__', (own) => own.set('__proto__', { units })],
    [
      'marks with a __proto__ of their own',
      (own) => own.set(shirt, { units, cut: JSON.parse('{"__proto__":{"a":1}}') as object }),
    ],
    ['choices of another line', (own) => own.set(shirt, { units: { ...units, configuration: { a: 'b' } } })],
    [
      'answers a page long',
      (own) => {
        const configuration = { strap: 'x'.repeat(121) }
        own.set(lineIdOf(shirt, configuration), { units: { ...units, configuration } })
      },
    ],
    ['a type in the place of an entry', (own) => own.set(shirt, new Y.Map())],
    ['text in the place of an entry', (own) => own.set(shirt, new Y.Text('5'))],
    ['another root', (_own, doc) => doc.getMap('meta').set('locked', false)],
    ['a list in a root', (_own, doc) => doc.getArray('list').push([1])],
    ['a session that is no map', (_own, doc) => doc.getMap('sessions').set('zz', 1)],
    ['a session of somebody else', (_own, doc) => doc.getMap('sessions').set('zz', new Y.Map())],
    ['a tap of another shape', (_own, doc) => doc.getMap('taps').set(`${shirt}/a`, { add: 1e9 })],
  ]
  it.each(cases)('%s', (_name, write) => {
    const doc = new Y.Doc()
    addLine(doc, { variantId: hat, quantity: 1 }, 'ana')
    expect(misfitOf(doc)).toBeUndefined()
    const own = doc.getMap('sessions').get(doc.clientID.toString(36)) as Y.Map<unknown>
    write(own, doc)
    expect(misfitOf(doc)).toBeDefined()
    expect(misfitOf(copyOf(doc))).toBeDefined()
  })

  it('an entry written into the session of somebody else', () => {
    const doc = new Y.Doc()
    addLine(doc, { variantId: hat, quantity: 5 }, 'ana')
    const other = copyOf(doc)
    const theirs = other.getMap('sessions').get(doc.clientID.toString(36)) as Y.Map<unknown>
    theirs.set(hat, { units: { ...units, to: 900 } })
    expect(misfitOf(other)).toBe('an entry of somebody else')
  })
})
