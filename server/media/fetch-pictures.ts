/** Pictures that wait to be fetched: rows that are their own queue, so that any number of processes may work on it. */
import { sql, type SQL } from 'drizzle-orm'
import type { FetchReason } from '../../shared/media.ts'
import type { Logger } from '../platform/logger.ts'
import type { Network } from '../platform/public-request.ts'
import { withStore, withSystem, type Database } from '../platform/tenancy.ts'
import { Unreadable } from './encoder-messages.ts'
import { FetchFailure, fetchPicture } from './fetch-picture.ts'
import { createGate } from './gate.ts'
import { hashIn, lockHash, type KeptPicture } from './media-rows.ts'
import type { Pictures } from './pictures.ts'

const BATCH = 24
const AT_ONCE = 4
const AT_ONCE_PER_HOST = 2
/** After so many in a row a host is left alone until its pictures' next attempt. */
const PATIENCE = 3
/** Longer than any attempt: whoever took a picture and died has it taken from them. */
const LEASE = '5 minutes'
/** Until the next attempt, by how many there were; after the last of them it has failed. */
const waitMs = [1, 5, 30, 120, 720].map((minutes) => minutes * 60_000)
const LONGEST_WAIT_MS = 24 * 60 * 60_000

type Deps = { db: Database; pictures: Pictures; log: Logger; network?: Network }
type Taken = { store_id: string; id: string; source_url: string; attempts: number }

export type PictureFetcher = {
  /** Works until nothing is due; answers how many pictures it looked after. */
  run: () => Promise<number>
  /** Breaks off what is under way; it is due again at once. */
  stop: () => void
}

export function createPictureFetcher({ db, pictures, log, network }: Deps): PictureFetcher {
  const stopping = new AbortController()
  const { signal } = stopping

  const settle = (row: Taken, set: SQL, hash?: string): Promise<unknown> =>
    withSystem(db, async (tx) => {
      if (hash !== undefined) await lockHash(tx, hash)
      await tx.execute(sql`update media set ${set}
        where store_id = ${row.store_id} and id = ${row.id} and state = 'waiting'`)
    })
  const arrived = async (row: Taken, kept: KeptPicture): Promise<void> => {
    await settle(
      row,
      sql`state = 'ready', hash = ${kept.hash}, width = ${kept.width}, height = ${kept.height},
        thumbhash = ${kept.thumbhash}, bytes = ${kept.bytes}, reason = null`,
      kept.hash,
    )
    pictures.prepare(kept)
  }
  const missed = (row: Taken, reason: FetchReason, retryMs: number | undefined): Promise<unknown> =>
    settle(
      row,
      retryMs === undefined
        ? sql`state = 'failed', reason = ${reason}`
        : sql`reason = ${reason}, not_before = now() + ${Math.min(retryMs, LONGEST_WAIT_MS) / 1000} * interval '1 second'`,
    )

  const fetchOne = async (row: Taken, host: Host): Promise<void> => {
    try {
      const adopted = await findKept(db, row.source_url)
      if (adopted) return await arrived(row, adopted)
      if (row.source_url.startsWith('/')) throw new FetchFailure('unknown-picture', true)
      if (host.failures >= PATIENCE) throw new FetchFailure('unreachable', false)
      const bytes = await fetchPicture(row.source_url, signal, network)
      host.failures = 0
      await pictures.keepAndSave(bytes, (kept) => arrived(row, kept))
    } catch (error) {
      if (signal.aborted) return void (await settle(row, sql`attempts = attempts - 1, not_before = now()`))
      if (error instanceof Unreadable) return void (await missed(row, error.reason, undefined))
      if (!(error instanceof FetchFailure)) throw error
      if (!error.isFinal) host.failures++
      const wait = error.isFinal ? undefined : waitMs[row.attempts - 1]
      await missed(row, error.reason, wait && Math.max(wait, error.retryAfterMs ?? 0))
    }
  }

  const batch = async (): Promise<number> => {
    const rows = await take(db)
    const all = createGate(AT_ONCE)
    const hosts = new Map<string, Host>()
    await Promise.all(
      rows.map((row) => {
        const name = URL.parse(row.source_url)?.host ?? ''
        const host = hosts.get(name) ?? { gate: createGate(AT_ONCE_PER_HOST), failures: 0 }
        hosts.set(name, host)
        return host
          .gate(() => all(() => fetchOne(row, host)))
          .catch((error: unknown) => {
            // ours, not the picture's: its lease ends and it is tried again
            log.error({ err: error }, 'a picture could not be looked after')
          })
      }),
    )
    return rows.length
  }

  return {
    run: async () => {
      let count = 0
      for (let some = BATCH; some === BATCH && !signal.aborted; count += some) some = await batch()
      return count
    },
    stop: () => stopping.abort(),
  }
}

type Host = { gate: ReturnType<typeof createGate>; failures: number }

/** Takes what is due, for as long as the lease lasts. */
async function take(db: Database): Promise<Taken[]> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<Taken>(sql`
      update media m set attempts = m.attempts + 1, not_before = now() + ${LEASE}::interval
      from (
        select store_id, id from media where state = 'waiting' and not_before <= now()
        order by not_before, store_id, id limit ${BATCH} for update skip locked) due
      where m.store_id = due.store_id and m.id = due.id
      returning m.store_id, m.id, m.source_url, m.attempts`),
  )
  return rows
}

/** Makes every picture of a store that failed due once more. */
export async function retryPictures(db: Database, store: { id: string }): Promise<void> {
  await withStore(db, store.id, (tx) =>
    tx.execute(sql`update media set state = 'waiting', attempts = 0, not_before = now()
      where store_id = ${store.id} and state = 'failed'`),
  )
}

/** An address that names a picture of ours needs no fetching, whichever store had it first. */
async function findKept(db: Database, address: string): Promise<KeptPicture | undefined> {
  const hash = hashIn(address)
  if (hash === undefined) return undefined
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<KeptPicture>(sql`
      select hash, width, height, thumbhash, bytes from media where hash = ${hash} and state = 'ready' limit 1`),
  )
  return rows[0]
}
