import pg from 'pg'
import { expect, test } from 'vitest'
import { deriveKeys } from './crypto.ts'
import { APP_ROLE, connectionOf, SYSTEM_ROLE } from './database.ts'

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
