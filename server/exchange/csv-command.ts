import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { readConfig } from '../config.ts'
import { createPools } from '../platform/database.ts'
import type { Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import { migrateUnderLock } from '../platform/migrate.ts'
import { attachDatabase } from '../platform/open-database.ts'
import { Refusal } from '../platform/problem.ts'
import type { Database } from '../platform/tenancy.ts'
import { createStoreDirectory } from '../stores/stores.ts'

/** The command line does not say what to do. */
export class Misuse extends Error {}

export function readArguments<T extends ParseArgsOptionsConfig>(options: T) {
  try {
    return parseArgs({ args: process.argv.slice(2), options, allowPositionals: true })
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error))
  }
}

/** Runs `work` on one store, beside the server where one runs; answers what `work` answers. */
export async function onStore(
  slug: string,
  work: (db: Database, store: Store) => Promise<number>,
): Promise<number> {
  const log = createLogger('warn')
  const opened = await attachDatabase(readConfig(process.env), log)
  try {
    await migrateUnderLock(opened.connection.owner, opened.passwords)
    let isClosing = false
    const pools = createPools(opened.connection, (error) => {
      // a Postgres of our own takes leave of each connection
      if (!isClosing) log.warn({ err: error }, 'a connection broke')
    })
    try {
      const store = await createStoreDirectory({ pools }).bySlug(slug)
      if (!store) throw new Refusal('store-not-found', { detail: `there is no store ${slug}` })
      return await work({ pools }, store)
    } finally {
      isClosing = true
      await Promise.all([pools.app.end(), pools.system.end()])
    }
  } finally {
    await opened.close()
  }
}

/** Sets the exit code: what `run` answers, 1 where it was refused or failed, 2 where it was misused. */
export async function runCommand(usage: string, run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run()
  } catch (error) {
    process.exitCode = error instanceof Misuse ? 2 : 1
    if (error instanceof Misuse) console.error(`${error.message}\n\n${usage}`)
    else if (error instanceof Refusal) {
      const { detail } = error.details
      console.error(typeof detail === 'string' ? `${error.code}: ${detail}` : error.code)
    } else console.error(error instanceof Error ? error.message : error)
  }
}
