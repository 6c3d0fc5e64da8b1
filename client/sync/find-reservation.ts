/** What this browser knows of a reservation whose code is all there is. */
import { readEarlier } from './earlier.ts'
import { readPending, type Pending } from './pending.ts'

export function findReservation(code: string): { store: string; pending: Pending } | null {
  for (const key of keptKeys()) {
    const store = /^vidriera:([^:]+):(?:pending|earlier)$/.exec(key)?.[1]
    if (store === undefined) continue
    const pending = [readPending(store), ...readEarlier(store, Date.now())].find((one) => one?.code === code)
    if (pending) return { store, pending }
  }
  return null
}

function keptKeys(): string[] {
  try {
    return Object.keys(localStorage)
  } catch {
    return [] // a browser that keeps nothing
  }
}
