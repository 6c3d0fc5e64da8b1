/**
 * What a selection's document says beside its lines, in one map of its own: the last word counts.
 *
 *   about / name.<hand> → what the person with that hand is called
 *         / note        → what they want to say with it
 *         / version     → of the schema, once it is a later one than that of today
 *
 * Whoever may choose together may also write over this, as they may take out any line.
 */
import type * as Y from 'yjs'
import { isHand, shownName } from './people.ts'
import { isCleanText } from './text.ts'

export const ABOUT = 'about'
const NAME = 'name.'
const NOTE = 'note'

/** What this code reads and writes; 1 had taps in place of sessions. */
const VERSION = 2
export const LONGEST_NOTE = 1000

/** Whether somebody with newer code has written to it: what lies in it may mean more than is understood here. */
export const isNewer = (doc: Y.Doc): boolean => Number(doc.getMap(ABOUT).get('version') ?? 0) > VERSION

/** Says what the person with this hand is called; null takes it back. */
export const sayName = (doc: Y.Doc, hand: string, name: string | null): void => say(doc, NAME + hand, name)

/** Hand → name. */
export function namesOf(doc: Y.Doc): Map<string, string> {
  const said = [...doc.getMap(ABOUT).entries()]
  return new Map(
    said.flatMap(([key, value]): [string, string][] =>
      isName(key, value) ? [[key.slice(NAME.length), value]] : [],
    ),
  )
}

export const sayNote = (doc: Y.Doc, note: string): void =>
  say(doc, NOTE, note.toWellFormed().replaceAll('\0', '').slice(0, LONGEST_NOTE).toWellFormed())

/** Null where nobody has said any. */
export function noteOf(doc: Y.Doc): string | null {
  const note = doc.getMap(ABOUT).get(NOTE)
  return isNote(NOTE, note) ? note : null
}

/** What is said already is not said again. */
function say(doc: Y.Doc, key: string, text: string | null): void {
  const about = doc.getMap(ABOUT)
  if (text !== null && about.get(key) !== text) about.set(key, text)
  else if (text === null && about.has(key)) about.delete(key)
}

/** Whether this may be said of a selection under that key. */
export const mayBeSaid = (key: string, value: unknown): boolean =>
  isName(key, value) || isNote(key, value) || (key === 'version' && isVersion(value))

const isName = (key: string, value: unknown): value is string =>
  key.startsWith(NAME) &&
  isHand(key.slice(NAME.length)) &&
  typeof value === 'string' &&
  shownName(value) === value

const isNote = (key: string, value: unknown): value is string =>
  key === NOTE && typeof value === 'string' && value.length <= LONGEST_NOTE && isCleanText(value)

const isVersion = (value: unknown): boolean =>
  Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= VERSION
