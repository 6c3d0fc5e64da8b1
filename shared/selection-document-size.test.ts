import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addLine, misfitOf, readLines, removeLine, setQuantity } from './selection-document.ts'

const variants = Array.from(
  { length: 25 },
  (_, n) => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`,
)
const device = 'q83vEjRWeJCrze8SNFZ4kA'

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** So many edits by so many people on 25 lines; they hear of each other now and again. */
function edit(edits: number, people: number): Y.Doc {
  const roll = dice(people)
  const docs = Array.from({ length: people }, () => new Y.Doc())
  const share = () => {
    for (const from of docs)
      for (const to of docs)
        if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
  }
  for (let n = 0; n < edits; n++) {
    const doc = docs[roll(people)] as Y.Doc
    const variantId = variants[roll(25)] ?? ''
    const kind = roll(10)
    if (kind < 5) addLine(doc, { variantId, quantity: 1 + roll(3) }, device, n)
    else if (kind < 9) setQuantity(doc, variantId, 1 + roll(12), device)
    else removeLine(doc, variantId)
    if (people > 1 && roll(8) === 0) share()
  }
  share()
  for (const doc of docs) expect(readLines(doc)).toEqual(readLines(docs[0] as Y.Doc))
  return docs[0] as Y.Doc
}

describe('a document stays small', () => {
  it.each([1, 2, 5])(
    '10,000 edits on 25 lines by %i leave at most 64 KB, written anew at most 4 KB',
    (people) => {
      const doc = edit(10_000, people)
      expect(misfitOf(doc)).toBeUndefined()
      const bytes = Y.encodeStateAsUpdate(doc).length
      const anew = new Y.Doc()
      for (const { variantId, quantity, addedBy, addedAt } of readLines(doc))
        addLine(anew, { variantId, quantity }, addedBy, addedAt)
      const next = Y.encodeStateAsUpdate(anew).length
      expect(bytes).toBeLessThanOrEqual(64 * 1024)
      expect(next).toBeLessThanOrEqual(4 * 1024)
      const lines = (of: Y.Doc) => readLines(of).map(({ lineId, quantity }) => [lineId, quantity])
      expect(lines(anew)).toEqual(lines(doc))
    },
  )

  it('one tap on a selection of 25 lines is told in less than 400 bytes on average', () => {
    const doc = edit(500, 1)
    let told = 0
    doc.on('update', (update: Uint8Array) => (told += update.length))
    for (let n = 0; n < 256; n++) addLine(doc, { variantId: variants[n % 25] ?? '', quantity: 1 }, device)
    expect(told / 256).toBeLessThan(400)
  })
})
