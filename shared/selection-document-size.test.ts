import { describe, expect, it, vi } from 'vitest'
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

/** What this writes, in bytes. */
function bytesWritten(doc: Y.Doc, write: () => void): number {
  let bytes = 0
  const count = (update: Uint8Array) => (bytes += update.length)
  doc.on('update', count)
  write()
  doc.off('update', count)
  return bytes
}

describe('a document stays small', () => {
  it('and a tap in a long one writes what was tapped, not all of it anew each time', () => {
    const doc = new Y.Doc()
    const lines = Array.from({ length: 100 }, (_, n) => `line-${n}`)
    for (const variantId of lines) addLine(doc, { variantId, quantity: 1 }, device, 1)
    const whole = Y.encodeStateAsUpdate(doc).length
    const tap = (n: number) => addLine(doc, { variantId: lines[n % 100] ?? '', quantity: 1 }, device, 2)
    const written = bytesWritten(doc, () => {
      for (let n = 0; n < 100; n++) tap(n)
    })
    // each of them once, and the whole once or twice
    expect(written).toBeLessThan(5 * whole)
    expect(readLines(doc).map(({ quantity }) => quantity)).toEqual(lines.map(() => 2))
  })

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

describe('a document of strangers', () => {
  it('is read in one go, however many wrote however many lines', () => {
    const doc = new Y.Doc()
    for (let n = 0; n < 200; n++) {
      doc.clientID = 1_000 + n
      addLine(doc, { variantId: `line-${n}`, quantity: 1 }, device, n)
    }
    const reading = vi.spyOn(Y.Map.prototype, 'get')
    expect(readLines(doc)).toHaveLength(200)
    expect(reading.mock.calls.length).toBeLessThan(1_000)
    reading.mockRestore()
  })
})
