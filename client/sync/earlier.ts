/**
 * Reservations of which another selection was begun: they stay open, and their links must not be lost. Whether one has ended
 * only the shop knows; the clock of a phone may be a day ahead.
 */
import { journal } from '../platform/journal.ts'
import { keep, readKept } from '../platform/storage.ts'
import type { Selection } from './create-selection.ts'
import { parsePending, type Pending } from './pending.ts'

const MOST = 5
const key = (store: string) => `vidriera:${store}:earlier`

/** By which no clock is wrong. */
const SURELY_OVER_MS = 2 * 24 * 60 * 60_000

/** Those that may still be open where it is said to be `nowMs`, the latest first. */
export function readEarlier(store: string, nowMs: number): Pending[] {
  return parseEarlier(readKept(key(store))).filter((one) => !isOverBy(one, nowMs - SURELY_OVER_MS))
}

export const isOverBy = ({ expiresAt }: Pick<Pending, 'expiresAt'>, nowMs: number): boolean =>
  Date.parse(expiresAt) <= nowMs

export function keepEarlier(store: string, pending: Pending, nowMs: number): void {
  const others = readEarlier(store, nowMs).filter(({ code }) => code !== pending.code)
  keep(key(store), JSON.stringify([pending, ...others].slice(0, MOST)))
}

/** Empties the selection and gives it a new id; what is reserved stays so, under its own link. */
export async function startAnother(selection: Selection): Promise<void> {
  const left = selection.pending()
  if (left) keepEarlier(selection.store, left, Date.now())
  await (await selection.whenOpen()).startAnother()
  selection.setPending(null)
  journal('empieza otra selección')
}

export function dropEarlier(store: string, over: string, nowMs: number): void {
  const kept = readEarlier(store, nowMs)
  const others = kept.filter(({ code }) => code !== over)
  if (others.length < kept.length) keep(key(store), others.length > 0 ? JSON.stringify(others) : null)
}

export function parseEarlier(text: string | null): Pending[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    if (!Array.isArray(value)) return []
    return value.flatMap((one: unknown) => parsePending(JSON.stringify(one)) ?? [])
  } catch {
    return []
  }
}
