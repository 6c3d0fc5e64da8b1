/** The checkout this browser made and nobody has confirmed yet. */
import { keep, readKept } from '../platform/storage.ts'

export type Pending = {
  code: string
  expiresAt: string
  timeZone: string
  /** What was said with it, to be said again when it is changed; it stays in this browser. */
  note?: string
}

export const pendingKey = (store: string) => `vidriera:${store}:pending`

export function parsePending(text: string | null): Pending | null {
  if (!text) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { code, expiresAt, timeZone, note } = value as Record<string, unknown>
    const isWhole = typeof code === 'string' && typeof expiresAt === 'string' && typeof timeZone === 'string'
    return isWhole ? { code, expiresAt, timeZone, ...(typeof note === 'string' ? { note } : {}) } : null
  } catch {
    return null
  }
}

export const readPending = (store: string) => parsePending(readKept(pendingKey(store)))

export function keepPending(store: string, pending: Pending | null): void {
  keep(pendingKey(store), pending === null ? null : JSON.stringify(pending))
}
