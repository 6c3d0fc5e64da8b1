import { setTimeout as pause } from 'node:timers/promises'
import { ensureFirstOwner, grantFirstOwner } from './accounts/accounts.ts'
import { createApp } from './app.ts'
import { backupJob } from './backup/jobs.ts'
import { createSortPriceRefresher } from './catalogue/jobs.ts'
import { sweepOverdue } from './checkouts/jobs.ts'
import { readConfig, type Config } from './config.ts'
import { loadDemo } from './demo/demo.ts'
import { createDeps, type Deps } from './deps.ts'
import { createPages } from './pages/pages.ts'
import { isDatabaseAway } from './platform/database.ts'
import { expectFreePort, listen } from './platform/http-server.ts'
import { checkInvariants } from './platform/invariants.ts'
import { openJobs } from './platform/jobs.ts'
import { createLogger, type Logger } from './platform/logger.ts'
import { createMemoryKeeper, giveBackMemory } from './platform/memory.ts'
import { migrateUnderLock } from './platform/migrate.ts'
import { openDatabase, type OpenDatabase } from './platform/open-database.ts'
import { createReadiness, type Readiness } from './platform/readiness.ts'
import { repeat } from './platform/repeat.ts'
import { createShutdown, obeySignals, type Shutdown } from './platform/shutdown.ts'
import { listStores } from './stores/stores.ts'

type Started = { deps: Deps; opened: OpenDatabase; readiness: Readiness; shutdown: Shutdown }

const isDev = process.argv.includes('--dev')
const config = configOrExit()
const log = createLogger(config.logLevel)
const shutdown = createShutdown(log)
obeySignals(shutdown, log)
try {
  await start(config, log)
} catch (error) {
  // a taken port, a second server on the directory: the message says it all
  log.fatal(error instanceof Error ? error.message : 'the start failed')
  await shutdown.exit(1)
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return process.exit(1)
  }
}

/** Listens first; the database comes up, and comes back, behind it. */
async function start(config: Config, log: Logger): Promise<void> {
  await expectFreePort(config)
  const opened = await openDatabase(config, log)
  shutdown.before('database', opened.close)
  const deps = createDeps(config, log, opened)
  shutdown.before('connections', deps.close)
  const readiness = createReadiness(deps.db)
  const pages = await createPages({
    fetchApi: async (path, init) => app.fetch(internalRequest(path, init), { isInternal: true }),
    isDev,
    publicUrl: config.publicUrl ?? null,
    log: (error, message) => log.error({ err: error }, message),
    said: (message) => log.info(message),
  })
  shutdown.before('pages', pages.close)
  const app = createApp(deps, { readiness, pages: pages.routes, isDev })
  const http = await listen(app, config)
  shutdown.before('requests', http.drain)
  await pages.attachHmr(http.server)
  log.info({ host: config.host, port: http.port }, 'listening')
  await bringUp({ deps, opened, readiness, shutdown }, http.port)
}

function internalRequest(path: string, init: RequestInit | undefined): Request {
  const host = new Headers(init?.headers).get('host') ?? 'localhost'
  return new Request(`http://${host}${path}`, init)
}

/** Everything that needs the database, tried until it is there. */
async function bringUp(started: Started, port: number): Promise<void> {
  const { deps, opened, readiness, shutdown } = started
  for (let waitMs = 250; !shutdown.isStopping(); waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      readiness.waitFor('migrations')
      await migrateUnderLock(opened.connection.owner, opened.passwords)
      readiness.waitFor('first owner')
      const signIn = await ensureFirstOwner(deps)
      readiness.waitFor('demo')
      await stockDemo(deps)
      await grantFirstOwner(deps)
      readiness.waitFor('queue')
      const jobs = await openJobs(opened.connection, nightlyJobs(deps, opened), deps.log)
      shutdown.before('jobs', jobs.stop)
      readiness.watchQueue(jobs)
      startTimers(started)
      readiness.waitFor(undefined)
      await greet(deps, port, signIn)
      giveBackMemory()
      return
    } catch (error) {
      if (isDatabaseAway(error)) readiness.waitFor('database')
      deps.log.warn({ err: error }, 'the database is not ready yet, trying again')
      await pause(waitMs)
    }
  }
}

/** A demo that does not load is no reason to keep a shop closed; a database that went away is. */
async function stockDemo({ config, db, log, pictures }: Deps): Promise<void> {
  if (!config.loadsDemo) return
  try {
    await loadDemo({ db, pictures })
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    log.error({ err: error }, 'the demo stores could not be loaded')
  }
}

function nightlyJobs(deps: Deps, opened: OpenDatabase) {
  return [
    { name: 'check-invariants', cron: '20 3 * * *', run: () => checkInvariants(deps, opened.connection) },
    { name: 'backup', cron: '40 3 * * *', run: () => backupJob(deps, opened.connection) },
  ]
}

function startTimers({ deps, shutdown }: Started): void {
  const { db, log, metrics } = deps
  const refresh = createSortPriceRefresher(db)
  const sweep = async () => metrics.swept(await sweepOverdue(db, log))
  shutdown.before('sweeper', repeat('sweep', 5_000, sweep, log))
  shutdown.before('sort prices', repeat('sort prices', 60_000, refresh, log))
  shutdown.before('memory', repeat('memory', 60_000, createMemoryKeeper(metrics.requests), log))
}

/** What a person who has just typed `npm start` wants to know. */
async function greet(deps: Deps, port: number, signIn: { email: string; password: string } | undefined) {
  if (deps.config.databaseUrl !== undefined) return
  const base = deps.config.publicUrl ?? `http://localhost:${port}`
  const stores = await listStores(deps.db)
  const lines = [
    '',
    ...stores.map((store) => `  ${store.name.padEnd(18)} ${base}/s/${store.slug}/`),
    ...(stores.length === 0
      ? ['  no store yet        npm run store -- add <slug> --name … --currency …']
      : []),
    `  ${'Merchant'.padEnd(18)} ${base}/admin`,
    `  ${'API'.padEnd(18)} ${base}/api/docs`,
    ...(signIn ? ['', `  sign in as ${signIn.email} with ${signIn.password}`] : []),
    '',
  ]
  console.log(lines.join('\n'))
}
