/**
 * What the server takes out of a selection because it is no longer sold, and what its document says of that to everybody.
 * Ids, a quantity and a reason: what it is called, and whether it is sold again, is asked of the shop.
 *
 *   notices / <lineId> → { units, reason, at, configuration? }
 *
 * The server alone writes here, under ids of its own.
 */
import type * as Y from 'yjs'
import { clamp, type Choices } from './selection-document-lines.ts'
import { addLine, noticesIn, readLines, removeLines, type NoticeEntries } from './selection-document.ts'
import { removalReasons, type RemovalReason } from './selection.ts'

/** A line that was taken out, as it was; `at` is the server's time. */
export type RemovalNotice = {
  lineId: string
  variantId: string
  quantity: number
  configuration: Choices | null
  reason: RemovalReason
  at: number
}

/** Which notice it is. */
export type NoticeKey = Pick<RemovalNotice, 'lineId' | 'at'>

type NoticeEntry = { units: number; reason: RemovalReason; at: number; configuration?: Choices }

/** For who was away: the last ones, for a week. */
const MOST_NOTICES = 20
const KEPT_MS = 7 * 24 * 60 * 60_000

export const noticesMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('notices')

/** What was taken out and is not back, oldest first. */
export const readNotices = (doc: Y.Doc, now = Date.now()): RemovalNotice[] =>
  currentNotices(noticesIn(doc), lineIdsOf(doc), now)

/** The same, from entries as they lie in the document and the lines that are in it. */
export const currentNotices = (
  entries: NoticeEntries,
  here: ReadonlySet<string>,
  now = Date.now(),
): RemovalNotice[] =>
  allNotices(entries)
    .filter(({ lineId, at }) => at >= now - KEPT_MS && !here.has(lineId))
    .slice(-MOST_NOTICES)

/** Whether a line is back of which a notice says that it was taken out. */
export function hasReturned(doc: Y.Doc): boolean {
  if (noticesMap(doc).size === 0) return false
  const here = lineIdsOf(doc)
  return allNotices(noticesIn(doc)).some(({ lineId }) => here.has(lineId))
}

/**
 * Takes out the lines of these variants with a notice each, and clears the notices that are of no more use. Done again, it
 * changes nothing. Answers what it took out.
 */
export function takeOut(doc: Y.Doc, gone: ReadonlyMap<string, RemovalReason>, at: number): RemovalNotice[] {
  const notices = noticesMap(doc)
  return doc.transact(() => {
    const before = new Map(allNotices(noticesIn(doc)).map(({ lineId, quantity }) => [lineId, quantity]))
    const taken = readLines(doc).flatMap(({ lineId, variantId, quantity, configuration }) => {
      const reason = gone.get(variantId)
      return reason ? [{ lineId, variantId, quantity, configuration, reason, at }] : []
    })
    removeLines(doc, new Set(taken.map(({ lineId }) => lineId)))
    // what is not told would be written and cleared at once, and leave its traces
    for (const { lineId, quantity, reason, configuration } of taken.toSorted(inOrder).slice(-MOST_NOTICES)) {
      // what was added where nobody had heard of the first removal comes on top
      const units = clamp(quantity + (before.get(lineId) ?? 0))
      notices.set(lineId, { units, reason, at, ...(configuration && { configuration }) })
    }
    const current = new Set(readNotices(doc, at).map(({ lineId }) => lineId))
    for (const lineId of [...notices.keys()]) if (!current.has(lineId)) notices.delete(lineId)
    return taken
  })
}

/**
 * Puts back what this notice says was taken out, signed by that hand, and clears it: whoever comes later finds neither. The
 * server does it, because two phones that each added it would have added it twice. Answers whether there was such a notice.
 */
export function putBack(doc: Y.Doc, key: NoticeKey, by: string, now = Date.now()): boolean {
  return doc.transact(() => {
    const notice = noticeOf(doc, key, now)
    if (!notice) return false
    addLine(doc, notice, by, now)
    noticesMap(doc).delete(key.lineId)
    return true
  })
}

/** A later removal of the same line has a notice of its own. */
export const noticeOf = (
  doc: Y.Doc,
  { lineId, at }: NoticeKey,
  now = Date.now(),
): RemovalNotice | undefined =>
  readNotices(doc, now).find((notice) => notice.lineId === lineId && notice.at === at)

const lineIdsOf = (doc: Y.Doc): Set<string> => new Set(readLines(doc).map(({ lineId }) => lineId))

/** Whoever writes one into their own copy deceives nobody else: it is what the server wrote that is told apart. */
const isNoticeEntry = (value: unknown): value is NoticeEntry =>
  typeof value === 'object' &&
  value !== null &&
  'units' in value &&
  Number.isInteger(value.units) &&
  'at' in value &&
  Number.isFinite(value.at) &&
  'reason' in value &&
  removalReasons.some((reason) => reason === value.reason)

/** Those of another shape left out; oldest first. */
function allNotices(entries: NoticeEntries): RemovalNotice[] {
  const notices = Object.entries(entries).flatMap(([lineId, entry]) => {
    if (!isNoticeEntry(entry)) return []
    const { units, reason, at, configuration } = entry
    const [variantId = ''] = lineId.split('.', 1)
    return [{ lineId, variantId, quantity: units, configuration: configuration ?? null, reason, at }]
  })
  return notices.sort(inOrder)
}

const inOrder = (a: RemovalNotice, b: RemovalNotice): number => a.at - b.at || (a.lineId < b.lineId ? -1 : 1)
