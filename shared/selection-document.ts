/**
 * The selection as a CRDT: what its Yjs document looks like is known here alone.
 *
 * One map, `sessions`. Whoever writes has a map of its own in it, named after its Yjs client, with one entry a line,
 * and writes nowhere else: nothing is ever written by two, so nothing concurrent is lost, and what the entries come to
 * is arithmetic (selection-document-lines.ts). Prices, names and availability never enter.
 *
 *   sessions / <client> / <lineId> → { units?, cut?, take? }
 *
 * What is said beside the lines lies in a second map (selection-document-about.ts).
 * What the server takes out because it is no longer sold, it says in a third one (selection-document-notices.ts).
 *
 * Documents of the first version have a map `taps` instead: it is read, removed from, and never added to.
 */
import * as Y from 'yjs'
import {
  afterAdding,
  afterRemoving,
  afterTaking,
  balanceOf,
  clamp,
  oldestUnits,
  quantityOf,
  UNITS_A_STEP,
  type Choices,
  type Entry,
  type Line,
} from './selection-document-lines.ts'
import { ABOUT, mayBeSaid, namesOf, noteOf, sayName, sayNote } from './selection-document-about.ts'
import { isEntry, isLineId, isSession, legacyEntry } from './selection-document-shape.ts'
import { MAX_QUANTITY } from './selection.ts'

export type NewLine = { variantId: string; quantity: number; configuration?: Choices | null | undefined }
export type SelectionLine = {
  lineId: string
  variantId: string
  quantity: number
  configuration: Choices | null
  addedBy: string
  addedAt: number
  /** More was asked for on several devices than one line may hold: `quantity` is that most, and nothing to order. */
  isBeyond?: true
}

/**
 * A session's map is made anew once so many of its entries have been written over: what lies under a deleted map shrinks
 * to nothing.
 */
const RENEW_AFTER = 64

/** Which line a variant with these choices belongs to, the same on every device; at most 64 characters. */
export function lineIdOf(variantId: string, configuration?: Choices | null): string {
  const choices = Object.entries(configuration ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return choices.length === 0 ? variantId : `${variantId}.${hashText(JSON.stringify(choices))}`
}

/** Adds `quantity` units to the line of this variant and choices, and answers the line's id. */
export function addLine(doc: Y.Doc, line: NewLine, by: string, at = Date.now()): string {
  const { variantId, quantity, configuration } = line
  const lineId = lineIdOf(variantId, configuration)
  doc.transact(() => {
    const add = Math.min(clamp(quantity), MAX_QUANTITY - quantityOf(lineOf(doc, lineId)))
    if (add <= 0) return
    settleDebt(doc, lineId)
    const first = { by, at, ...(configuration && { configuration }), start: clockOf(doc) * UNITS_A_STEP }
    write(doc, lineId, afterAdding(lineOf(doc, lineId), sessionOf(doc), add, first))
  })
  return lineId
}

/** Sets a line to `quantity` by writing the difference to what this device knows of; 0 removes it. */
export function setQuantity(doc: Y.Doc, lineId: string, quantity: number, by = ''): void {
  doc.transact(() => {
    const line = lineOf(doc, lineId)
    // of what was asked for beyond the most as well, or nobody could come back from there
    const difference = clamp(quantity) - Math.max(0, balanceOf(line))
    const oldest = oldestUnits(line)
    if (!oldest || difference === 0) return
    if (clamp(quantity) === 0) return removeLine(doc, lineId)
    if (difference < 0) write(doc, lineId, afterTaking(line, sessionOf(doc), -difference))
    else {
      const { configuration } = oldest
      addLine(doc, { variantId: variantOf(lineId), quantity: difference, configuration }, by)
    }
  })
}

/** Removes what this device has seen of a line; an addition made meanwhile elsewhere stays. */
export const removeLine = (doc: Y.Doc, lineId: string): void => removeLines(doc, new Set([lineId]))

export function removeLines(doc: Y.Doc, lineIds: ReadonlySet<string>): void {
  doc.transact(() => {
    const taps = doc.getMap('taps')
    for (const key of [...taps.keys()]) if (lineIds.has(lineOfTap(key))) taps.delete(key)
    for (const [lineId, line] of linesOf(doc, lineIds))
      write(doc, lineId, afterRemoving(line, sessionOf(doc)))
  })
}

/** The lines that hold at least one unit, oldest first; the same on every replica with the same updates. */
export const readLines = (doc: Y.Doc): SelectionLine[] =>
  [...linesOf(doc)].flatMap(([lineId, line]) => readLine(line, lineId)).sort(inOrder)

function readLine(line: Line, lineId: string): SelectionLine[] {
  const units = balanceOf(line)
  const quantity = clamp(units)
  const oldest = oldestUnits(line)
  if (quantity === 0 || !oldest) return []
  const { configuration, by, at } = oldest
  return [
    {
      ...{ lineId, variantId: variantOf(lineId), quantity },
      ...{ configuration: configuration ?? null, addedBy: by, addedAt: at },
      ...(units > quantity && { isBeyond: true }),
    },
  ]
}

/** What the server says of lines that it took out, as it lies in the document (selection-document-notices.ts). */
export type NoticeEntries = Record<string, unknown>
export const noticesIn = (doc: Y.Doc): NoticeEntries => doc.getMap('notices').toJSON()

/**
 * The clients of the server are above every id that Yjs gives. Those that a generation begins with come first: whether a
 * replica belongs to a generation is seen from its state vector. Those that it edits with afterwards follow.
 */
const FIRST_SEED = 2 ** 32
const FIRST_HAND = 2 ** 33
export const seedOf = (generation: number): number => FIRST_SEED + generation
export const isSeed = (client: number): boolean => client >= FIRST_SEED && client < FIRST_HAND
export const isOfServer = (client: number): boolean => client >= FIRST_SEED
/** An id to edit with, drawn anew by each process: a database that was set back is not written to under one it has lost. */
export const newServerClient = (): number => FIRST_HAND + Math.floor(Math.random() * 2 ** 32)

/** After a sale what was to be said with it has been said. */
export type NoteKept = 'with its note' | undefined

/** The first update of a generation: these lines, anew, what those who chose them are called, and what was taken out. */
export function seedDocument(
  generation: number,
  lines: SelectionLine[],
  before?: Y.Doc,
  noteKept?: NoteKept,
): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = seedOf(generation)
  doc.getMap('sessions').set(sessionOf(doc), new Y.Map())
  for (const line of lines) addLine(doc, line, line.addedBy, line.addedAt)
  if (before) {
    for (const [hand, name] of namesOf(before)) sayName(doc, hand, name)
    for (const [lineId, notice] of Object.entries(noticesIn(before)))
      doc.getMap('notices').set(lineId, notice)
    if (noteKept) sayNote(doc, noteOf(before) ?? '')
  }
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}

/** Whether a replica with this state vector may be merged into that generation; one that is empty may be into any. */
export function belongsTo(generation: number, vector: ReadonlyMap<number, number>): boolean {
  const seed = seedOf(generation)
  const isMissing = generation > 0 && vector.size > 0 && !vector.has(seed)
  return !isMissing && [...vector.keys()].every((client) => !isSeed(client) || client === seed)
}

const sessionOf = (doc: Y.Doc): string => doc.clientID.toString(36)
const clockOf = (doc: Y.Doc): number => Y.getState(doc.store, doc.clientID)
const variantOf = (lineId: string): string => lineId.split('.', 1)[0] ?? ''

function* sessionsOf(doc: Y.Doc): Iterable<[session: string, own: Y.Map<unknown>]> {
  for (const [session, own] of doc.getMap('sessions').entries())
    if (isSession(session) && own instanceof Y.Map) yield [session, own]
}

const lineOf = (doc: Y.Doc, lineId: string): Line =>
  linesOf(doc, new Set([lineId])).get(lineId) ?? new Map<string, Entry>()

/**
 * What is written of each line, or of those: read in one go, because a document may hold thousands. Only well-formed
 * entries: what another device wrote is not trusted to have our shape.
 */
function linesOf(doc: Y.Doc, lineIds?: ReadonlySet<string>): Map<string, Line> {
  const lines = new Map<string, Line>()
  const isAsked = (lineId: string) => lineIds?.has(lineId) ?? true
  const read = (lineId: string, writer: string, entry: unknown) => {
    if (!isLineId(lineId) || !isEntry(entry) || !isOfLine(entry, lineId)) return
    const line = lines.get(lineId) ?? new Map<string, Entry>()
    lines.set(lineId, line.set(writer, entry))
  }
  for (const [session, own] of sessionsOf(doc))
    for (const lineId of lineIds?.size === 1 ? lineIds : own.keys())
      if (isAsked(lineId)) read(lineId, session, own.get(lineId))
  for (const [key, value] of doc.getMap('taps').entries()) {
    const lineId = lineOfTap(key)
    const tap = key.slice(lineId.length + 1)
    if (isAsked(lineId)) read(lineId, tap, legacyEntry(tap, value, variantOf(lineId)))
  }
  return lines
}

const lineOfTap = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')))

/** Choices make the line: those of another line would be sold under this one's name. */
const isOfLine = ({ units }: Entry, lineId: string): boolean =>
  !units || lineIdOf(variantOf(lineId), units.configuration) === lineId

function write(doc: Y.Doc, lineId: string, entry: Entry | undefined): void {
  const sessions = doc.getMap('sessions')
  const own = sessions.get(sessionOf(doc))
  if (!(own instanceof Y.Map)) {
    if (entry) sessions.set(sessionOf(doc), new Y.Map([[lineId, entry]]))
  } else if (clockOf(doc) - (own._item?.id.clock ?? 0) - own._map.size > RENEW_AFTER) {
    const entries = new Map<string, unknown>(own.entries())
    if (entry) entries.set(lineId, entry)
    else entries.delete(lineId)
    sessions.set(sessionOf(doc), new Y.Map(entries))
  } else if (entry) own.set(lineId, entry)
  else if (own.has(lineId)) own.delete(lineId)
}

/** A line at zero starts afresh, so that what was taken too often is not taken from the next addition. */
function settleDebt(doc: Y.Doc, lineId: string): void {
  if (balanceOf(lineOf(doc, lineId)) <= 0) removeLine(doc, lineId)
}

const inOrder = (a: SelectionLine, b: SelectionLine) =>
  a.addedAt - b.addedAt || (a.lineId < b.lineId ? -1 : 1)

const ROOTS: readonly string[] = ['sessions', 'taps', ABOUT, 'notices']

/**
 * What is wrong with a document, for whoever merges what others wrote; undefined where nothing is. Each entry has to
 * come from the client whose session it lies in.
 */
export function misfitOf(doc: Y.Doc): string | undefined {
  for (const name of doc.share.keys()) {
    if (!ROOTS.includes(name)) return 'a root of another name'
    if (doc.getMap(name)._start) return 'a root that is no map'
  }
  for (const [session, item] of doc.getMap('sessions')._map) {
    if (item.deleted) continue
    const own: unknown = doc.getMap('sessions').get(session)
    if (!isSession(session) || item.id.client !== parseInt(session, 36)) return 'a session of somebody else'
    if (!(own instanceof Y.Map) || own._start) return 'a session that is no map'
    for (const [lineId, { id, deleted, length }] of own._map) {
      if (id.client !== item.id.client) return 'an entry of somebody else'
      if (deleted) continue
      const entry: unknown = own.get(lineId)
      if (length !== 1 || !isLineId(lineId) || !isEntry(entry) || !isOfLine(entry, lineId))
        return 'an entry of another shape'
    }
  }
  for (const [key, { deleted, length }] of doc.getMap('taps')._map) {
    if (deleted) continue
    const [lineId = '', tap = '', ...more] = key.split('/')
    const entry = legacyEntry(tap, doc.getMap('taps').get(key), variantOf(lineId))
    const isWell = length === 1 && more.length === 0 && isLineId(lineId) && entry && isOfLine(entry, lineId)
    if (!isWell) return 'a tap of another shape'
  }
  for (const [key, { deleted, length }] of doc.getMap(ABOUT)._map)
    if (!deleted && (length !== 1 || !mayBeSaid(key, doc.getMap(ABOUT).get(key))))
      return 'what nobody says of a selection'
  return undefined
}

/** 64 bits of FNV-1a as text; names a set of choices, guards nothing. */
function hashText(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n)
  }
  return hash.toString(36)
}
