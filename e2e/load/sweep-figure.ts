import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from './measure.ts'
import type { Shop } from './shop.ts'

const HOLDS = 10_000

/** Ten thousand holds that end in the same second: how late the server frees them, and how many a second. */
export async function sweepFigure(shop: Shop): Promise<Figure> {
  const { superuser, storeId } = shop
  await superuser.query(
    `do $$ begin
      for batch in 1..${HOLDS / 100} loop
        perform make_checkouts('${storeId}', heads.json, heads.ids, heads.variants, array_fill(1, array[100]),
          array_fill(null::jsonb, array[100]))
        from (
          select jsonb_agg(jsonb_build_object('n', n, 'id', id, 'code_hash', encode(sha256(id::text::bytea), 'hex'), 'key', id,
              'request_hash', '00', 'currency', 'ARS', 'hold_minutes', 1440, 'address', '00', 'source', 'sweep')) as json,
            array_agg(id) as ids, array_agg(variant_id) as variants
          from (select row_number() over () as n, uuidv7() as id, v.id as variant_id
                from (select id from product_variants where store_id = '${storeId}' order by random() limit 100) v) drawn) heads;
      end loop;
    end $$`,
  )
  await superuser.query(
    `update checkouts set expires_at = now() + interval '3 seconds' where store_id = $1 and source = 'sweep' and status = 'pending'`,
    [storeId],
  )
  const left = async (): Promise<number> => {
    const { rows } = await superuser.query<{ count: number }>(
      `select count(*)::integer as count from checkouts where store_id = $1 and source = 'sweep' and status = 'pending'`,
      [storeId],
    )
    return rows[0]?.count ?? 0
  }
  for (const until = Date.now() + 60_000; (await left()) === HOLDS; await pause(10)) {
    if (Date.now() > until) throw new Error('nothing is swept')
  }
  const started = performance.now()
  const remaining = await left()
  while ((await left()) > 0) await pause(20)
  const seconds = (performance.now() - started) / 1_000
  const { rows } = await superuser.query<{ late: number }>(
    `select extract(epoch from max(ended_at - expires_at))::float8 as late from checkouts where store_id = $1 and source = 'sweep'`,
    [storeId],
  )
  const late = rows[0]?.late ?? Number.NaN
  const rate = remaining / seconds
  return {
    what: `sweep of ${HOLDS.toLocaleString('en')} overdue holds`,
    baseline: '',
    ours: `${Math.round(rate).toLocaleString('en')}/s, ${late.toFixed(1)} s late`,
    ratio: null,
    goal: '≥ 2,000/s, ≤ 60 s late',
    isReached: rate >= 2_000 && late <= 60,
  }
}
