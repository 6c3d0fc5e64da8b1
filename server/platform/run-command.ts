/** What every command of the command line is made of: its arguments, the database beside a server or without one, its exit code. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { readConfig, type Config } from '../config.ts'
import { createPools } from './database.ts'
import { createLogger } from './logger.ts'
import { migrateUnderLock } from './migrate.ts'
import { attachDatabase } from './open-database.ts'
import { Refusal } from './problem.ts'
import type { Database } from './tenancy.ts'

/** The command line does not say what to do. */
export class Misuse extends Error {}

export function readArguments<T extends ParseArgsOptionsConfig>(options: T) {
  try {
    return parseArgs({ args: process.argv.slice(2), options, allowPositionals: true })
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error))
  }
}

/** Runs `work` on the database, beside the server where one runs; answers what `work` answers. */
export async function onDatabase<T>(work: (db: Database, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const log = createLogger('warn')
  const opened = await attachDatabase(config, log)
  try {
    await migrateUnderLock(opened.connection.owner, opened.passwords)
    let isClosing = false
    const pools = createPools(opened.connection, (error) => {
      // a Postgres of our own takes leave of each connection
      if (!isClosing) log.warn({ err: error }, 'a connection broke')
    })
    try {
      return await work({ pools }, config)
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
      console.error(typeof detail === 'string' ? detail : error.code)
    } else console.error(error instanceof Error ? error.message : error)
  }
}
