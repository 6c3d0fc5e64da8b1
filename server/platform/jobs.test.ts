import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkInvariants } from './invariants.ts'
import { openJobs, type Jobs } from './jobs.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { addTestStore, addTestVariant, testDatabase } from './test-database.ts'
import { DatabaseProxy } from './test-proxy.ts'

const db = testDatabase()
const lines: string[] = []
const log = createLogger('info', { write: (line) => void lines.push(line) })
let jobs: Jobs | undefined
let done = 0
beforeAll(async () => {
  const nightly = [{ name: 'nightly-test', cron: '20 3 * * *', run: () => Promise.resolve(void done++) }]
  jobs = await openJobs(db.connection, nightly, log)
})
afterAll(() => jobs?.stop())

test('the queue is installed by the owner, run by the system role, and opened twice without harm', async () => {
  expect(await jobs?.counts()).toMatchObject({ 'nightly-test': 0 })
  const again = await openJobs(db.connection, [], log)
  await again.stop()
  const spy = await db.connect('app')
  const { rows } = await spy.query<{ cron: string }>(
    `select cron from jobs.schedule where name = 'nightly-test'`,
  )
  expect(rows).toEqual([{ cron: '20 3 * * *' }])
  expect(done).toBe(0)
})

describe('on a database without a queue', () => {
  const empty = testDatabase()

  test('servers that start at once install it one after the other', async () => {
    const nightly = ['one', 'two', 'three'].map((name) => ({
      name,
      cron: '20 3 * * *',
      run: () => Promise.resolve(),
    }))
    const opened = await Promise.allSettled(
      Array.from({ length: 4 }, () => openJobs(empty.connection, nightly, log)),
    )
    for (const one of opened) if (one.status === 'fulfilled') await one.value.stop()
    const failures = opened.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
    expect(failures).toEqual([])
  })
})

test('a queue that cannot be opened to the end leaves no connection behind', async () => {
  const spy = await db.connect('postgres')
  const connections = async () =>
    (
      await spy.query<{ n: number }>(
        `select count(*)::integer as n from pg_stat_activity where application_name = 'pgboss' and datname = current_database()`,
      )
    ).rows[0]?.n
  const before = await connections()
  const broken = { name: 'broken-test', cron: 'not a time', run: () => Promise.resolve() }
  await expect(openJobs(db.connection, [broken], log)).rejects.toThrow()
  expect(await connections()).toBe(before)
})

test('a connection of the queue that has gone silent is given up', async () => {
  const proxy = new DatabaseProxy(db.connection.owner.host ?? '')
  await proxy.open()
  const through = (login: pg.ClientConfig) => ({ ...login, host: '127.0.0.1', port: proxy.port })
  const { owner, system, app } = db.connection
  const slow = await openJobs({ owner: through(owner), system: through(system), app }, [], log)
  const ask = () => [slow.counts(), slow.counts()] // as many as it has connections
  await Promise.all(ask())
  proxy.freeze()
  const outcomes = await Promise.allSettled(ask())
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect.poll(slow.counts, { timeout: 20_000 }).toMatchObject({ 'nightly-test': 0 })
  await slow.stop()
  await proxy.close()
})

test('the nightly check reports drift as errors and as a figure, and repairs nothing', async () => {
  const metrics = createMetrics()
  await checkInvariants({ log, metrics }, db.connection)
  expect(await metrics.text()).toContain('vidriera_invariant_breaches 0')
  const store = await addTestStore(db)
  const { stockItemId } = await addTestVariant(db, store, { stock: 5 })
  const owner = await db.connect('postgres')
  await owner.query('update stock_items set on_hand = 6 where id = $1', [stockItemId])
  await checkInvariants({ log, metrics }, db.connection)
  expect(await metrics.text()).toMatch(/vidriera_invariant_breaches [1-9]/)
  const reported = lines.filter((line) => line.includes('"level":"error"') && line.includes(stockItemId))
  expect(reported.length).toBeGreaterThan(0)
  const { rows } = await owner.query('select on_hand from stock_items where id = $1', [stockItemId])
  expect(rows).toEqual([{ on_hand: 6 }])
})
