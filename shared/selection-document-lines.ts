/**
 * The arithmetic of one line of a selection: what every writing session says of it, and how many units that makes.
 * Pure, and the same on every replica that has heard the same.
 *
 * A session numbers the units it adds, never twice the same. Units go in three ways: their own session lets go of the
 * oldest (`gone`), a removal names those it has seen (`cut`), or somebody else takes so many (`take`), which counts
 * until all units it was taken from have been removed.
 */
import { MAX_QUANTITY } from './selection.ts'

export type Choices = Record<string, string>
/** Session → number of its last unit that is meant. */
export type Marks = Record<string, number>
export type Units = {
  /** Numbered from + 1 … to. */
  from: number
  to: number
  /** The last one that the session itself let go. */
  gone: number
  by: string
  at: number
  configuration?: Choices
}
export type Entry = { units?: Units; cut?: Marks; take?: [units: number, from: Marks][] }
/** Session → what it says of this line. */
export type Line = Map<string, Entry>

/** Takings one session keeps apart; of more, the two oldest become one, which goes when the older would have. */
const MOST_TAKINGS = 4
/** A session's numbers go up by no more than this with every step of its clock. */
export const UNITS_A_STEP = MAX_QUANTITY + 1

/** The last unit of this session that has been removed; all of them where it has none. */
function cutOf(line: Line, session: string): number {
  const units = line.get(session)?.units
  if (!units) return Infinity
  let last = units.from
  for (const { cut } of line.values()) last = Math.max(last, cut?.[session] ?? 0)
  return last
}

function left(line: Line, session: string): number {
  const units = line.get(session)?.units
  return units ? Math.max(0, units.to - Math.max(units.gone, cutOf(line, session))) : 0
}

const isOver = (line: Line, from: Marks): boolean =>
  Object.entries(from).every(([session, unit]) => cutOf(line, session) >= unit)

/** May be below zero where more was taken at once than there was. */
export function balanceOf(line: Line): number {
  let balance = 0
  for (const [session, { take = [] }] of line) {
    balance += left(line, session)
    for (const [units, from] of take) if (!isOver(line, from)) balance -= units
  }
  return balance
}

export const quantityOf = (line: Line): number => clamp(balanceOf(line))

export const clamp = (n: number): number =>
  Number.isFinite(n) ? Math.min(MAX_QUANTITY, Math.max(0, Math.trunc(n))) : 0

/** Who has had units of this line for longest, with what they chose. */
export function oldestUnits(line: Line): Units | undefined {
  const holders = [...line].flatMap(([session, { units }]) =>
    units && left(line, session) > 0 ? [{ session, units }] : [],
  )
  holders.sort((a, b) => a.units.at - b.units.at || (a.session < b.session ? -1 : 1))
  return holders[0]?.units
}

/** What `session` says once it has added so many; `start` is above every number it has used. */
export function afterAdding(
  line: Line,
  session: string,
  add: number,
  first: Pick<Units, 'by' | 'at' | 'configuration'> & { start: number },
): Entry {
  const own = line.get(session) ?? {}
  const { start, ...rest } = first
  const units =
    own.units && cutOf(line, session) < own.units.to
      ? { ...own.units, to: own.units.to + add }
      : { from: start, to: start + add, gone: start, ...rest }
  return said(line, { ...own, units })
}

/** What `session` says once so many are taken away: its own first, then of those it sees. */
export function afterTaking(line: Line, session: string, count: number): Entry {
  const own = line.get(session) ?? {}
  const ownCount = Math.min(count, left(line, session))
  const units = own.units && {
    ...own.units,
    gone: ownCount > 0 ? Math.max(own.units.gone, cutOf(line, session)) + ownCount : own.units.gone,
  }
  const take = (own.take ?? []).filter(([, from]) => !isOver(line, from))
  if (count > ownCount) {
    const from = Object.fromEntries(
      [...line].flatMap(([other, entry]) =>
        entry.units && other !== session && left(line, other) > 0 ? [[other, entry.units.to]] : [],
      ),
    )
    take.push([count - ownCount, from])
  }
  return said(line, { ...own, ...(units && { units }), take: shortened(take) })
}

/** What `session` says once everything it sees has been removed; nothing where only its own was there. */
export function afterRemoving(line: Line, session: string): Entry | undefined {
  const { cut: before = {} } = line.get(session) ?? {}
  const cut = { ...before }
  for (const [other, { units }] of line)
    if (units && other !== session && cutOf(line, other) < units.to) cut[other] = units.to
  const entry = said(line, { cut })
  return entry.cut ? entry : undefined
}

/** Without marks that mean nothing any more, because the session has since begun anew or has none. */
function said(line: Line, { units, cut = {}, take = [] }: Entry): Entry {
  const needed = Object.entries(cut).filter(([session, unit]) => {
    const from = line.get(session)?.units?.from
    return from !== undefined && from < unit
  })
  return {
    ...(units && { units }),
    ...(needed.length > 0 && { cut: Object.fromEntries(needed) }),
    ...(take.length > 0 && { take }),
  }
}

type Takings = NonNullable<Entry['take']>

function shortened(takings: Takings): Takings {
  const kept: Takings = []
  for (const [units, from] of takings) {
    const last = kept.at(-1)
    if (last && isSame(last[1], from)) last[0] += units
    else kept.push([units, from])
  }
  while (kept.length > MOST_TAKINGS) {
    const [[older = 0, from = {}] = [], [newer = 0] = []] = kept
    kept.splice(0, 2, [older + newer, from])
  }
  return kept
}

const isSame = (a: Marks, b: Marks): boolean => {
  const [ofA, ofB] = [Object.entries(a), Object.entries(b)]
  return ofA.length === ofB.length && ofA.every(([session, unit]) => b[session] === unit)
}
