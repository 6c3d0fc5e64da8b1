import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addLine, lineIdOf, readLines, removeLine, setQuantity } from './selection-document.ts'

const shirt = '0193a000-0000-7000-8000-000000000001'
const hat = '0193a000-0000-7000-8000-000000000002'
const quantities = (doc: Y.Doc) => Object.fromEntries(readLines(doc).map((l) => [l.lineId, l.quantity]))

function merge(...docs: Y.Doc[]): void {
  const updates = docs.map((doc) => Y.encodeStateAsUpdate(doc))
  for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update)
}

function twoDevices(quantity: number): [Y.Doc, Y.Doc] {
  const [a, b] = [new Y.Doc(), new Y.Doc()]
  if (quantity > 0) addLine(a, { variantId: shirt, quantity }, 'ana', 1)
  merge(a, b)
  return [a, b]
}

describe('no tap lost', () => {
  it('the same product added on two devices is one line, and both taps count', () => {
    const [a, b] = twoDevices(0)
    addLine(a, { variantId: shirt, quantity: 1 }, 'ana', 1)
    addLine(b, { variantId: shirt, quantity: 1 }, 'beto', 2)
    merge(a, b)
    expect(quantities(a)).toEqual({ [shirt]: 2 })
    expect(readLines(a)[0]?.addedBy).toBe('ana')
  })

  it('setting a quantity writes the difference: 1→2 and 1→2 at once is 3', () => {
    const [a, b] = twoDevices(1)
    setQuantity(a, shirt, 2)
    setQuantity(b, shirt, 2)
    merge(a, b)
    expect(quantities(b)).toEqual({ [shirt]: 3 })
  })

  it('3→2 and 3→2 at once is 1', () => {
    const [a, b] = twoDevices(3)
    setQuantity(a, shirt, 2)
    setQuantity(b, shirt, 2)
    merge(a, b)
    expect(quantities(a)).toEqual({ [shirt]: 1 })
  })

  it('a removal does not swallow an addition made meanwhile', () => {
    const [a, b] = twoDevices(2)
    removeLine(a, shirt)
    addLine(b, { variantId: shirt, quantity: 1 }, 'beto')
    merge(a, b)
    expect(quantities(a)).toEqual({ [shirt]: 1 })
  })

  it('neither does a removal together with a decrease', () => {
    const docs = [...twoDevices(2), new Y.Doc()] as [Y.Doc, Y.Doc, Y.Doc]
    merge(...docs)
    removeLine(docs[0], shirt)
    setQuantity(docs[1], shirt, 1)
    addLine(docs[2], { variantId: shirt, quantity: 1 }, 'caro')
    merge(...docs)
    // The decrease was made against units that the removal took too.
    expect(quantities(docs[0])).toEqual({ [shirt]: 1 })
  })

  it('removed twice, added once afterwards: there is one', () => {
    const [a, b] = twoDevices(2)
    removeLine(a, shirt)
    setQuantity(b, shirt, 0)
    merge(a, b)
    expect(quantities(a)).toEqual({})
    addLine(a, { variantId: shirt, quantity: 1 }, 'ana')
    merge(a, b)
    expect(quantities(b)).toEqual({ [shirt]: 1 })
  })

  it('decreased by three at once from two, then added: there is one', () => {
    const docs = [...twoDevices(2), new Y.Doc()] as [Y.Doc, Y.Doc, Y.Doc]
    merge(...docs)
    for (const doc of docs) setQuantity(doc, shirt, 1)
    merge(...docs)
    expect(quantities(docs[1])).toEqual({})
    addLine(docs[1], { variantId: shirt, quantity: 1 }, 'beto')
    merge(...docs)
    expect(quantities(docs[2])).toEqual({ [shirt]: 1 })
  })
})

describe('lines', () => {
  it('different choices of one variant are different lines, their order does not matter', () => {
    const doc = new Y.Doc()
    addLine(doc, { variantId: shirt, quantity: 1, configuration: { strap: 'steel', dial: 'blue' } }, 'ana', 1)
    addLine(doc, { variantId: shirt, quantity: 1, configuration: { dial: 'blue', strap: 'steel' } }, 'ana', 2)
    addLine(doc, { variantId: shirt, quantity: 1 }, 'ana', 3)
    expect(readLines(doc).map((l) => l.quantity)).toEqual([2, 1])
    expect(lineIdOf(shirt, { strap: 'steel' }).length).toBeLessThanOrEqual(64)
  })

  it('quantities stay between 0 and 999, whatever is written', () => {
    const doc = new Y.Doc()
    addLine(doc, { variantId: shirt, quantity: 10_000 }, 'ana')
    addLine(doc, { variantId: shirt, quantity: 5 }, 'ana')
    addLine(doc, { variantId: hat, quantity: -3 }, 'ana')
    addLine(doc, { variantId: hat, quantity: Number.NaN }, 'ana')
    expect(quantities(doc)).toEqual({ [shirt]: 999 })
    setQuantity(doc, shirt, -1)
    expect(readLines(doc)).toEqual([])
  })

  it('what was asked for beyond 999 is said, and one tap comes back from there', () => {
    for (const wanted of [999, 998, 3]) {
      const [a, b] = twoDevices(0)
      addLine(a, { variantId: shirt, quantity: 700 }, 'ana', 1)
      addLine(b, { variantId: shirt, quantity: 800 }, 'beto', 2)
      merge(a, b)
      expect(readLines(a)).toMatchObject([{ quantity: 999, isBeyond: true }])
      setQuantity(a, shirt, wanted)
      merge(a, b)
      expect(readLines(b)).toMatchObject([{ quantity: wanted }])
      expect(readLines(b)[0]).not.toHaveProperty('isBeyond')
    }
  })

  it('entries that another device wrote in another shape are not read', () => {
    const doc = new Y.Doc()
    const taps = doc.getMap('taps')
    const line = { add: 1, by: 'x', at: 1, variantId: shirt }
    taps.set(`${shirt}/a`, { ...line, add: 1e9 })
    taps.set(`${shirt}/b`, { ...line, variantId: hat })
    taps.set(`${shirt}/-c`, { take: 'all', from: [] })
    taps.set(`${shirt}/d`, null)
    taps.set('no slash', line)
    expect(readLines(doc)).toEqual([])
  })

  it('setting the quantity of a line that is not there changes nothing', () => {
    const doc = new Y.Doc()
    setQuantity(doc, shirt, 4)
    expect(readLines(doc)).toEqual([])
  })
})

const DEVICES = 3
const step = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    device: fc.nat(DEVICES - 1),
    line: fc.nat(1),
    n: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    device: fc.nat(DEVICES - 1),
    line: fc.nat(1),
    n: fc.nat(6),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    device: fc.nat(DEVICES - 1),
    line: fc.nat(1),
    n: fc.constant(0),
  }),
  fc.record({
    kind: fc.constant('sync' as const),
    device: fc.nat(DEVICES - 1),
    line: fc.constant(0),
    n: fc.nat(DEVICES - 1),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function play(steps: Step[]): { docs: Y.Doc[]; updates: Uint8Array[] } {
  const docs = Array.from({ length: DEVICES }, () => new Y.Doc())
  const updates: Uint8Array[] = []
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update))
  steps.forEach(({ kind, device, line, n }, at) => {
    const doc = docs[device] as Y.Doc
    const variantId = line === 0 ? shirt : hat
    if (kind === 'add') addLine(doc, { variantId, quantity: n }, `d${device}`, at)
    else if (kind === 'set') setQuantity(doc, variantId, n)
    else if (kind === 'remove') removeLine(doc, variantId)
    else Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[n] as Y.Doc))
  })
  return { docs, updates }
}

describe('properties', () => {
  const runs = { numRuns: 300, seed: 20261121 }

  it('any order of delivery, with repeats, gives the same lines', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (steps, picks) => {
        const { docs, updates } = play(steps)
        const shuffled = [...updates, ...updates].map((update) => ({
          update,
          at: picks.next().value as number,
        }))
        shuffled.sort((a, b) => a.at - b.at)
        const late = new Y.Doc()
        for (const { update } of shuffled) Y.applyUpdate(late, update)
        merge(...docs)
        for (const doc of docs) expect(readLines(doc)).toEqual(readLines(late))
      }),
      runs,
    )
  })

  it('on one device the document behaves like a plain list of counters', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const own = steps.filter((s) => s.kind !== 'sync').map((s) => ({ ...s, device: 0 }))
        const expected: Record<string, number> = {}
        for (const { kind, line, n } of own) {
          const key = line === 0 ? shirt : hat
          if (kind === 'add') expected[key] = Math.min(999, (expected[key] ?? 0) + n)
          else if (expected[key]) expected[key] = n
          if (expected[key] === 0) delete expected[key]
        }
        expect(quantities(play(own).docs[0] as Y.Doc)).toEqual(expected)
      }),
      runs,
    )
  })

  it('concurrent additions all survive whatever the others remove', () => {
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.constantFrom('remove', 'zero'), { maxLength: 4 }),
        (start, added, removals) => {
          const [base, adder] = twoDevices(start)
          const removers = removals.map(() => new Y.Doc())
          merge(base, adder, ...removers)
          removers.forEach((doc, i) =>
            removals[i] === 'zero' ? setQuantity(doc, shirt, 0) : removeLine(doc, shirt),
          )
          addLine(adder, { variantId: shirt, quantity: added }, 'ana')
          merge(base, adder, ...removers)
          expect(quantities(base)[shirt]).toBe(removals.length > 0 ? added : start + added)
        },
      ),
      runs,
    )
  })
})
