/**
 * A merchant’s order to take what is no longer sold out of all selections of a store, open or not (SEL6).
 *
 * SEL8 it is done once however many processes work: each selection is counted in the transaction that cleans it, so that
 *      after a crash it goes on where it was and reports what was done.
 */
import { and, desc, eq, sql } from 'drizzle-orm'
import type { RemovalReason } from '../../shared/selection.ts'
import type { SelectionCleaning } from '../../shared/selection-cleaning.ts'
import { newId } from '../platform/crypto.ts'
import type { Logger } from '../platform/logger.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { selectionCleanings } from './tables.ts'
import { takeOutVanished } from './vanished.ts'

const BATCH = 50
/** Longer than one selection ever takes: whoever took the work and died has it taken from them. */
const LEASE = '1 minute'

/** Orders it and answers how it stands; while one is under way, that one. */
export function startCleaning(db: Database, storeId: string, startedBy: string): Promise<SelectionCleaning> {
  return withStore(db, storeId, async (tx) => {
    await tx.execute(sql`insert into selection_cleanings (store_id, id, started_by, selections)
      select ${storeId}, ${newId()}, ${startedBy}, count(*) from selections where store_id = ${storeId}
      on conflict (store_id) where finished_at is null do nothing`)
    return readLast(tx, storeId)
  })
}

/** How one stands. */
export const readCleaning = (db: Database, storeId: string, id: string): Promise<SelectionCleaning> =>
  withStore(db, storeId, (tx) => readLast(tx, storeId, id))

async function readLast(tx: Tx, storeId: string, id?: string): Promise<SelectionCleaning> {
  const [row] = await tx
    .select()
    .from(selectionCleanings)
    .where(
      and(
        eq(selectionCleanings.storeId, storeId),
        id === undefined ? undefined : eq(selectionCleanings.id, id),
      ),
    )
    .orderBy(desc(selectionCleanings.id))
    .limit(1)
  if (!row) throw new Refusal('not-found')
  const { startedAt, finishedAt, selections, seen, cleaned, busy, lines, reasons } = row
  return {
    ...{ id: row.id, selections, seen, cleaned, busy, lines, reasons },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

type Taken = { store_id: string; id: string; upto: string }

/** Works until nothing is ordered; `stop` breaks off between two selections, and somebody else goes on at once. */
export function createCleaner({ db, log }: { db: Database; log: Logger }) {
  let isStopped = false
  const cleanStore = async (work: Taken): Promise<void> => {
    let { upto } = work
    for (let ids = await nextIds(db, work.store_id, upto); ids.length > 0;) {
      for (const id of ids) {
        if (isStopped) return giveBack(db, work)
        if (!(await cleanOne(db, work, { id, upto }))) return // somebody else has taken it over
        upto = id
      }
      ids = await nextIds(db, work.store_id, upto)
    }
    await finish(db, work, log)
  }
  return {
    run: async (): Promise<void> => {
      for (let work = await take(db); work && !isStopped; work = await take(db)) await cleanStore(work)
    },
    stop: () => void (isStopped = true),
  }
}

async function take(db: Database): Promise<Taken | undefined> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<Taken>(sql`
      update selection_cleanings c set not_before = now() + ${LEASE}::interval
      from (select store_id, id from selection_cleanings where finished_at is null and not_before <= now()
        order by started_at limit 1 for update skip locked) due
      where c.store_id = due.store_id and c.id = due.id returning c.store_id, c.id, c.upto`),
  )
  return rows[0]
}

async function nextIds(db: Database, storeId: string, upto: string): Promise<string[]> {
  const { rows } = await withStore(db, storeId, (tx) =>
    tx.execute<{ id: string }>(sql`select id from selections
      where store_id = ${storeId} and id > ${upto} order by id limit ${BATCH}`),
  )
  return rows.map(({ id }) => id)
}

/** False where it is no longer ours to do: then nothing was done. */
function cleanOne(db: Database, work: Taken, { id, upto }: { id: string; upto: string }): Promise<boolean> {
  return withStore(db, work.store_id, async (tx) => {
    const { rowCount } = await tx.execute(sql`select from selection_cleanings
      where ${isWork(work)} and finished_at is null and upto = ${upto} for update`)
    if (rowCount === 0) return false
    const taken = await takeOutVanished(tx, { storeId: work.store_id, id })
    const counts: Partial<Record<RemovalReason, number>> = {}
    for (const { reason } of taken ?? []) counts[reason] = (counts[reason] ?? 0) + 1
    const lines = taken?.length ?? 0
    await tx.execute(sql`
      update selection_cleanings set upto = ${id}, seen = seen + 1, not_before = now() + ${LEASE}::interval,
        busy = busy + ${taken ? 0 : 1}, cleaned = cleaned + ${lines > 0 ? 1 : 0}, lines = lines + ${lines},
        reasons = reasons || coalesce((select jsonb_object_agg(key, value::integer + coalesce((reasons ->> key)::integer, 0))
          from jsonb_each_text(${JSON.stringify(counts)}::jsonb)), '{}')
      where ${isWork(work)}`)
    return true
  })
}

const isWork = ({ store_id: storeId, id }: Taken) => sql`store_id = ${storeId} and id = ${id}`

const giveBack = (db: Database, work: Taken): Promise<void> =>
  withStore(db, work.store_id, async (tx) => {
    await tx.execute(sql`update selection_cleanings set not_before = now() where ${isWork(work)}`)
  })

async function finish(db: Database, work: Taken, log: Logger): Promise<void> {
  const report = await withStore(db, work.store_id, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      update selection_cleanings set finished_at = now() where ${isWork(work)} and finished_at is null`)
    return rowCount === 0 ? undefined : readLast(tx, work.store_id, work.id)
  })
  if (report) log.info({ storeId: work.store_id, ...report }, 'the selections of a store were cleaned')
}
