import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { readConfig } from '../../server/config.ts'
import { createPools } from '../../server/platform/database.ts'
import { createLogger } from '../../server/platform/logger.ts'
import { migrateUnderLock } from '../../server/platform/migrate.ts'
import { openDatabase } from '../../server/platform/open-database.ts'
import { findRunningPostgres } from '../../server/platform/postgres.ts'
import { addStore } from '../../server/stores/stores.ts'
import { freePort } from '../support/start-shop.ts'
import { fillStore, type Size } from './fill.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const SLUG = 'carga'

export type Shop = {
  dataDir: string
  storeId: string
  variants: string[]
  /** Where Postgres listens while a server runs. */
  host: string
  port: number
  process: ChildProcess
  /** As the superuser, to whom row-level security does not apply. */
  superuser: pg.Client
  stop: () => Promise<void>
}

/** A data directory with one store of that size, statistics fresh; nothing runs on it yet. */
export async function prepareShop(size: Size): Promise<string> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-load-'))
  fs.chmodSync(dataDir, 0o755)
  const log = createLogger('warn')
  const opened = await openDatabase(readConfig({ DATA_DIR: dataDir, DEMO: '0' }), log)
  await migrateUnderLock(opened.connection.owner, opened.passwords)
  const pools = createPools(opened.connection, (error) => log.warn({ err: error }, 'a connection broke'))
  const store = await addStore({ pools }, { slug: SLUG, name: 'Tienda de carga', currency: 'ARS' })
  await Promise.all([pools.app.end(), pools.system.end()])
  const superuser = new pg.Client({ ...opened.connection.owner, user: 'postgres' })
  await superuser.connect()
  await fillStore(superuser, store.id, size)
  await superuser.end()
  await opened.close()
  return dataDir
}

/** Starts the server on that directory and answers once a list comes back. */
export async function openShop(dataDir: string): Promise<Shop> {
  const port = await freePort()
  const server = spawnServer(dataDir, port)
  await untilAnswered(`http://127.0.0.1:${port}/api/stores/${SLUG}/products?limit=1`, server)
  const host = (await findRunningPostgres(dataDir)) ?? ''
  const superuser = new pg.Client({ host, port: 5432, user: 'postgres', database: 'vidriera' })
  await superuser.connect()
  const { rows } = await superuser.query<{ store_id: string; id: string }>(
    `select v.store_id, v.id from product_variants v join stores s on s.id = v.store_id
     where s.slug = $1 order by v.id limit 200000`,
    [SLUG],
  )
  return {
    dataDir,
    storeId: rows[0]?.store_id ?? '',
    variants: rows.map((row) => row.id),
    host,
    port,
    process: server,
    superuser,
    stop: async () => {
      await superuser.end()
      await stopServer(server)
    },
  }
}

export function spawnServer(
  dataDir: string,
  port: number,
  environment: Record<string, string> = {},
): ChildProcess {
  const log = fs.openSync(path.join(dataDir, 'server.log'), 'a')
  const server = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: os.homedir(),
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      LIMITS: 'off',
      DEMO: '0',
      ...environment,
    },
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  return server
}

export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
}

/** Asks until the answer is 200; throws when the server ends first or a minute has passed. */
export async function untilAnswered(url: string, server: ChildProcess): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(20)) {
    if (server.exitCode !== null) break
    const isThere = await fetch(url).then(
      (response) => response.ok,
      () => false, // not listening yet
    )
    if (isThere) return
  }
  throw new Error(`the server does not answer ${url}`)
}
