/** What an entry of a selection's document may look like, member by member; anything else is not read. */
import type { Choices, Entry, Marks, Units } from './selection-document-lines.ts'
import { MAX_QUANTITY } from './selection.ts'

const SESSION = /^[0-9a-z]{1,11}$/
/** A session, or a tap of the first version. */
const WRITER = /^[0-9a-z]{1,11}(?:\.[0-9a-z]{1,11})?$/
const LINE_ID = /^[0-9A-Za-z-]{1,40}(?:\.[0-9a-z]{1,13})?$/
const TAP = /^-?[\w.]{1,40}$/
const MOST_SESSIONS = 1_000
const MOST_TAKINGS = 8

export const isSession = (name: string): boolean => SESSION.test(name)
export const isLineId = (name: string): boolean => LINE_ID.test(name)

export const isEntry = (value: unknown): value is Entry =>
  hasOnly(value, ['units', 'cut', 'take']) &&
  (value['units'] === undefined || isUnits(value['units'])) &&
  (value['cut'] === undefined || isMarks(value['cut'])) &&
  (value['take'] === undefined || isTakings(value['take']))

const isUnits = (value: unknown): value is Units =>
  hasOnly(value, ['from', 'to', 'gone', 'by', 'at', 'configuration']) &&
  isWhole(value['from']) &&
  isWhole(value['to']) &&
  isWhole(value['gone']) &&
  value['from'] <= value['gone'] &&
  value['gone'] <= value['to'] &&
  isWriting(value)

/** Who, when, and with which choices. */
const isWriting = (value: Record<string, unknown>): boolean =>
  isShort(value['by'], 64) &&
  Number.isFinite(value['at']) &&
  (value['configuration'] === undefined || isChoices(value['configuration']))

const isMarks = (value: unknown): value is Marks =>
  isPlain(value) &&
  Object.keys(value).length <= MOST_SESSIONS &&
  Object.entries(value).every(([session, unit]) => WRITER.test(session) && isWhole(unit))

const isTakings = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= MOST_TAKINGS &&
  value.every(
    (taking: unknown) =>
      Array.isArray(taking) &&
      taking.length === 2 &&
      isWhole(taking[0]) &&
      taking[0] >= 1 &&
      isMarks(taking[1]),
  )

const isChoices = (value: unknown): value is Choices =>
  isPlain(value) &&
  Object.keys(value).length <= 40 &&
  Object.entries(value).every(([question, answer]) => isShort(question, 60) && isShort(answer, 120))

/**
 * A tap of the first version as an entry of today: an addition is a session of its own, a taking names the additions it
 * was made against.
 */
export function legacyEntry(tap: string, value: unknown, variantId: string): Entry | undefined {
  if (!TAP.test(tap)) return undefined
  return tap.startsWith('-') ? legacyTaking(value) : legacyAddition(value, variantId)
}

function legacyAddition(value: unknown, variantId: string): Entry | undefined {
  if (!hasOnly(value, ['add', 'by', 'at', 'variantId', 'configuration'])) return undefined
  const { add, by, at, configuration } = value
  if (!isCount(add) || !isWriting(value) || value['variantId'] !== variantId) return undefined
  const chosen = configuration === undefined ? {} : { configuration: configuration as Choices }
  return { units: { from: 0, to: add, gone: 0, by: by as string, at: at as number, ...chosen } }
}

function legacyTaking(value: unknown): Entry | undefined {
  if (!hasOnly(value, ['take', 'from'])) return undefined
  const { take, from } = value
  if (!isCount(take) || !Array.isArray(from) || !from.every((tap) => isShort(tap, 40))) return undefined
  return { take: [[take, Object.fromEntries(from.map((tap: string) => [tap, 1]))]] }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const hasOnly = (value: unknown, members: string[]): value is Record<string, unknown> =>
  isPlain(value) && Object.keys(value).every((member) => members.includes(member))

const isShort = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

const isCount = (value: unknown): value is number => isWhole(value) && value >= 1 && value <= MAX_QUANTITY
