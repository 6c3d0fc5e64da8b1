import fs from 'node:fs'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
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
})
