import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { SYSTEM_ROLE } from './database.ts'
import { migrateUnderLock, migrationsFolder, underMigrationLock } from './migrate.ts'
import { testDatabase } from './test-database.ts'

const db = testDatabase()
const journalSchema = z.object({
  entries: z.array(z.object({ idx: z.int(), when: z.int(), tag: z.string() })),
})
const journal = () =>
  journalSchema.parse(JSON.parse(fs.readFileSync(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8')))
    .entries

/** A database of this run with nothing in it. */
async function emptyDatabase(): Promise<pg.ClientConfig> {
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  const host = inject('postgresHost')
  const admin = new pg.Client({ host, port: 5432, user: 'postgres', database: 'postgres' })
  await admin.connect()
  await admin.query(`create database ${name} owner vidriera_owner`)
  await admin.end()
  return { host, port: 5432, user: 'vidriera_owner', database: name }
}

async function queryAs<T extends pg.QueryResultRow>(config: pg.ClientConfig, text: string): Promise<T[]> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

/** Brings it to where it was before that migration. */
async function migrateBefore(target: pg.ClientConfig, tag: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-migrations-'))
  fs.cpSync(migrationsFolder, folder, { recursive: true })
  const entries = journal()
  const meta = { version: '7', dialect: 'postgresql' }
  const before = {
    ...meta,
    entries: entries.slice(
      0,
      entries.findIndex((entry) => entry.tag === tag),
    ),
  }
  fs.writeFileSync(path.join(folder, 'meta/_journal.json'), JSON.stringify(before))
  await underMigrationLock(target, (client) => migrate(drizzle({ client }), { migrationsFolder: folder }))
  fs.rmSync(folder, { recursive: true })
}

const shape = `select table_name, column_name, data_type, is_nullable from information_schema.columns
  where table_schema = 'public' order by 1, 2`

describe('migrations', () => {
  test('the journal is strictly increasing: a migration that is older than the last one applied would be passed over', () => {
    const entries = journal()
    expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, n) => n))
    for (const [n, { when }] of entries.entries()) expect(when).toBeGreaterThan(entries[n - 1]?.when ?? 0)
  })

  test('the journal and the folder name the same files', () => {
    const files = fs.readdirSync(migrationsFolder).filter((file) => file.endsWith('.sql'))
    expect(journal().map(({ tag }) => `${tag}.sql`)).toEqual(files.sort())
  })

  test('applied a second time they change nothing', async () => {
    const before = await queryAs(db.connection.owner, shape)
    await migrateUnderLock(db.connection.owner)
    expect(await queryAs(db.connection.owner, shape)).toEqual(before)
  })

  test('whoever changes the shape of the database waits a minute for its turn, and ten seconds for a lock', async () => {
    const limit = async (client: pg.Client) =>
      (await client.query<{ lock_timeout: string }>('show lock_timeout')).rows[0]?.lock_timeout
    expect(await underMigrationLock(db.connection.owner, limit)).toBe('10s')
    const order: string[] = []
    let go: () => void = () => undefined
    const held = new Promise<void>((resolve) => (go = resolve))
    const first = underMigrationLock(db.connection.owner, async () => {
      order.push('first')
      await held
      order.push('first ends')
    })
    await expect.poll(() => order).toEqual(['first'])
    const second = underMigrationLock(db.connection.owner, () => Promise.resolve(order.push('second')))
    const spy = await db.connect('postgres')
    const waiting = `select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
    await expect.poll(async () => (await spy.query(waiting)).rowCount).toBe(1)
    go()
    await Promise.all([first, second])
    expect(order).toEqual(['first', 'first ends', 'second'])
  })

  test('two processes at once on an empty database: one works, the other waits, both end well', async () => {
    const target = await emptyDatabase()
    await Promise.all([migrateUnderLock(target), migrateUnderLock(target), migrateUnderLock(target)])
    const applied = await queryAs<{ count: number }>(
      target,
      'select count(*)::integer as count from drizzle.__drizzle_migrations',
    )
    expect(applied).toEqual([{ count: journal().length }])
    expect(await queryAs(target, shape)).toEqual(await queryAs(db.connection.owner, shape))
  })

  test('a checkout that was pending before selections followed checkouts closes its selection', async () => {
    const target = await emptyDatabase()
    await migrateBefore(target, '0017_selections_follow_checkouts')
    const [store, kept, closed] = [randomUUID(), 'k'.repeat(22), 'c'.repeat(22)]
    await queryAs(
      target,
      `${['stores', 'checkouts', 'selections'].map((table) => `alter table ${table} no force row level security;`).join('')}
      insert into stores (id, slug, name, locale, currency, time_zone) values ('${store}', 'tienda', 'Tienda', 'es-AR', 'ARS', 'UTC');
      insert into selections (store_id, id) values ('${store}', '${kept}'), ('${store}', '${closed}');
      insert into checkouts (store_id, id, code_hash, status, ended_at, currency, subtotal_minor, discount_minor, total_minor,
        selection_id, idempotency_key, request_hash, created_at, first_expires_at, expires_at)
      select '${store}', gen_random_uuid(), sha256(key::bytea), status, case status when 'cancelled' then now() end, 'ARS', 0, 0, 0,
        selection, key, 'x', now(), now(), now() + interval '1 day'
      from (values ('one', 'pending', '${closed}'), ('two', 'pending', '${'n'.repeat(22)}'), ('three', 'pending', null),
        ('four', 'cancelled', '${kept}')) made (key, status, selection);
      ${['stores', 'checkouts', 'selections'].map((table) => `alter table ${table} force row level security;`).join('')}`,
    )
    await migrateUnderLock(target)
    const system = { ...target, user: SYSTEM_ROLE }
    expect(await queryAs(system, 'select id, status from selections order by id')).toEqual([
      { id: closed, status: 'PROCESSING' },
      { id: kept, status: 'AVAILABLE' },
      { id: 'n'.repeat(22), status: 'PROCESSING' },
    ])
    expect(await queryAs(system, 'select rule from check_invariants()')).toEqual([])
    await queryAs(system, `update selections set status = 'AVAILABLE' where id = '${closed}'`)
    expect(await queryAs(system, 'select rule from check_invariants()')).toEqual([
      { rule: 'a selection is processing while its checkout is pending' },
    ])
  })
})
