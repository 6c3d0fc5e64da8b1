/**
 * Signals between processes, over Postgres. One carries no truth: whoever hears it looks in the database, and whoever
 * may have missed some looks as well. Who listens says so, and who hears that answers: a process that has heard of no
 * other spares itself the way through the database.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { limits } from './database.ts'
import type { Logger } from './logger.ts'
import { callSystem, type Database } from './tenancy.ts'

export type Bus = {
  /** Told to every process, this one included, soon; what is said twice before it goes out is said once. */
  publish: (message: string) => void
  /** `missed` is called when some may have been. Answers how to stop. */
  subscribe: (heard: (message: string) => void, missed: () => void) => () => void
  close: () => Promise<void>
}

const LONGEST_WAIT_MS = 5_000
/** One COMMIT that notifies waits for another: what is said in this time goes with one. */
const GATHER_MS = 10
/** Others have answered by then. */
const ANSWERED_MS = 1_000
const HERE = 'here/'
/** Of a payload, by Postgres; each of ours is far shorter. */
const MOST_BYTES = 7_900

/** `channel` is the name that all who speak here share. */
export function createBus(
  { db, log }: { db: Database; log: Logger },
  login: pg.ClientConfig,
  channel: string,
): Bus {
  const listeners = new Set<{ heard: (message: string) => void; missed: () => void }>()
  const stopping = new AbortController()
  const waiting = new Set<string>()
  const me = `${HERE}${randomUUID()}`
  const others = new Set<string>()
  /** When it was first heard what this process itself has said. */
  let heardSelfAt: number | undefined
  let sending: Promise<void> | undefined
  let listening: Promise<void> | undefined

  const isAlone = (): boolean =>
    others.size === 0 && heardSelfAt !== undefined && performance.now() - heardSelfAt > ANSWERED_MS

  const say = (message: string): void => {
    waiting.add(message)
    sending ??= send()
  }

  const hear = (message: string): void => {
    if (message === me) heardSelfAt ??= performance.now()
    else if (!message.startsWith(HERE)) for (const { heard } of listeners) heard(message)
    else if (!others.has(message)) {
      others.add(message)
      say(me)
    }
  }

  const send = async (): Promise<void> => {
    while (waiting.size > 0) {
      await pause(GATHER_MS, undefined, { signal: stopping.signal }).catch(() => undefined) // the last goes at once
      const messages = [...waiting]
      waiting.clear()
      try {
        // what carries no truth need not wait for the disk
        await callSystem(db, {
          name: 'notify',
          text: `select set_config('synchronous_commit', 'off', true), pg_notify($1, said) from unnest($2::text[]) said`,
          values: [channel, inFew(messages)],
        })
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
        for (const message of (payload ?? '').split('\n')) hear(message)
      })
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      isUp()
      say(me)
      for (const { missed } of listeners) missed()
      await ended
    } finally {
      heardSelfAt = undefined
      await client.end()
    }
  }

  return {
    publish: (message) => (isAlone() ? queueMicrotask(() => hear(message)) : say(message)),
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

/** A line each, as few as hold them. */
function inFew(messages: string[]): string[] {
  const few: string[] = []
  let last = ''
  for (const message of messages) {
    if (last !== '' && Buffer.byteLength(last) + Buffer.byteLength(message) >= MOST_BYTES) {
      few.push(last)
      last = message
    } else last = last === '' ? message : `${last}\n${message}`
  }
  return [...few, last]
}
