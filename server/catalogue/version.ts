import { sql } from 'drizzle-orm'
import type { Store } from '../platform/http.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { nextOfferChange } from './product-json.ts'

/** Another text whenever anything of the window but stock becomes another: a change, or an offer that begins or ends. */
export async function queryVersion(db: Database, store: Store): Promise<Timed<string>> {
  const [row] = await withStore(db, store.id, async (tx) => {
    const result = await tx.execute<{ version: string; until: number | null }>(sql`
      select coalesce((select v.version from catalogue_versions v where v.store_id = ${store.id}), 0) || '-'
          || coalesce((extract(epoch from (
            select max(edge.moment) from (
              (select v.sale_starts_at from product_variants v
               where v.store_id = ${store.id} and v.sale_starts_at <= now() order by v.sale_starts_at desc limit 1)
              union all
              (select v.sale_ends_at from product_variants v
               where v.store_id = ${store.id} and v.sale_ends_at <= now() order by v.sale_ends_at desc limit 1)) edge(moment)
          )) * 1000)::bigint, 0) as version,
        ${nextOfferChange(store)} as until`)
    return result.rows
  })
  return { value: row?.version ?? '0-0', until: row?.until ?? Number.POSITIVE_INFINITY }
}
