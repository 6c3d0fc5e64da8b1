import { sql } from 'drizzle-orm'
import type { FetchReport } from '../../shared/media.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Database } from '../platform/tenancy.ts'

type ReportRow = FetchReport['items'][number]
const SHOWN = 500

/** How far the pictures have come that imports have named: what is there, what is not, and why. */
export function reportPictures(db: Database, store: Store): Promise<FetchReport> {
  return withStore(db, store.id, async (tx) => {
    const counts = await tx.execute<Omit<FetchReport, 'items'>>(sql`
      select count(*) filter (where state = 'waiting')::integer as waiting,
        count(*) filter (where state = 'ready')::integer as ready,
        count(*) filter (where state = 'failed')::integer as failed
      from media where store_id = ${store.id} and source_url is not null`)
    const { rows } = await tx.execute<{ item: ReportRow }>(sql`
      select jsonb_build_object('sourceUrl', m.source_url, 'state', m.state, 'reason', m.reason, 'attempts', m.attempts,
        'nextAttemptAt', case when m.state = 'waiting' then to_char(m.not_before at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end,
        'products', coalesce((
          select jsonb_agg(distinct jsonb_build_object('slug', p.slug, 'name', p.name, 'key', p.external_key))
          from product_images i join products p on p.store_id = i.store_id and p.id = i.product_id
          where i.store_id = m.store_id and i.media_id = m.id), '[]')) as item
      from media m where m.store_id = ${store.id} and m.source_url is not null and m.state <> 'ready'
      order by m.state, m.created_at, m.id limit ${SHOWN}`)
    return { ...(counts.rows[0] ?? { waiting: 0, ready: 0, failed: 0 }), items: rows.map(({ item }) => item) }
  })
}
