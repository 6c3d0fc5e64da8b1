import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { newId } from './crypto.ts'
import { APP_ROLE, createPools, SYSTEM_ROLE, type Connection, type Pools } from './database.ts'
import { withSystem, type Database, type Tx } from './tenancy.ts'
import { addStore } from '../stores/stores.ts'
import type { Store } from './http.ts'
import { sql } from 'drizzle-orm'

declare module 'vitest' {
  interface ProvidedContext {
    /** Socket directory of the cluster of this run; `vidriera_template` there is migrated and empty. */
    postgresHost: string
  }
}

export type TestDatabase = Database & {
  connection: Connection
  /** A further log-in of the application role, for rivals and spies; closed at the end. */
  connect: (role?: 'app' | 'system' | 'owner' | 'postgres') => Promise<pg.Client>
}

/** One database a test file, cloned from the migrated template; a real Postgres with real connections. */
export function testDatabase(): TestDatabase {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const host = inject('postgresHost')
  const as = (user: string): pg.ClientConfig => ({ host, port: 5432, user, database: name })
  const clients: pg.Client[] = []
  let pools: Pools | undefined
  const connection = { owner: as('vidriera_owner'), app: as(APP_ROLE), system: as(SYSTEM_ROLE) }
  beforeAll(async () => {
    const admin = new pg.Client({ ...as('postgres'), database: 'postgres' })
    await admin.connect()
    await admin.query(`create database ${name} template vidriera_template owner vidriera_owner`)
    await admin.end()
    pools = createPools(connection, (error) => {
      throw error
    })
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()))
    await Promise.all([pools?.app.end(), pools?.system.end()])
  })
  return {
    connection,
    get pools() {
      if (!pools) throw new Error('the test database is made in beforeAll')
      return pools
    },
    connect: async (role = 'app') => {
      const client = new pg.Client(role === 'postgres' ? as('postgres') : connection[role])
      await client.connect()
      clients.push(client)
      return client
    },
  }
}

/** A new store with a random slug. */
export const addTestStore = (
  db: Database,
  input: Partial<Parameters<typeof addStore>[1]> = {},
): Promise<Store> =>
  addStore(db, {
    slug: `tienda-${randomUUID().slice(0, 8)}`,
    name: 'Tienda',
    currency: 'ARS',
    whatsapp: '+5491155550100',
    ...input,
  })

export type TestVariant = { productId: string; variantId: string; stockItemId: string; slug: string }

type NewVariant = {
  stock?: number | null
  priceMinor?: number | null
  compareAtMinor?: number | null
  name?: string
  status?: string
  allowsBackorder?: boolean
  stockItemId?: string
  variantId?: string
}

/** A product with one variant and its stock, received through the log; `stock: null` is not tracked. */
export async function addTestVariant(
  db: Database,
  store: Pick<Store, 'id'>,
  input: NewVariant = {},
): Promise<TestVariant> {
  const ids = {
    productId: newId(),
    variantId: input.variantId ?? newId(),
    stockItemId: input.stockItemId ?? newId(),
  }
  const slug = `producto-${ids.productId.slice(-12)}`
  const stock = input.stock === undefined ? 10 : input.stock
  await withSystem(db, async (tx: Tx) => {
    if (input.stockItemId === undefined) {
      await tx.execute(sql`insert into stock_items (store_id, id, on_hand, is_tracked, allows_backorder)
        values (${store.id}, ${ids.stockItemId}, ${stock ?? 0}, ${stock !== null}, ${input.allowsBackorder ?? false})`)
      if (stock !== null && stock > 0) {
        await tx.execute(sql`insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor)
          values (${store.id}, ${ids.stockItemId}, 'receive', ${stock}, 0, ${stock}, 0, 'test')`)
      }
    }
    await tx.execute(sql`insert into products (store_id, id, slug, name, status)
      values (${store.id}, ${ids.productId}, ${slug}, ${input.name ?? 'Producto'}, ${input.status ?? 'active'})`)
    await tx.execute(sql`insert into product_variants (store_id, id, product_id, stock_item_id, price_minor, compare_at_minor, sku)
      values (${store.id}, ${ids.variantId}, ${ids.productId}, ${ids.stockItemId},
        ${input.priceMinor === undefined ? 1000 : input.priceMinor}, ${input.compareAtMinor ?? null}, ${`sku-${ids.variantId.slice(-12)}`})`)
  })
  return { ...ids, slug }
}

/** Every breach of an invariant, over all stores; an empty list is what every test wants to see. */
export async function breaches(db: Database): Promise<unknown[]> {
  const { rows } = await withSystem(db, (tx) => tx.execute(sql`select * from check_invariants()`))
  return rows
}
