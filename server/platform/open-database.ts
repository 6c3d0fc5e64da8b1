import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Config } from '../config.ts'
import { deriveKeys, type Keys } from './crypto.ts'
import { APP_ROLE, connectionOf, SYSTEM_ROLE, withClient, type Connection } from './database.ts'
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

/**
 * The database this process works on: `DATABASE_URL`, else an embedded Postgres that lives and dies with us. When
 * `signal` aborts while that starts, it is stopped again before this rejects.
 */
export async function openDatabase(config: Config, log: Logger, signal?: AbortSignal): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return openRemote(config, config.databaseUrl)
  fs.mkdirSync(config.dataDir, { recursive: true })
  const unlock = takeLock(path.join(config.dataDir, 'server.pid'), `The data directory ${config.dataDir}`)
  let first: EmbeddedPostgres | undefined
  try {
    first = await startPostgres(config.dataDir, signal)
    await createDatabase(first.host)
    signal?.throwIfAborted()
    const stop = keepRunning(config.dataDir, first, log)
    return {
      ...embedded(config, first.host),
      close: async () => {
        await stop()
        unlock()
      },
    }
  } catch (error) {
    await first?.stop()
    unlock()
    throw error
  }
}

/** For commands beside a server: attaches to the embedded Postgres if it runs, else starts it for the while. */
export async function attachDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return openRemote(config, config.databaseUrl)
  const socketDir = await findRunningPostgres(config.dataDir)
  if (socketDir !== undefined) return { ...embedded(config, socketDir), close: () => Promise.resolve() }
  // a signal would end this process without a chance to stop what it has started
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
  return openDatabase(config, log)
}

/** Starts Postgres again whenever it dies; returns the stop, which also ends a start that is under way. */
function keepRunning(dataDir: string, first: EmbeddedPostgres, log: Logger): () => Promise<void> {
  const closing = new AbortController()
  let current = Promise.resolve(first)
  const watch = async (running: EmbeddedPostgres): Promise<void> => {
    await running.died
    if (closing.signal.aborted) return
    log.error('the embedded Postgres has died: starting it again')
    current = restart(dataDir, closing.signal, log)
    await current.then(watch, () => undefined) // only closing ends the trying
  }
  void watch(first)
  return async () => {
    closing.abort()
    const running = await current.catch(() => undefined) // the start was called off and has cleaned up
    await running?.stop()
  }
}

async function restart(dataDir: string, signal: AbortSignal, log: Logger): Promise<EmbeddedPostgres> {
  for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      return await startPostgres(dataDir, signal)
    } catch (error) {
      if (signal.aborted) throw error
      log.error({ err: error }, 'the embedded Postgres does not come back, trying again')
      await pause(waitMs, undefined, { signal })
    }
  }
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

async function createDatabase(host: string): Promise<void> {
  await withClient({ host, port: 5432, user: 'postgres', database: 'postgres' }, async (client) => {
    await client.query(`do $$ begin if not exists (select from pg_roles where rolname = '${OWNER}') then
      create role ${OWNER} login createrole nosuperuser nobypassrls; end if; end $$`)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`)
  })
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
