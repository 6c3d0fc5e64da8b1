/**
 * What shoppers look at, counted without knowing who they are.
 *
 * ANA1 a count holds a day, what was done and to which product; no address, no device, no cookie
 * ANA2 nothing is counted where the store has switched it off, or the browser asks not to be followed
 * ANA3 counts wait in memory for a moment and are written together: a crash loses seconds of them, never a request
 * ANA4 only products of the store are counted, whatever is claimed
 */
import { sql } from 'drizzle-orm'
import type { Visit, VisitReport } from '../../shared/analytics.ts'
import type { Store } from '../platform/http.ts'
import { withStore, withSystem, type Database } from '../platform/tenancy.ts'

export type Visits = {
  count: (store: Store, visit: Visit) => void
  /** Writes what has been counted since; what cannot be written is kept for the next time. */
  flush: () => Promise<void>
}

type Waiting = { storeId: string; day: string; kind: Visit['kind']; productId: string | null; count: number }

/** Different things counted between two writings; more than that are strangers inventing products. */
const MOST_WAITING = 5_000

export function createVisits(db: Database, now: () => number = Date.now): Visits {
  let waiting = new Map<string, Waiting>()
  const add = (visit: Waiting): void => {
    const key = `${visit.storeId} ${visit.day} ${visit.kind} ${visit.productId}`
    const known = waiting.get(key)
    if (known) known.count += visit.count
    else if (waiting.size < MOST_WAITING) waiting.set(key, visit)
  }
  return {
    count: (store, visit) => {
      if (!store.settings.countsVisits) return
      const productId = visit.kind === 'window' ? null : visit.productId
      add({ storeId: store.id, day: dayIn(store.timeZone, now()), kind: visit.kind, productId, count: 1 })
    },
    flush: async () => {
      if (waiting.size === 0) return
      const taken = [...waiting.values()]
      waiting = new Map()
      try {
        await write(db, taken)
      } catch (error) {
        taken.forEach(add)
        throw error
      }
    },
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()
function dayIn(timeZone: string, at: number): string {
  let format = formats.get(timeZone)
  // Swedish dates are ISO dates
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone })))
  return format.format(at)
}

/** One statement; rows in one order, so that two processes do not wait for each other in a circle. */
function write(db: Database, visits: Waiting[]): Promise<unknown> {
  return withSystem(db, (tx) =>
    tx.execute(sql`
      insert into daily_visits as known (store_id, day, kind, product_id, count)
      select v."storeId", v.day, v.kind, v."productId", v.count
      from jsonb_to_recordset(${JSON.stringify(visits)}::jsonb)
        as v("storeId" uuid, day date, kind text, "productId" uuid, count bigint)
      where v."productId" is null
        or exists (select from products p where p.store_id = v."storeId" and p.id = v."productId")
      order by 1, 2, 3, 4
      on conflict (store_id, day, kind, product_id) do update set count = known.count + excluded.count`),
  )
}

/** The last `days` days of one store, today included. */
export function readVisits(db: Database, store: Store, days: number): Promise<VisitReport> {
  return withStore(db, store.id, async (tx) => {
    const since = sql`(now() at time zone ${store.timeZone})::date - ${days - 1}::integer`
    const made = sql`(c.created_at at time zone ${store.timeZone})::date`
    const byDay = await tx.execute<VisitReport['days'][number]>(sql`
      with counted as (
        select day, kind, sum(count)::int as count from daily_visits
        where store_id = ${store.id} and day >= ${since} group by 1, 2
      ), sold as (
        select ${made} as day, count(*)::int as checkouts,
          (count(*) filter (where c.status = 'confirmed'))::int as confirmed
        from checkouts c where c.store_id = ${store.id}
          and c.created_at >= (${since})::timestamp at time zone ${store.timeZone} group by 1
      )
      select d::date::text as day,
        coalesce((select count from counted where day = d::date and kind = 'window'), 0) as window,
        coalesce((select count from counted where day = d::date and kind = 'product'), 0) as product,
        coalesce((select count from counted where day = d::date and kind = 'selected'), 0) as selected,
        coalesce(sold.checkouts, 0) as checkouts, coalesce(sold.confirmed, 0) as confirmed
      from generate_series(${since}, (now() at time zone ${store.timeZone})::date, interval '1 day') d
      left join sold on sold.day = d::date
      order by d`)
    const byProduct = await tx.execute<VisitReport['products'][number]>(sql`
      with counted as (
        select product_id, coalesce(sum(count) filter (where kind = 'product'), 0)::int as product,
          coalesce(sum(count) filter (where kind = 'selected'), 0)::int as selected
        from daily_visits where store_id = ${store.id} and day >= ${since} and product_id is not null group by 1
      ), sold as (
        select i.product_id, count(distinct c.id)::int as checkouts,
          (count(distinct c.id) filter (where c.status = 'confirmed'))::int as confirmed
        from checkouts c join checkout_items i on i.store_id = c.store_id and i.checkout_id = c.id
        where c.store_id = ${store.id} and c.created_at >= (${since})::timestamp at time zone ${store.timeZone}
        group by 1
      )
      select p.id as "productId", p.name, coalesce(counted.product, 0) as product,
        coalesce(counted.selected, 0) as selected, coalesce(sold.checkouts, 0) as checkouts,
        coalesce(sold.confirmed, 0) as confirmed
      from counted full join sold using (product_id)
      join products p on p.store_id = ${store.id} and p.id = product_id
      order by 3 desc, 5 desc, 2 limit 20`)
    return { days: byDay.rows, products: byProduct.rows }
  })
}
