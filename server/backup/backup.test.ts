import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import pg from 'pg'
import { readConfig } from '../config.ts'
import { deriveKeys } from '../platform/crypto.ts'
import { createLogger } from '../platform/logger.ts'
import { createMetrics } from '../platform/metrics.ts'
import {
  addTestStore,
  addTestVariant,
  breaches,
  testDatabase,
  type TestDatabase,
} from '../platform/test-database.ts'
import { testServer } from '../test-server.ts'
import { withSystem } from '../platform/tenancy.ts'
import { cancelCheckout, confirmCheckout } from '../checkouts/end-checkouts.ts'
import { backUp, restore } from './backup.ts'
import { tablesInOrder } from './catalog.ts'
import { backupJob } from './jobs.ts'

const source = testDatabase()
const target = testDatabase()
const shop = testServer(source.connection, { environment: { LIMITS: 'off' } })
const keys = deriveKeys('k'.repeat(32))
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-backup-'))
const file = path.join(dataDir, 'backups', 'drill.backup.gz')
afterAll(() => fs.rmSync(dataDir, { recursive: true }))

/** Shops with stock and holds of every fate, and texts that COPY must escape. */
async function fill(db: TestDatabase): Promise<void> {
  for (const name of ['Ñandú', 'tab\there', 'line\nbreak', 'back\\slash \\. \\N', '😀 "quoted"']) {
    const store = await addTestStore(db, { name })
    const [some, many] = await Promise.all(
      [5, 50, null].map((stock) => addTestVariant(db, store, { stock, name })),
    )
    await withSystem(db, (tx) =>
      tx.execute(
        sql`update products set tags = array['a,b', '{', 'ñ'], description = ${name} where store_id = ${store.id}`,
      ),
    )
    const items = [some, many].map((variant, n) => ({ variantId: variant?.variantId, quantity: n + 1 }))
    const kept = await checkout(store.slug, { items, note: name })
    const sold = await checkout(store.slug, { items, customer: { name, phone: '+5491155550100' } })
    const dropped = await checkout(store.slug, { items: items.slice(1) })
    await confirmCheckout(db, store, sold, { kind: 'user', id: randomUUID(), role: 'owner' })
    await cancelCheckout(db, store, dropped, { kind: 'shopper' }, null)
    expect(kept).not.toBe(sold)
  }
}

async function checkout(slug: string, body: object): Promise<string> {
  const response = await fetch(`${shop.url}/api/stores/${slug}/checkouts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  })
  const made = (await response.json()) as { id: string }
  expect(response.status, JSON.stringify(made)).toBe(201)
  return made.id
}

/** Every row of every table as text, read by a role that nothing is hidden from. */
async function everything(db: TestDatabase): Promise<Record<string, string[]>> {
  const client = await db.connect('postgres')
  const rows: Record<string, string[]> = {}
  for (const { name } of await tablesInOrder(client)) {
    const result = await client.query<{ row: string }>(
      `select t::text as row from ${pg.escapeIdentifier(name)} t order by 1`,
    )
    rows[name] = result.rows.map(({ row }) => row)
  }
  return rows
}

test('BAK1–BAK4 the drill: a restored database has every row, and every invariant holds', async () => {
  await fill(source)
  fs.mkdirSync(path.join(dataDir, 'media'))
  fs.writeFileSync(path.join(dataDir, 'media', `${'a'.repeat(32)}.webp`), 'picture')
  fs.writeFileSync(path.join(dataDir, 'media', `${'a'.repeat(32)}-320.avif`), 'made of it')
  const made = await backUp({ connection: source.connection, keys, dataDir }, file)
  expect(made.rows).toBeGreaterThan(100)
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.readdirSync(path.dirname(file))).toEqual(['drill.backup.gz'])

  const restored = await restore({ connection: target.connection, keys }, file, { replace: false })
  expect(restored).toMatchObject({ rows: made.rows, hasOtherKey: false })
  expect(restored.header.media).toEqual([{ file: `${'a'.repeat(32)}.webp`, bytes: 7 }])
  expect(await everything(target)).toEqual(await everything(source))
  expect(await breaches(target)).toEqual([])
})

test('BAK3 row-level security, triggers and numbering work on', async () => {
  const spy = await target.connect('postgres')
  const lax =
    await spy.query(`select relname from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace
    and exists (select from pg_attribute where attrelid = c.oid and attname = 'store_id') and not relforcerowsecurity`)
  expect(lax.rows).toEqual([])
  const disabled = await spy.query(`select tgname from pg_trigger where tgenabled = 'D'`)
  expect(disabled.rows).toEqual([])
  const store = await addTestStore(target)
  await addTestVariant(target, store, { stock: 3 })
  expect(await breaches(target)).toEqual([])
})

test('BAK3 what is there is kept, unless it is to be replaced', async () => {
  const before = await everything(target)
  const into = { connection: target.connection, keys: deriveKeys('o'.repeat(32)) }
  await expect(restore(into, file, { replace: false })).rejects.toThrow('not empty')
  expect(await everything(target)).toEqual(before)
  expect(await restore(into, file, { replace: true })).toMatchObject({ hasOtherKey: true })
  expect(await everything(target)).toEqual(await everything(source))
})

/** The command as `npm run` starts it, on that database. */
async function run(name: 'backup' | 'restore', db: TestDatabase, ...args: string[]) {
  const { host, database, user } = db.connection.owner
  const command = fileURLToPath(new URL(`./${name}-command.ts`, import.meta.url))
  const child = spawn(process.execPath, [command, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`,
      SECRET_KEY: 'k'.repeat(32),
      DATA_DIR: dataDir,
    },
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  return { code, said, complained }
}

test('BAK3 the commands: what the one has made the other puts in place of what is there', async () => {
  const spy = await target.connect('postgres')
  await spy.query(`update product_variants set barcode = 'only here'`)
  const before = await everything(target)
  const [made, refused] = await Promise.all([run('backup', source), run('restore', target, file)])
  expect([refused.code, refused.complained]).toEqual([
    1,
    expect.stringContaining('--replace empties it first'),
  ])
  expect(await everything(target)).toEqual(before)
  expect(made).toMatchObject({ code: 0, complained: '' })
  const [, own = '', rows] = /^(.+): (\d+) rows, \d+ bytes\nNot inside: SECRET_KEY/.exec(made.said) ?? []
  expect(path.relative(dataDir, own)).toMatch(/^backups\/vidriera-[-\dT]+Z\.backup\.gz$/)
  const restored = await run('restore', target, own, '--replace')
  expect(restored).toMatchObject({ code: 0, complained: '' })
  expect(restored.said).toContain(`restored ${rows} rows of `)
  expect(restored.said).toContain('every invariant holds\nit refers to 1 files in media')
  expect(await everything(target)).toEqual(await everything(source))
})

test('BAK2 a damaged file changes nothing', async () => {
  const before = await everything(target)
  const whole = fs.readFileSync(file)
  const flipped = Buffer.from(whole)
  const middle = Math.floor(flipped.length / 2)
  flipped[middle] = (flipped[middle] ?? 0) ^ 0xff
  for (const bytes of [
    whole.subarray(0, whole.length - 100),
    whole.subarray(0, 40),
    flipped,
    Buffer.from('no'),
    Buffer.alloc(0),
  ]) {
    const damaged = path.join(dataDir, 'damaged')
    fs.writeFileSync(damaged, bytes)
    await expect(
      restore({ connection: target.connection, keys }, damaged, { replace: true }),
    ).rejects.toThrow('not a whole snapshot')
  }
  expect(await everything(target)).toEqual(before)
})

test('BAK4 a snapshot that breaks an invariant is not kept', async () => {
  const client = await source.connect('postgres')
  await client.query('update stock_items set reserved = reserved + 1 where on_hand > reserved')
  const drifted = path.join(dataDir, 'drifted')
  const made = await backUp({ connection: source.connection, keys, dataDir }, drifted)
  const [first] = made.breaches
  expect(first?.actual).not.toBe(first?.expected)
  const before = await everything(target)
  const into = { connection: target.connection, keys }
  const row = `${first?.rule}  ${first?.subject}  expected ${first?.expected}, actual ${first?.actual}`
  await expect(restore(into, drifted, { replace: true })).rejects.toThrow(row)
  expect(await everything(target)).toEqual(before)
  const kept = await restore(into, drifted, { replace: true, keepDrift: true })
  expect(kept.breaches.length).toBe(made.breaches.length)
  expect(await everything(target)).toEqual(await everything(source))
})

test('a backup whose second log-in fails leaves no connection behind, and no file', async () => {
  const spy = await source.connect('postgres')
  const owners = async () =>
    (
      await spy.query(
        `select from pg_stat_activity where usename = 'vidriera_owner' and datname = current_database()`,
      )
    ).rowCount
  const before = await owners()
  const connection = { ...source.connection, system: { ...source.connection.system, user: 'nobody_at_all' } }
  const nowhere = path.join(dataDir, 'nowhere')
  await expect(backUp({ connection, keys, dataDir }, nowhere)).rejects.toThrow('nobody_at_all')
  await expect.poll(owners).toBe(before)
  expect(fs.readdirSync(dataDir).filter((name) => name.startsWith('nowhere'))).toEqual([])
})

test('where no server has ever been started, backup says so and makes nothing', async () => {
  const command = fileURLToPath(new URL('./backup-command.ts', import.meta.url))
  const untouched = path.join(dataDir, 'untouched')
  const run = (environment: Record<string, string>) =>
    spawnSync(process.execPath, [command], {
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: untouched, ...environment },
      encoding: 'utf8',
    })
  const embedded = run({})
  expect([embedded.status, embedded.stderr]).toEqual([
    1,
    `backup: no server has been started on ${untouched} yet: set DATA_DIR, or npm start first\n`,
  ])
  expect(fs.existsSync(untouched)).toBe(false)

  const { host } = source.connection.owner
  const spy = await source.connect('postgres')
  const empty = `empty_${randomUUID().replaceAll('-', '')}`
  await spy.query(`create database ${empty} owner vidriera_owner`)
  const remote = run({
    DATABASE_URL: `postgres://vidriera_owner@localhost/${empty}?host=${encodeURIComponent(host ?? '')}`,
    SECRET_KEY: 'k'.repeat(32),
  })
  expect([remote.status, remote.stderr]).toEqual([
    1,
    'backup: no server has worked on this database yet, so there is nothing to keep: npm start\n',
  ])
})

test('the nightly backup is there in the morning, is kept for fourteen days and then goes; other files stay', async () => {
  const own = path.join(dataDir, 'nightly')
  const folder = path.join(own, 'backups')
  fs.mkdirSync(folder, { recursive: true })
  const older = ['vidriera-2026-01-01T03-40-00Z.backup.gz', 'vidriera-2026-01-02T03-40-00Z.backup.gz']
  for (const name of [...older, 'mine.backup.gz']) fs.writeFileSync(path.join(folder, name), '')
  const lines: string[] = []
  const metrics = createMetrics()
  const deps = {
    config: readConfig({ DATA_DIR: own }),
    clock: { now: () => new Date('2026-01-15T03:50:00Z') },
    log: createLogger('info', { write: (line) => void lines.push(line) }),
    ...{ keys, metrics },
  }
  await backupJob(deps, source.connection)
  const made = 'vidriera-2026-01-15T03-50-00Z.backup.gz'
  expect(fs.readdirSync(folder).sort()).toEqual(['mine.backup.gz', older[1], made])
  const { size } = fs.statSync(path.join(folder, made))
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ msg: 'backup made', file: made, bytes: size, removed: 1 }),
  )
  const figures = await metrics.text()
  expect(figures).toContain(`\nvidriera_last_backup_bytes ${size}\n`)
  const seconds = Number(/^vidriera_last_backup_timestamp_seconds (\S+)$/m.exec(figures)?.[1])
  expect(Math.abs(seconds - Date.now() / 1_000)).toBeLessThan(60)
})
