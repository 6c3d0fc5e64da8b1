import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { hasReturned, putBack, readNotices, takeOut } from './selection-document-notices.ts'
import {
  addLine,
  lineIdOf,
  misfitOf,
  newServerClient,
  readLines,
  seedDocument,
} from './selection-document.ts'

const bag = '0193a000-0000-7000-8000-000000000001'
const numbered = (n: number) => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const WEEK_MS = 7 * 24 * 60 * 60_000

function ofServer(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = newServerClient()
  return doc
}
const gone = (...variantIds: string[]) => new Map(variantIds.map((id) => [id, 'hidden' as const]))

describe('what the server takes out', () => {
  it('leaves with its quantity and choices, told under its line', () => {
    const doc = ofServer()
    const configuration = { correa: 'cuero' }
    addLine(doc, { variantId: bag, quantity: 3, configuration }, 'ana')
    const [taken] = takeOut(doc, gone(bag), 1_000)
    const told = { variantId: bag, quantity: 3, configuration, reason: 'hidden', at: 1_000 }
    expect(taken).toEqual({ lineId: lineIdOf(bag, configuration), ...told })
    expect(readLines(doc)).toEqual([])
    expect(readNotices(doc, 1_000)).toEqual([taken])
  })

  it('is told for a week, and of no more than the last twenty', () => {
    const doc = ofServer()
    const all = Array.from({ length: 25 }, (_, n) => numbered(n))
    for (const [n, variantId] of all.entries()) {
      addLine(doc, { variantId, quantity: 1 }, 'ana')
      takeOut(doc, gone(variantId), n)
    }
    expect(readNotices(doc, 25).map(({ variantId }) => variantId)).toEqual(all.slice(5))
    expect(doc.getMap('notices').size).toBe(20)
    expect(readNotices(doc, WEEK_MS + 10)).toHaveLength(15)
    takeOut(doc, gone(), WEEK_MS + 10)
    expect(doc.getMap('notices').size).toBe(15)
  })

  it('leaves little behind, however much of it there is', () => {
    const strangers = new Y.Doc()
    const all = Array.from({ length: 500 }, (_, n) => numbered(n))
    for (const variantId of all) addLine(strangers, { variantId, quantity: 1 }, 'eva', 1)
    const doc = ofServer()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(strangers))
    const vector = Y.encodeStateVector(doc)
    expect(takeOut(doc, gone(...all), 2)).toHaveLength(500)
    expect(readNotices(doc, 2).map(({ variantId }) => variantId)).toEqual(all.slice(-20))
    // one word a line, and twenty that are told
    expect(Y.getState(doc.store, doc.clientID)).toBeLessThan(550)
    expect(Y.encodeStateAsUpdate(doc, vector).length).toBeLessThan(80 * 500)
  })

  it('is told no more once its line is back, and the server then clears it', () => {
    const doc = ofServer()
    addLine(doc, { variantId: bag, quantity: 1 }, 'ana')
    takeOut(doc, gone(bag), 1)
    expect(hasReturned(doc)).toBe(false)
    addLine(doc, { variantId: bag, quantity: 1 }, 'ana')
    expect([readNotices(doc, 2), hasReturned(doc)]).toEqual([[], true])
    takeOut(doc, gone(), 2)
    expect([doc.getMap('notices').size, hasReturned(doc), readLines(doc).length]).toEqual([0, false, 1])
  })

  it('changes nothing when it is done again', () => {
    const doc = ofServer()
    addLine(doc, { variantId: bag, quantity: 1 }, 'ana')
    takeOut(doc, gone(bag), 1)
    let updates = 0
    doc.on('update', () => updates++)
    for (let n = 2; n < 100; n++) expect(takeOut(doc, gone(bag), n)).toEqual([])
    expect(updates).toBe(0)
  })

  it('is told in the next generation as well, and can be put back there once', () => {
    const before = ofServer()
    addLine(before, { variantId: bag, quantity: 2 }, 'ana')
    const [taken] = takeOut(before, gone(bag), 1)
    const next = ofServer()
    Y.applyUpdate(next, seedDocument(1, [], before))
    expect(readNotices(next, 2)).toEqual(readNotices(before, 2))
    expect(misfitOf(next)).toBeUndefined()
    for (const isBack of [true, false])
      expect(putBack(next, { lineId: bag, at: taken?.at ?? 0 }, 'beto', 2)).toBe(isBack)
    expect(readLines(next)).toMatchObject([{ variantId: bag, quantity: 2, addedBy: 'beto' }])
    expect(readNotices(next, 2)).toEqual([])
  })
})
