import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Jobs } from './jobs.ts'
import { withSystem, type Database } from './tenancy.ts'

const LIMIT_MS = 1_000

export type Report = { ready: boolean; missing: string[]; jobs?: Record<string, number> }

export type Readiness = {
  /** True once the database is up to date and the first things are in it. */
  isReady: () => boolean
  /** What the start is waiting for now; undefined when it is through. */
  waitFor: (what: string | undefined) => void
  /** The queue, once it has been opened. */
  watchQueue: (jobs: Jobs) => void
  /** Asks the database and the queue, a second at most. */
  check: () => Promise<Report>
}

/** What `/readyz` knows. */
export function createReadiness(db: Database): Readiness {
  let missing: string | undefined = 'start'
  let queue: Jobs | undefined
  return {
    isReady: () => missing === undefined,
    waitFor: (what) => {
      missing = what
    },
    watchQueue: (jobs) => {
      queue = jobs
    },
    check: async () => {
      if (missing !== undefined) return { ready: false, missing: [missing] }
      const [database, counts] = await Promise.all([
        within(withSystem(db, (tx) => tx.execute(sql`select 1`))),
        queue === undefined ? undefined : within(queue.counts()),
      ])
      const absent = [
        ...(database === undefined ? ['database'] : []),
        ...(counts === undefined ? ['queue'] : []),
      ]
      return {
        ready: absent.length === 0,
        missing: absent,
        ...(counts === undefined ? {} : { jobs: counts }),
      }
    },
  }
}

/** The answer, or undefined where it fails or takes too long. */
async function within<T>(answer: Promise<T>): Promise<T | undefined> {
  const late = new AbortController()
  const timeout = pause(LIMIT_MS, undefined, { signal: late.signal, ref: false }).catch(() => undefined)
  try {
    return await Promise.race([answer.catch(() => undefined), timeout])
  } finally {
    late.abort()
  }
}
