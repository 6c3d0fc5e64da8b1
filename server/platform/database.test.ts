import { once } from 'node:events'
import net from 'node:net'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { deriveKeys } from './crypto.ts'
import { APP_ROLE, connectionOf, isDatabaseAway, SYSTEM_ROLE, withClient } from './database.ts'
import { testDatabase } from './test-database.ts'

const keys = deriveKeys('k'.repeat(32))

test.each([
  'postgres://owner:secret@db.example:6432/shop?sslmode=no-verify',
  'postgres://db.example:6432/shop?user=owner&password=secret',
  'postgres:///shop?host=/var/run/postgresql&port=6432&user=owner',
  'postgres://owner@localhost/shop?host=%2Fvar%2Frun%2Fpostgresql&port=6432',
])('%s: the pools log in as the two lesser roles, never as the owner', (url) => {
  const { owner, app, system } = connectionOf(url, keys)
  expect(new pg.Client(owner).user).toBe('owner')
  const clients = [app, system].map((login) => new pg.Client(login))
  expect(clients.map((client) => [client.user, client.password])).toEqual([
    [APP_ROLE, keys.appPassword],
    [SYSTEM_ROLE, keys.systemPassword],
  ])
  for (const { host, port, database } of clients)
    expect([host, port, database]).toEqual([new pg.Client(owner).host, 6432, 'shop'])
})

const settings = `select setting from pg_settings
  where name in ('idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout') order by name`

describe('a connection of either pool', () => {
  const db = testDatabase()

  test.for(['app', 'system'] as const)(
    '%s: the server ends what idles, waits or works too long',
    async (pool) => {
      const { rows } = await db.pools[pool].query<{ setting: string }>(settings)
      expect(rows.map(({ setting }) => setting)).toEqual(['5000', '3000', '10000'])
    },
  )
})

describe('a connection outside the pools', () => {
  const db = testDatabase()

  test('has time limits, and its own where the log-in says so', async () => {
    const limits = (login: pg.ClientConfig) =>
      withClient(login, async (client) =>
        (await client.query<{ setting: string }>(settings)).rows.map((r) => r.setting),
      )
    expect(await limits(db.connection.system)).toEqual(['60000', '10000', '1800000'])
    expect(await limits({ ...db.connection.system, lock_timeout: 50 })).toEqual(['60000', '50', '1800000'])
  })

  test('is closed after the work, also after work that fails', async () => {
    const spy = await db.connect('postgres')
    const clients: pg.Client[] = []
    const work = async (client: pg.Client) => {
      clients.push(client)
      await client.query('select 1 / 0')
    }
    await expect(withClient(db.connection.owner, work)).rejects.toThrow('division by zero')
    await expect(clients[0]?.query('select 1')).rejects.toThrow('closed')
    const owners = `select from pg_stat_activity where usename = 'vidriera_owner' and datname = current_database()`
    await expect.poll(async () => (await spy.query(owners)).rowCount).toBe(0)
  })

  test('to a server that says nothing is given up, as one that is away', async () => {
    const silent = net.createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as net.AddressInfo
    const login = { host: '127.0.0.1', port, user: 'nobody', connectionTimeoutMillis: 100 }
    const failure: unknown = await withClient(login, () => Promise.resolve()).catch((error: unknown) => error)
    silent.close()
    expect(isDatabaseAway(failure)).toBe(true)
  })
})
