import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { shopOf } from '../test-shop.ts'
import { APP_ROLE, sqlState, SYSTEM_ROLE } from './database.ts'
import type { Store } from './http.ts'
import { addTestStore, addTestVariant, testDatabase, type TestVariant } from './test-database.ts'
import { callIn, callStore, withStore, withSystem, type Tx } from './tenancy.ts'

const db = testDatabase()
/** Tables without a store; a new one needs a reason here. */
const STORELESS = ['auth_accounts', 'businesses', 'sessions', 'users', 'verifications']
let own: Store
let other: Store
let theirs: TestVariant
let ours: TestVariant
beforeAll(async () => {
  own = await addTestStore(db)
  other = await addTestStore(db)
  ours = await addTestVariant(db, own)
  theirs = await addTestVariant(db, other)
  const { buy } = shopOf(db)
  await buy(own, [ours])
  await buy(other, [theirs])
})

const asOwner = async <T extends Record<string, unknown>>(
  text: string,
  values: unknown[] = [],
): Promise<T[]> => {
  const client = await db.connect('postgres')
  return (await client.query(text, values)).rows as T[]
}
const tenantTables = async (): Promise<string[]> =>
  (
    await asOwner<{ name: string }>(`select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and (c.relname = 'stores' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'store_id'))
      order by 1`)
  ).map(({ name }) => name)

/** The SQLSTATE that the work fails with; undefined where it succeeds. */
const stateOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  try {
    await work
    return undefined
  } catch (error) {
    return sqlState(error) ?? String(error)
  }
}

describe('the catalogue of the database', () => {
  test('every table with a store has row-level security, forced, and a policy for each of the two roles', async () => {
    const rows = await asOwner<{
      name: string
      is_on: boolean
      is_forced: boolean
      app: number
      system: number
    }>(
      `select c.relname as name, c.relrowsecurity as is_on, c.relforcerowsecurity as is_forced,
        (select count(*)::integer from pg_policies p where p.tablename = c.relname and '${APP_ROLE}' = any (p.roles)
          and p.qual like '%app.store_id%' and p.with_check like '%app.store_id%') as app,
        (select count(*)::integer from pg_policies p where p.tablename = c.relname and '${SYSTEM_ROLE}' = any (p.roles)) as system
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any ($1) order by 1`,
      [await tenantTables()],
    )
    expect(rows.length).toBeGreaterThan(14)
    expect(rows.filter((row) => !row.is_on || !row.is_forced || row.app !== 1 || row.system !== 1)).toEqual(
      [],
    )
  })

  test('no policy is for anybody else, but for what search reads, and none lets the application see what is not of its store', async () => {
    const rows = await asOwner(
      `select tablename, policyname, cmd, roles = array[tableowner] as is_for_owner from pg_policies join pg_tables using (schemaname, tablename)
       where not (roles <@ array['${APP_ROLE}', '${SYSTEM_ROLE}']::name[])
          or ('${APP_ROLE}' = any (roles) and (qual not like '%current_setting%' or with_check not like '%current_setting%'))`,
    )
    expect(rows).toEqual([
      { tablename: 'product_search', policyname: 'of_search', cmd: 'SELECT', is_for_owner: true },
    ])
  })

  test('a table without a store is on the list, or it fails here', async () => {
    const rows = await asOwner<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and relname <> all ($1) order by 1`,
      [await tenantTables()],
    )
    expect(rows.map(({ name }) => name)).toEqual(STORELESS)
  })

  test('every foreign key between tables of stores carries the store on both sides', async () => {
    const rows = await asOwner<{ name: string; columns: string[]; target: string[] }>(
      `select k.conname as name,
        array(select a.attname::text from unnest(k.conkey) u(n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n) as columns,
        array(select a.attname::text from unnest(k.confkey) u(n) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n) as target
       from pg_constraint k
       where k.contype = 'f' and k.conrelid::regclass::text = any ($1) and k.confrelid::regclass::text = any ($1)`,
      [await tenantTables()],
    )
    expect(rows.length).toBeGreaterThan(15)
    const loose = rows.filter(
      ({ columns, target }) =>
        !(
          columns[0] === 'store_id' &&
          (target[0] === 'store_id' || (target.length === 1 && target[0] === 'id' && columns.length === 1))
        ),
    )
    expect(loose).toEqual([])
  })

  test('what names a row without a foreign key is on the list, with the reason', async () => {
    const loose = {
      'checkout_items.product_id':
        'a line outlives its product, which may be deleted; it is frozen from a row of the store',
      'checkout_items.variant_id': 'as its product',
      'product_changes.product_id':
        'names also products that are no more: whoever keeps the window has to let go of them',
      'checkouts.device_id': 'a browser’s own, of no table',
      'checkouts.selection_id': 'a capability that a browser made, of no table',
    }
    const rows = await asOwner<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relname = any ($1) and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
         and (a.atttypid = 'uuid'::regtype or a.attname like '%\\_id') and a.attname not in ('id', 'store_id')
         and not exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any (k.conkey))`,
      [await tenantTables()],
    )
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(loose).sort())
  })

  test('every primary key and every unique key of a store leads with the store, but for the capability and the host', async () => {
    const rows = await asOwner<{ name: string }>(
      `select k.conname as name from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       where k.contype in ('p', 'u') and k.conrelid::regclass::text = any ($1) and a.attname <> 'store_id' order by 1`,
      [await tenantTables()],
    )
    expect(rows.map(({ name }) => name)).toEqual([
      'checkouts_code',
      'stores_host_unique',
      'stores_pkey',
      'stores_slug_unique',
    ])
  })

  test('views ask as whoever asks, nothing is materialised, and no function but two runs as its owner', async () => {
    const views = await asOwner<{ name: string; options: string[] | null }>(
      `select relname as name, reloptions as options from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
    )
    expect(views.length).toBeGreaterThan(2)
    expect(views.filter(({ options }) => !options?.includes('security_invoker=true'))).toEqual([])
    const definers = await asOwner(
      `select proname, proconfig @> '{"search_path=public, pg_temp"}' as is_bound, prosrc like '%current_setting(''app.store_id''%' as is_of_store
       from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by proname`,
    )
    expect(definers).toEqual([
      // reads and answers nothing of any store
      { proname: 'refresh_statistics', is_bound: true, is_of_store: false },
      { proname: 'search_products', is_bound: true, is_of_store: true },
    ])
  })

  test('the two roles own nothing, bypass nothing and create nothing', async () => {
    const rows = await asOwner(
      `select rolname from pg_roles where rolname in ('${APP_ROLE}', '${SYSTEM_ROLE}')
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
       union all select relname from pg_class where relowner::regrole::text in ('${APP_ROLE}', '${SYSTEM_ROLE}')`,
    )
    expect(rows).toEqual([])
    expect(await stateOf(withStore(db, own.id, (tx) => tx.execute(sql`create table mine (id int)`)))).toBe(
      '42501',
    )
  })
})

describe('No one in where they don’t belong: the rows', () => {
  test('each table shows the application its own store alone, whatever it asks for', async () => {
    for (const table of await tenantTables()) {
      const key = sql.identifier(table === 'stores' ? 'id' : 'store_id')
      const { rows } = await withStore(db, own.id, (tx) =>
        tx.execute<{ mine: number; all: number }>(
          sql`select count(*) filter (where ${key} = ${own.id})::integer as mine, count(*)::integer as all from ${sql.identifier(table)}`,
        ),
      )
      expect([table, rows[0]?.all]).toEqual([table, rows[0]?.mine])
    }
  })

  test('without a store there is nothing to see, on a fresh connection and on a used one', async () => {
    const fresh = await db.connect()
    for (let n = 0; n < 2; n++) {
      for (const table of await tenantTables()) {
        const { rows } = await fresh.query<{ count: number }>(
          `select count(*)::integer as count from "${table}"`,
        )
        expect([table, rows[0]?.count]).toEqual([table, 0])
      }
      await fresh.query(`begin; set local app.store_id = '${own.id}'; select 1; commit`)
    }
  })

  test('a function that is called alone sees the store that it names, no other, and leaves nothing behind', async () => {
    const text = 'select count(*)::integer as count from products'
    const count = { name: 'count', text, values: [] }
    expect(await callStore(db, count)).toEqual([{ count: 0 }])
    await asOwner(`create function count_products(p_store uuid) returns bigint language plpgsql as $$
      begin perform set_config('app.store_id', p_store::text, true); return (select count(*) from products); end $$`)
    const [inOwn] = await callStore(db, {
      name: 'count_products',
      text: 'select count_products($1) as count',
      values: [own.id],
    })
    expect(await withStore(db, own.id, (tx) => callIn(tx, count))).toEqual([inOwn])
    expect(inOwn?.['count']).toBeGreaterThan(0)
    // of all connections of the pool the one that was used among them
    expect(await Promise.all(Array.from({ length: 8 }, () => callStore(db, count)))).toEqual(
      Array.from({ length: 8 }, () => [{ count: 0 }]),
    )
    await asOwner('drop function count_products')
  })

  test('a foreign row cannot be changed, deleted or written, nor one’s own moved away', async () => {
    const attempts: [string, (tx: Tx) => Promise<{ rowCount: number | null }>][] = [
      ['update', (tx) => tx.execute(sql`update products set name = 'x' where id = ${theirs.productId}`)],
      ['delete', (tx) => tx.execute(sql`delete from product_variants where id = ${theirs.variantId}`)],
      ['counter', (tx) => tx.execute(sql`update stock_items set reserved = 0 where store_id = ${other.id}`)],
      ['settings', (tx) => tx.execute(sql`update stores set name = 'x' where id = ${other.id}`)],
    ]
    for (const [name, attempt] of attempts) {
      expect([name, (await withStore(db, own.id, attempt)).rowCount]).toEqual([name, 0])
    }
    const refused = [
      sql`insert into categories (store_id, id, slug, name) values (${other.id}, gen_random_uuid(), 'x', 'x')`,
      sql`update products set store_id = ${other.id} where id = ${ours.productId}`,
    ]
    for (const statement of refused)
      expect(await stateOf(withStore(db, own.id, (tx) => tx.execute(statement)))).toBe('42501')
  })

  test('a reference to another store’s row is impossible, also for the role that sees every store', async () => {
    const statement = sql`insert into product_variants (store_id, id, product_id, stock_item_id, price_minor)
      values (${own.id}, gen_random_uuid(), ${theirs.productId}, ${ours.stockItemId}, 1)`
    expect(await stateOf(withStore(db, own.id, (tx) => tx.execute(statement)))).toBe('23503')
    expect(await stateOf(withSystem(db, (tx) => tx.execute(statement)))).toBe('23503')
  })

  test('a line of the stock log cannot name another store’s checkout, by a function or by hand', async () => {
    const [held] = await asOwner<{ id: string }>(`select id from checkouts where store_id = $1`, [other.id])
    const id = held?.id ?? ''
    const before = await asOwner(`select * from stock_logs order by id`)
    const statements = [
      sql`select reserve_stock(${own.id}, array[${id}]::uuid[], array[${ours.stockItemId}]::uuid[], array[1], 'x')`,
      sql`insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor, checkout_id)
        values (${own.id}, ${ours.stockItemId}, 'reserve', 0, 0, 0, 0, 'x', ${id})`,
    ]
    for (const statement of statements) {
      expect(await stateOf(withStore(db, own.id, (tx) => tx.execute(statement)))).toBe('23503')
      expect(await stateOf(withSystem(db, (tx) => tx.execute(statement)))).toBe('23503')
    }
    expect(await asOwner(`select * from stock_logs order by id`)).toEqual(before)
  })

  test('the functions of another store do nothing: no reservation, no release, no sale, no checkout', async () => {
    const before = await asOwner(`select on_hand, reserved from stock_items where id = $1`, [
      theirs.stockItemId,
    ])
    const [held] = await asOwner<{ id: string }>(`select id from checkouts where store_id = $1`, [other.id])
    const id = held?.id ?? ''
    expect(
      await stateOf(
        withStore(db, own.id, (tx) =>
          tx.execute(
            sql`select reserve_stock(${other.id}, array[${id}]::uuid[], array[${theirs.stockItemId}]::uuid[], array[1], 'x')`,
          ),
        ),
      ),
    ).toBe('VD409')
    await withStore(db, own.id, async (tx) => {
      await tx.execute(sql`select release_stock(${other.id}, array[${id}]::uuid[], 'x', 'x')`)
      await tx.execute(sql`select confirm_sale(${other.id}, array[${id}]::uuid[], 'x')`)
      await tx.execute(sql`select sweep_overdue(${other.id}, 10)`)
    })
    expect(
      await asOwner(`select on_hand, reserved from stock_items where id = $1`, [theirs.stockItemId]),
    ).toEqual(before)
  })

  test('people and sessions are not there for the application', async () => {
    for (const table of STORELESS) {
      const reading = withStore(db, own.id, (tx) => tx.execute(sql`select 1 from ${sql.identifier(table)}`))
      expect([table, await stateOf(reading)]).toEqual([table, '42501'])
    }
    expect(
      await stateOf(withStore(db, own.id, (tx) => tx.execute(sql`delete from stores where id = ${own.id}`))),
    ).toBe('42501')
  })

  test('histories are only ever added to, by either role', async () => {
    for (const table of ['stock_logs', 'checkout_events']) {
      for (const change of [
        sql`update ${sql.identifier(table)} set actor = 'x'`,
        sql`delete from ${sql.identifier(table)}`,
        sql`truncate ${sql.identifier(table)}`,
      ]) {
        expect([table, await stateOf(withStore(db, own.id, (tx) => tx.execute(change)))]).toEqual([
          table,
          '42501',
        ])
        expect([table, await stateOf(withSystem(db, (tx) => tx.execute(change)))]).toEqual([table, '42501'])
      }
    }
    for (const change of [
      sql`update checkout_items set unit_price_minor = 1`,
      sql`delete from checkouts`,
      sql`delete from active_checkouts`,
    ]) {
      expect(await stateOf(withStore(db, own.id, (tx) => tx.execute(change)))).toBe('42501')
    }
  })
})

describe('the one door', () => {
  test('a handle that outlives its transaction throws, and reaches nobody else’s', async () => {
    let leaked: Tx | undefined
    await withStore(db, own.id, (tx) => {
      leaked = tx
      return Promise.resolve()
    })
    const late = Promise.resolve().then(() => leaked?.execute(sql`select 1`))
    await expect(late).rejects.toThrow()
    await withStore(db, other.id, async (tx) => {
      await expect(
        Promise.resolve().then(() => leaked?.execute(sql`select * from products`)),
      ).rejects.toThrow()
      const { rows } = await tx.execute<{ id: string }>(sql`select current_setting('app.store_id') as id`)
      expect(rows[0]?.id).toBe(other.id)
    })
  })

  test('connections go back clean: 200 units of work of two stores over one pool', async () => {
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const store = n % 2 === 0 ? own : other
        const { rows } = await withStore(db, store.id, (tx) =>
          tx.execute<{ id: string }>(sql`select distinct store_id as id from products`),
        )
        expect(rows).toEqual([{ id: store.id }])
      }),
    )
    const client = await db.pools.app.connect()
    const { rows } = await client.query<{ id: string | null }>(
      `select current_setting('app.store_id', true) as id`,
    )
    client.release()
    expect(['', null]).toContain(rows[0]?.id)
  })

  test('work that fails is undone and leaves the pool whole', async () => {
    for (let n = 0; n < 20; n++) {
      const work = withStore(db, own.id, async (tx) => {
        await tx.execute(sql`update products set name = 'half' where store_id = ${own.id}`)
        throw new Error('no')
      })
      await expect(work).rejects.toThrow('no')
    }
    expect(db.pools.app.waitingCount).toBe(0)
    expect(db.pools.app.idleCount).toBe(db.pools.app.totalCount)
    const rows = await asOwner(`select 1 from products where name = 'half'`)
    expect(rows).toEqual([])
  })

  test('an error that was swallowed inside cannot be committed past', async () => {
    const work = withStore(db, own.id, async (tx) => {
      await tx.execute(sql`select 1 / 0`).catch(() => undefined)
    })
    await expect(work).rejects.toThrow(/swallowed/)
  })

  test('a store id that is none is refused before it reaches a statement', () => {
    expect(() => withStore(db, `${own.id}'; set role postgres; --`, () => Promise.resolve())).toThrow()
  })

  test('a deadlock is tried again with everything undone', async () => {
    const second = await addTestVariant(db, own)
    let attempts = 0
    const both = (first: string, then: string) =>
      withStore(db, own.id, async (tx) => {
        attempts++
        await tx.execute(sql`update products set position = position + 1 where id = ${first}`)
        await tx.execute(sql`select pg_sleep(0.1)`)
        await tx.execute(sql`update products set position = position + 1 where id = ${then}`)
      })
    await Promise.all([both(ours.productId, second.productId), both(second.productId, ours.productId)])
    expect(attempts).toBeGreaterThan(2)
    const rows = await asOwner(`select position from products where id = any ($1)`, [
      [ours.productId, second.productId],
    ])
    expect(rows).toEqual([{ position: 2 }, { position: 2 }])
  })
})
