import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isNewer, LONGEST_NOTE, namesOf, noteOf, sayName, sayNote } from './selection-document-about.ts'
import { addLine, misfitOf, readLines, seedDocument } from './selection-document.ts'

const shirt = '0193a000-0000-7000-8000-000000000001'
const ana = 'AnasHand-0123456789abc'
const beto = 'BetosHand-0123456789ab'

/** Both have heard all of each other. */
function meet(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
}

describe('names', () => {
  it('belong to a hand, the last one said counts, and can be taken back', () => {
    const doc = new Y.Doc()
    sayName(doc, ana, 'Ana')
    sayName(doc, beto, 'Beto')
    sayName(doc, ana, 'Ana María')
    expect(namesOf(doc)).toEqual(
      new Map([
        [ana, 'Ana María'],
        [beto, 'Beto'],
      ]),
    )
    sayName(doc, beto, null)
    expect(namesOf(doc)).toEqual(new Map([[ana, 'Ana María']]))
    expect(misfitOf(doc)).toBeUndefined()
  })

  it('said at once are the same on both phones, and lines stay what they are', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()]
    addLine(a, { variantId: shirt, quantity: 2 }, ana)
    sayName(a, ana, 'Ana')
    sayName(b, beto, 'Beto')
    sayNote(a, 'para el sábado')
    sayNote(b, 'para el domingo')
    meet(a, b)
    expect(namesOf(a)).toEqual(namesOf(b))
    expect(namesOf(a).size).toBe(2)
    expect(noteOf(a)).toBe(noteOf(b))
    expect(readLines(a)).toMatchObject([{ lineId: shirt, quantity: 2, addedBy: ana }])
  })

  it('what is said already is not written again', () => {
    const doc = new Y.Doc()
    sayName(doc, ana, 'Ana')
    sayNote(doc, 'hola')
    let updates = 0
    doc.on('update', () => updates++)
    sayName(doc, ana, 'Ana')
    sayNote(doc, 'hola')
    sayName(doc, beto, null)
    expect(updates).toBe(0)
  })

  it('go on into the next generation, and what was said with a sale does not', () => {
    const before = new Y.Doc()
    addLine(before, { variantId: shirt, quantity: 1 }, ana)
    sayName(before, ana, 'Ana')
    sayNote(before, 'para el sábado')
    const next = new Y.Doc()
    Y.applyUpdate(next, seedDocument(1, readLines(before), before))
    expect(namesOf(next)).toEqual(new Map([[ana, 'Ana']]))
    expect(noteOf(next)).toBeNull()
    expect(misfitOf(next)).toBeUndefined()
  })
})

describe('a note', () => {
  it('holds no more than a reservation takes', () => {
    const doc = new Y.Doc()
    sayNote(doc, '😀'.repeat(LONGEST_NOTE))
    expect(noteOf(doc)?.length).toBeLessThanOrEqual(LONGEST_NOTE)
    sayNote(doc, 'x' + '😀'.repeat(LONGEST_NOTE) + '\0')
    expect(noteOf(doc)?.length).toBeLessThanOrEqual(LONGEST_NOTE)
    expect(misfitOf(doc)).toBeUndefined()
    sayNote(doc, '')
    expect(noteOf(doc)).toBe('')
  })
})

describe('a version', () => {
  it('of today or before is read, also where none is named', () => {
    const doc = new Y.Doc()
    expect(isNewer(doc)).toBe(false)
    for (const version of [1, 2]) {
      doc.getMap('about').set('version', version)
      expect([isNewer(doc), misfitOf(doc)]).toEqual([false, undefined])
    }
  })

  it('that is newer is known for one', () => {
    const doc = new Y.Doc()
    doc.getMap('about').set('version', 3)
    expect(isNewer(doc)).toBe(true)
    expect(misfitOf(doc)).toBeDefined()
  })
})

describe('what nobody says of a selection is a misfit', () => {
  const cases: [string, string, unknown][] = [
    ['a name with nothing in it', `name.${ana}`, '  '],
    ['a name in two lines', `name.${ana}`, 'Ana\nMaría'],
    ['a name of 41 letters', `name.${ana}`, 'a'.repeat(41)],
    ['a name that is a number', `name.${ana}`, 7],
    ['a name of no hand', 'name.', 'Ana'],
    ['a name of a hand that is markup', 'name.<b>', 'Ana'],
    ['a note too long', 'note', 'x'.repeat(LONGEST_NOTE + 1)],
    ['a note with NUL', 'note', 'a\0b'],
    ['a note that is none', 'note', { text: 'hola' }],
    ['a version that is text', 'version', '2'],
    ['another word', 'price', 1],
    ['a type in the place of a word', 'note', new Y.Map()],
  ]
  it.each(cases)('%s', (_name, key, value) => {
    const doc = new Y.Doc()
    addLine(doc, { variantId: shirt, quantity: 1 }, ana)
    expect(misfitOf(doc)).toBeUndefined()
    doc.getMap('about').set(key, value)
    expect(misfitOf(doc)).toBeDefined()
  })
})
