import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { v7 } from 'uuid'

/** The database function as one statement: what a checkout costs without HTTP and without groups. */
export const MAKE_CHECKOUT =
  'select make_checkouts($1, $2, $3::uuid[], $4::uuid[], $5::integer[], $6::jsonb[]) as made'

/** Eight connections of the application role that see one store. */
export function storePool(host: string, storeId: string): pg.Pool {
  // as a start-up option, so that the setting is there before the first query
  const options = `-c app.store_id=${storeId}`
  return new pg.Pool({ host, port: 5432, user: 'vidriera_app', database: 'vidriera', max: 8, options })
}

/** The values of MAKE_CHECKOUT for one checkout of one unit a variant, as the server would send them. */
export function databaseCheckout(storeId: string, variants: string[]): unknown[] {
  const head = {
    n: 0,
    id: v7(),
    code_hash: createHash('sha256').update(randomBytes(16)).digest('hex'),
    key: randomUUID(),
    request_hash: createHash('sha256').update(variants.join()).digest('hex'),
    currency: 'ARS',
    name: null,
    phone: null,
    note: null,
    source: null,
    selection: null,
    device: null,
    address: '00'.repeat(16),
    hold_minutes: 1440,
    caps: null,
    max_units: null,
    replaces: null,
    expected_total: null,
    expected_prices: null,
  }
  return [
    storeId,
    JSON.stringify([head]),
    variants.map(() => head.id),
    variants,
    variants.map(() => 1),
    variants.map(() => null),
  ]
}
