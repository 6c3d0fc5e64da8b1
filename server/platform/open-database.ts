import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Config } from '../config.ts'
import { deriveKeys, type Keys } from './crypto.ts'
import { APP_ROLE, connectionOf, SYSTEM_ROLE, type Connection } from './database.ts'
import type { Logger } from './logger.ts'
import { findRunningPostgres, startPostgres, type EmbeddedPostgres } from './postgres.ts'
import { readIfThere, takeLock } from './process-lock.ts'

const OWNER = 'vidriera_owner'
const DATABASE = 'vidriera'

export type OpenDatabase = {
  connection: Connection
  keys: Keys
  /** Passwords of the two roles; absent on the embedded server, whose socket directory is the door. */
  passwords: { app: string; system: string } | undefined
  isEmbedded: boolean
  close: () => Promise<void>
}

/** The database this process works on: `DATABASE_URL`, else an embedded Postgres that lives and dies with us. */
export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return openRemote(config, config.databaseUrl)
  fs.mkdirSync(config.dataDir, { recursive: true })
  const unlock = takeLock(path.join(config.dataDir, 'server.pid'), `The data directory ${config.dataDir}`)
  try {
    let server = await startPostgres(config.dataDir)
    let isClosing = false
    await createDatabase(server.host)
    const keepAlive = async (running: EmbeddedPostgres): Promise<void> => {
      await running.died
      if (isClosing) return
      log.error('the embedded Postgres has died: starting it again')
      server = await restart(config.dataDir, () => isClosing, log)
      void keepAlive(server)
    }
    void keepAlive(server)
    return {
      ...embedded(config, server.host),
      close: async () => {
        isClosing = true
        await server.stop()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** For commands beside a server: attaches to the embedded Postgres if it runs, else starts it for the while. */
export async function attachDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return openRemote(config, config.databaseUrl)
  const socketDir = await findRunningPostgres(config.dataDir)
  if (socketDir === undefined) return openDatabase(config, log)
  return { ...embedded(config, socketDir), close: () => Promise.resolve() }
}

function openRemote(config: Config, url: string): OpenDatabase {
  const keys = deriveKeys(config.secretKey ?? '')
  return {
    connection: connectionOf(url, keys),
    keys,
    passwords: { app: keys.appPassword, system: keys.systemPassword },
    isEmbedded: false,
    close: () => Promise.resolve(),
  }
}

function embedded(config: Config, host: string): Omit<OpenDatabase, 'close'> {
  const as = (user: string): pg.ClientConfig => ({ host, port: 5432, user, database: DATABASE })
  return {
    connection: { owner: as(OWNER), app: as(APP_ROLE), system: as(SYSTEM_ROLE) },
    keys: deriveKeys(config.secretKey ?? ownSecret(config.dataDir)),
    passwords: undefined,
    isEmbedded: true,
  }
}

async function restart(dataDir: string, isClosing: () => boolean, log: Logger): Promise<EmbeddedPostgres> {
  for (;;) {
    try {
      return await startPostgres(dataDir)
    } catch (error) {
      if (isClosing()) throw error
      log.error({ err: error }, 'the embedded Postgres does not come back, trying again')
      await pause(1_000)
    }
  }
}

async function createDatabase(host: string): Promise<void> {
  const client = new pg.Client({ host, port: 5432, user: 'postgres', database: 'postgres' })
  await client.connect()
  try {
    await client.query(`do $$ begin if not exists (select from pg_roles where rolname = '${OWNER}') then
      create role ${OWNER} login createrole nosuperuser nobypassrls; end if; end $$`)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await client.end()
  }
}

/** Made on the first start, readable by us alone; links and passwords follow from it, so it belongs into a backup. */
export function ownSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret-key')
  const stored = readIfThere(file)?.trim()
  if (stored !== undefined && stored.length >= 32) return stored
  if (stored) throw new Error(`${file} holds less than 32 characters`)
  if (stored === '') fs.rmSync(file)
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    fs.linkSync(draft, file) // appears whole or not at all
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // else another process was quicker
  } finally {
    fs.rmSync(draft)
  }
  return readIfThere(file)?.trim() ?? ''
}
