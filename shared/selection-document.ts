/**
 * The selection as a CRDT: the only file that knows the shape of the Yjs document.
 *
 * One map, `taps`. Every addition is a key of its own that nobody writes twice, so concurrent additions
 * never meet; a removal deletes the additions it has seen and cannot touch one it has not; a decrease is a
 * `take` that names the additions it was made against. Prices, names and availability never enter.
 *
 *   `<lineId>/<tap>`   → { add, by, at, variantId, configuration? }
 *   `<lineId>/-<tap>`  → { take, from: [tap, …] }      counts while one of `from` is still there
 */
import * as Y from 'yjs'
import { MAX_QUANTITY } from './selection.ts'

export type Choices = Record<string, string>
export type NewLine = { variantId: string; quantity: number; configuration?: Choices }
export type SelectionLine = {
  lineId: string
  variantId: string
  quantity: number
  configuration: Choices | null
  addedBy: string
  addedAt: number
}

type Addition = { add: number; by: string; at: number; variantId: string; configuration?: Choices }
type Taking = { take: number; from: string[] }
type Taps = { additions: Map<string, Addition>; takings: Map<string, Taking> }

/** Which line a variant with these choices belongs to, the same on every device; at most 64 characters. */
export function lineIdOf(variantId: string, configuration?: Choices): string {
  const choices = Object.entries(configuration ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return choices.length === 0 ? variantId : `${variantId}.${hashText(JSON.stringify(choices))}`
}

/** Adds `quantity` units to the line of this variant and choices, and answers the line's id. */
export function addLine(doc: Y.Doc, line: NewLine, by: string, at = Date.now()): string {
  const lineId = lineIdOf(line.variantId, line.configuration)
  doc.transact(() => {
    const room = MAX_QUANTITY - quantityOf(tapsOf(doc, lineId))
    const add = Math.min(clamp(line.quantity), room)
    if (add <= 0) return
    settleDebt(doc, lineId)
    const { variantId, configuration } = line
    const addition: Addition = { add, by, at, variantId, ...(configuration ? { configuration } : {}) }
    tapMap(doc).set(`${lineId}/${nextTap(doc)}`, addition)
  })
  return lineId
}

/** Sets a line to `quantity` by writing the difference to what this device sees; 0 removes it. */
export function setQuantity(doc: Y.Doc, lineId: string, quantity: number, by = ''): void {
  doc.transact(() => {
    const taps = tapsOf(doc, lineId)
    const difference = clamp(quantity) - quantityOf(taps)
    const [oldest] = byAge(taps)
    if (!oldest || difference === 0) return
    if (clamp(quantity) === 0) return removeLine(doc, lineId)
    if (difference > 0) {
      const { variantId, configuration } = oldest[1]
      addLine(doc, { variantId, quantity: difference, ...(configuration ? { configuration } : {}) }, by)
    } else {
      const taking: Taking = { take: -difference, from: [...taps.additions.keys()] }
      tapMap(doc).set(`${lineId}/-${nextTap(doc)}`, taking)
    }
  })
}

/** Removes what this device has seen of a line; an addition made meanwhile elsewhere stays. */
export function removeLine(doc: Y.Doc, lineId: string): void {
  doc.transact(() => {
    const taps = tapsOf(doc, lineId)
    for (const tap of taps.additions.keys()) tapMap(doc).delete(`${lineId}/${tap}`)
    for (const tap of taps.takings.keys()) tapMap(doc).delete(`${lineId}/-${tap}`)
  })
}

/** The lines that hold at least one unit, oldest first; the same on every replica with the same updates. */
export function readLines(doc: Y.Doc): SelectionLine[] {
  const lineIds = new Set([...tapMap(doc).keys()].map((key) => key.slice(0, key.indexOf('/'))))
  return [...lineIds].flatMap((lineId) => readLine(doc, lineId)).sort(inOrder)
}

function readLine(doc: Y.Doc, lineId: string): SelectionLine[] {
  const taps = tapsOf(doc, lineId)
  const quantity = quantityOf(taps)
  const [oldest] = byAge(taps)
  if (quantity === 0 || !oldest) return []
  const { variantId, configuration, by, at } = oldest[1]
  return [{ lineId, variantId, quantity, configuration: configuration ?? null, addedBy: by, addedAt: at }]
}

const tapMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('taps')

/** Only well-formed entries: what another device wrote is not trusted to have our shape. */
function tapsOf(doc: Y.Doc, lineId: string): Taps {
  const taps: Taps = { additions: new Map(), takings: new Map() }
  for (const [key, value] of tapMap(doc).entries()) {
    if (!key.startsWith(`${lineId}/`)) continue
    const tap = key.slice(lineId.length + 1)
    if (
      isAddition(value) &&
      !tap.startsWith('-') &&
      lineIdOf(value.variantId, value.configuration) === lineId
    )
      taps.additions.set(tap, value)
    else if (isTaking(value) && tap.startsWith('-')) taps.takings.set(tap.slice(1), value)
  }
  return taps
}

/** May be below zero where more was taken at once than there was. */
function balanceOf({ additions, takings }: Taps): number {
  let balance = 0
  for (const { add } of additions.values()) balance += add
  for (const { take, from } of takings.values()) if (from.some((tap) => additions.has(tap))) balance -= take
  return balance
}

const quantityOf = (taps: Taps) => clamp(balanceOf(taps))

/** A line at zero starts afresh, so that what was taken too often is not taken from the next addition. */
function settleDebt(doc: Y.Doc, lineId: string): void {
  if (balanceOf(tapsOf(doc, lineId)) <= 0) removeLine(doc, lineId)
}

const byAge = ({ additions }: Taps) =>
  [...additions].sort(([tapA, a], [tapB, b]) => a.at - b.at || (tapA < tapB ? -1 : 1))

const inOrder = (a: SelectionLine, b: SelectionLine) =>
  a.addedAt - b.addedAt || (a.lineId < b.lineId ? -1 : 1)

/** Unique for ever: Yjs gives every writing session an id, and counts what it wrote. */
const nextTap = (doc: Y.Doc) =>
  `${doc.clientID.toString(36)}.${Y.getState(doc.store, doc.clientID).toString(36)}`

const clamp = (n: number) => (Number.isFinite(n) ? Math.min(MAX_QUANTITY, Math.max(0, Math.trunc(n))) : 0)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_QUANTITY

const isChoices = (value: unknown): value is Choices =>
  isRecord(value) && Object.values(value).every((answer) => typeof answer === 'string')

const isAddition = (value: unknown): value is Addition =>
  isRecord(value) &&
  isCount(value.add) &&
  typeof value.by === 'string' &&
  Number.isFinite(value.at) &&
  typeof value.variantId === 'string' &&
  (value.configuration === undefined || isChoices(value.configuration))

const isTaking = (value: unknown): value is Taking =>
  isRecord(value) && isCount(value.take) && Array.isArray(value.from)

/** 64 bits of FNV-1a as text; names a set of choices, guards nothing. */
function hashText(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n)
  }
  return hash.toString(36)
}
