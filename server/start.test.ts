import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readConfig } from './config.ts'
import { deriveKeys } from './platform/crypto.ts'
import { createLogger } from './platform/logger.ts'
import { migrateUnderLock } from './platform/migrate.ts'
import { openDatabase } from './platform/open-database.ts'
import { findRunningPostgres } from './platform/postgres.ts'
import { addTestStore, addTestVariant, breaches, testDatabase } from './platform/test-database.ts'
import { DatabaseProxy } from './platform/test-proxy.ts'
import { balancesOf, makeOverdue, shopOf } from './test-shop.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-start-'))
fs.chmodSync(dataDir, 0o755)
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  fs.rmSync(dataDir, { recursive: true, force: true })
})

/** `node server/main.ts` as `npm start` runs it, with what it says. */
function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', ...environment },
  })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, exit, said: () => said }
}

async function until<T>(look: () => Promise<T | undefined> | T | undefined, ms = 60_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen in time')
}

describe('the server starts while the database is away and recovers by itself', { timeout: 120_000 }, () => {
  const db = testDatabase()
  const proxy = new DatabaseProxy(inject('postgresHost'))
  let shop: ReturnType<typeof start>
  let url = ''
  const status = (at: string) => fetch(url + at).then((response) => response.status)
  let stockItemId: string
  const holds = async () =>
    (await db.pools.system.query<{ status: string }>('select distinct status from checkouts')).rows
  beforeAll(async () => {
    const store = await addTestStore(db)
    const variant = await addTestVariant(db, store, { stock: 30 })
    stockItemId = variant.stockItemId
    const { buy } = shopOf(db)
    const made = await Promise.all(Array.from({ length: 20 }, () => buy(store, [variant])))
    await makeOverdue(db, ...made.map(({ id }) => id))
    await proxy.open()
    await proxy.close() // its port is known now, and nobody listens there
    const name = db.connection.owner.database ?? ''
    shop = start({
      DATABASE_URL: `postgres://vidriera_owner@127.0.0.1:${proxy.port}/${name}`,
      SECRET_KEY: 'k'.repeat(32),
      DATA_DIR: dataDir,
      ADMIN_EMAIL: 'duena@vidriera.test',
      ADMIN_PASSWORD: 'canary-password-1',
    })
    const port = await until(() => /"port":(\d+)/.exec(shop.said())?.[1], 110_000)
    url = `http://127.0.0.1:${port}`
  }, 120_000)
  afterAll(() => proxy.close())

  test('alive, not ready, and it says what is missing', async () => {
    expect(await status('/healthz')).toBe(200)
    for (let n = 0; n < 20; n++) {
      const report = await (await fetch(`${url}/readyz`)).json()
      expect(report).toEqual({ ready: false, missing: ['database'] })
    }
    const answer = await fetch(`${url}/api/store`)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ code: 'database-unavailable' })
    expect(await status('/')).toBe(503)
  })

  test('the database comes', async () => {
    await proxy.open()
    await until(async () => ((await status('/readyz')) === 200 ? true : undefined))
    expect(await status('/api/store')).toBe(200)
  })

  test('R12 holds whose time was up when it started have ended, and their stock is free', async () => {
    await expect.poll(holds, { timeout: 20_000 }).toEqual([{ status: 'expired' }])
    expect(await balancesOf(db, stockItemId)).toEqual({ on_hand: 30, reserved: 0 })
    expect(await breaches(db)).toEqual([])
  })

  test('each hold that was swept is counted', async () => {
    const figures = () => fetch(`${url}/metrics`).then((answer) => answer.text())
    await expect.poll(figures, { timeout: 5_000 }).toContain('\nvidriera_swept_holds_total 20\n')
  })

  test('the work of each night has its time', async () => {
    const { rows } = await db.pools.system.query<{ name: string; cron: string }>(
      `select name, cron from jobs.schedule where timezone = 'UTC' order by name`,
    )
    expect(rows.map(({ name, cron }) => [name, cron])).toEqual([
      ['backup', '40 3 * * *'],
      ['check-invariants', '20 3 * * *'],
      ['forget-old-wishes', '30 4 * * *'],
      ['remove-unused-pictures', '10 4 * * *'],
    ])
  })

  test('the database goes and comes again', async () => {
    await proxy.close()
    expect(await status('/readyz')).toBe(503)
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => status(`/api/stores/a${n}/store`)))
    expect(new Set(answers)).toEqual(new Set([503]))
    await proxy.open()
    await until(async () => ((await status('/readyz')) === 200 ? true : undefined), 5_000)
    expect(await status('/api/stores/a1/store')).toBe(404)
  })

  test('SIGTERM ends it with 0, and its log holds no secret', async () => {
    shop.child.kill('SIGTERM')
    expect(await shop.exit).toBe(0)
    expect(shop.said()).toContain('stopping')
    expect(shop.said()).not.toMatch(/canary|unhandled/i)
  })
})

describe(
  'a start that cannot be ends with a sentence and 1, and is not tried again',
  { timeout: 60_000 },
  () => {
    const db = testDatabase()
    const said = async (environment: Record<string, string>): Promise<string> => {
      const shop = start({ SECRET_KEY: 'k'.repeat(32), DATA_DIR: dataDir, ...environment })
      expect(await shop.exit, shop.said()).toBe(1)
      expect(shop.said()).not.toContain('trying again')
      const fatal = shop
        .said()
        .split('\n')
        .filter((line) => line.includes('"level":"fatal"'))
      expect(fatal).toHaveLength(1)
      return (JSON.parse(fatal[0] ?? '') as { msg: string }).msg
    }
    const url = (user: string, database = db.connection.owner.database ?? '') =>
      `postgres://${user}@localhost/${database}?host=${encodeURIComponent(inject('postgresHost'))}`

    test('a wrong variable ends it with its name', async () => {
      const shop = start({ PORT: 'eighty', DATA_DIR: dataDir })
      expect(await shop.exit).toBe(1)
      expect(shop.said()).toMatch(/^configuration: PORT: /)
    })

    test('a database that another SECRET_KEY made', async () => {
      const { appPassword: app, systemPassword: system } = deriveKeys('k'.repeat(32))
      await migrateUnderLock(db.connection.owner, { app, system })
      expect(await said({ DATABASE_URL: url('vidriera_owner'), SECRET_KEY: 'o'.repeat(32) })).toMatch(
        /^SECRET_KEY is not the one that the roles of this database server follow from/,
      )
    })

    test('a migration that does not go through', async () => {
      const spy = await db.connect('postgres')
      await spy.query('create database half_made owner vidriera_owner')
      const half = new pg.Client({ ...db.connection.owner, database: 'half_made' })
      await half.connect()
      await half.query('create table stores (id integer)')
      await half.end()
      expect(await said({ DATABASE_URL: url('vidriera_owner', 'half_made') })).toMatch(
        /^the database refuses to be brought up to date \(42P07\): relation "…" already exists$/,
      )
    })

    test('a role that does not own the database, and a database that is not there', async () => {
      expect(await said({ DATABASE_URL: url('vidriera_app') })).toMatch(/^the role of DATABASE_URL must own /)
      expect(await said({ DATABASE_URL: url('nobody_at_all') })).toMatch(/^the database does not let us in, /)
      expect(await said({ DATABASE_URL: url('vidriera_owner', 'nowhere') })).toBe(
        'there is no such database, see DATABASE_URL: database "nowhere" does not exist',
      )
    })

    test('a data directory that cannot be one', async () => {
      const file = path.join(dataDir, 'a-file')
      fs.writeFileSync(file, '')
      expect(await said({ DATA_DIR: path.join(file, 'data') })).toContain('DATA_DIR must be one')
    })

    test('a second server on one directory is refused with the pid of the first', async () => {
      const own = path.join(dataDir, 'own')
      const config = readConfig({ DATA_DIR: own })
      const first = await openDatabase(config, createLogger('silent'))
      try {
        expect(await said({ DATA_DIR: own })).toBe(
          `The data directory ${own} is in use by process ${process.pid}`,
        )
      } finally {
        await first.close()
      }
    })

    test('a taken port is said before anything is made', async () => {
      const holder = net.createServer().listen(0, '127.0.0.1')
      await once(holder, 'listening')
      const { port } = holder.address() as net.AddressInfo
      const untouched = path.join(dataDir, 'untouched')
      expect(await said({ DATA_DIR: untouched, PORT: String(port) })).toBe(`port ${port} is taken: set PORT`)
      holder.close()
      expect(fs.existsSync(untouched)).toBe(false)
    })
  },
)

describe('Ctrl-C', { timeout: 120_000 }, () => {
  test('that arrives twice, from the terminal and from npm, ends everything cleanly', async () => {
    const own = path.join(dataDir, 'interrupted')
    const shop = start({ DATA_DIR: own })
    await until(() => (shop.said().includes('listening') ? true : undefined), 110_000)
    shop.child.kill('SIGINT')
    await pause(10)
    shop.child.kill('SIGINT')
    expect(await shop.exit).toBe(0)
    expect(fs.existsSync(path.join(own, 'server.pid'))).toBe(false)
    expect(await findRunningPostgres(own)).toBeUndefined()
  })

  test('while the database is still away ends it cleanly', async () => {
    const proxy = new DatabaseProxy(inject('postgresHost'))
    await proxy.open()
    await proxy.close() // nobody listens on its port
    const shop = start({
      DATABASE_URL: `postgres://vidriera_owner@127.0.0.1:${proxy.port}/away`,
      SECRET_KEY: 'k'.repeat(32),
      DATA_DIR: dataDir,
    })
    await until(() => (shop.said().includes('trying again') ? true : undefined), 110_000)
    shop.child.kill('SIGINT')
    expect(await shop.exit).toBe(0)
    expect(shop.said()).not.toMatch(/fatal|unhandled/)
  })
})

describe('npm start', { timeout: 120_000 }, () => {
  const own = path.join(dataDir, 'greeted')
  let shop: ReturnType<typeof start>
  let port = ''
  beforeAll(async () => {
    const store = ['una-tienda', '--name', 'Una tienda', '--currency', 'ARS']
    await promisify(execFile)(process.execPath, ['server/stores/store-command.ts', 'add', ...store], {
      cwd: root,
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: own },
    })
    shop = start({ DATA_DIR: own, DEMO: '0' })
    port = await until(() => /"port":(\d+)/.exec(shop.said())?.[1], 110_000)
  }, 120_000)

  test('prints where the shop is, and a sign-in that opens', async () => {
    const home = `http://localhost:${port}`
    const said = await until(() => (shop.said().includes('sign in as') ? shop.said() : undefined))
    expect(said).toMatch(new RegExp(`^  Una tienda +${home}/s/una-tienda/$`, 'm'))
    expect(said).toMatch(new RegExp(`^  Merchant +${home}/admin$`, 'm'))
    expect(said).toMatch(new RegExp(`^  API +${home}/api/docs$`, 'm'))
    const [, email, password] = /^ {2}sign in as (\S+) with (\S+)$/m.exec(said) ?? []
    const answer = await fetch(`${home}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: home },
      body: JSON.stringify({ email, password }),
    })
    expect(answer.status).toBe(200)
    expect((await fetch(`${home}/s/una-tienda/`)).status).toBe(200)
  })

  test('Ctrl-C pressed again, when somebody holds the stop up, ends everything at once', async () => {
    // a request that does not end is waited for, five seconds long
    const caller = net.connect(Number(port), '127.0.0.1')
    caller.on('error', () => undefined) // it is cut off
    await once(caller, 'connect')
    caller.write(
      'POST /api/auth/sign-in/email HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n',
    )
    await once(caller, 'data') // it is under way
    const pressed = performance.now()
    const press = setInterval(() => shop.child.kill('SIGINT'), 200)
    expect(await shop.exit).toBe(1)
    clearInterval(press)
    expect(performance.now() - pressed).toBeLessThan(4_000)
    expect(shop.said()).toContain('asked again: leaving at once')
    expect(fs.existsSync(path.join(own, 'server.pid'))).toBe(false)
    await until(async () => ((await findRunningPostgres(own)) === undefined ? true : undefined), 5_000)
  })
})
