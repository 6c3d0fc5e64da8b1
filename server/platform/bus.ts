/**
 * Signals between processes, over Postgres. One carries no truth: whoever hears it looks in the database, and whoever
 * may have missed some looks as well.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { limits } from './database.ts'
import type { Logger } from './logger.ts'
import { withSystem, type Database } from './tenancy.ts'

export type Bus = {
  /** Told to every process, this one included, soon; what is said twice before it goes out is said once. */
  publish: (message: string) => void
  /** `missed` is called when some may have been. Answers how to stop. */
  subscribe: (heard: (message: string) => void, missed: () => void) => () => void
  close: () => Promise<void>
}

const LONGEST_WAIT_MS = 5_000
/** One COMMIT that notifies waits for another and for the disk: what is said in this time goes with one. */
const GATHER_MS = 10

/** `channel` is the name that all who speak here share. */
export function createBus(
  { db, log }: { db: Database; log: Logger },
  login: pg.ClientConfig,
  channel: string,
): Bus {
  const listeners = new Set<{ heard: (message: string) => void; missed: () => void }>()
  const stopping = new AbortController()
  const waiting = new Set<string>()
  let sending: Promise<void> | undefined
  let listening: Promise<void> | undefined

  const send = async (): Promise<void> => {
    while (waiting.size > 0) {
      await pause(GATHER_MS, undefined, { signal: stopping.signal }).catch(() => undefined) // the last goes at once
      const messages = [...waiting]
      waiting.clear()
      try {
        await withSystem(db, (tx) =>
          tx.execute(
            sql`select pg_notify(${channel}, said) from unnest(${sql.param(messages)}::text[]) said`,
          ),
        )
      } catch (error) {
        log.warn({ err: error }, 'other processes could not be told; they look for themselves')
      }
    }
    sending = undefined
  }

  const listen = async (): Promise<void> => {
    for (let waitMs = 100; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        await listenOnce(() => (waitMs = 100))
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'other processes are not heard, trying again')
      }
      await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined) // asked to stop
    }
  }

  /** Until the connection breaks. */
  const listenOnce = async (isUp: () => void): Promise<void> => {
    const client = new pg.Client({ ...limits, ...login })
    const ended = new Promise<void>((resolve) => {
      client.once('error', () => resolve())
      client.once('end', () => resolve())
      stopping.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    try {
      await client.connect()
      client.on('notification', ({ payload }) => {
        for (const { heard } of listeners) heard(payload ?? '')
      })
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      isUp()
      for (const { missed } of listeners) missed()
      await ended
    } finally {
      await client.end()
    }
  }

  return {
    publish: (message) => {
      waiting.add(message)
      sending ??= send()
    },
    subscribe: (heard, missed) => {
      const listener = { heard, missed }
      listeners.add(listener)
      listening ??= listen()
      return () => void listeners.delete(listener)
    },
    close: async () => {
      stopping.abort()
      await Promise.all([listening, sending])
    },
  }
}
