import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ensureFirstOwner, grantFirstOwner } from './accounts/accounts.ts'
import { createApp } from './app.ts'
import { backupJob } from './backup/jobs.ts'
import { countCrossedOffers } from './catalogue/jobs.ts'
import { sweepOverdue } from './checkouts/jobs.ts'
import { readConfig, type Config } from './config.ts'
import { loadDemo } from './demo/demo.ts'
import { createDeps, type Deps } from './deps.ts'
import { removeUnusedPictures } from './media/jobs.ts'
import { createPictureFetcher } from './media/media.ts'
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
import { startFailure } from './platform/start-failure.ts'
import { createMessenger, forgetOldWishes } from './push/deliver.ts'
import { createCleaner } from './selections/cleaning.ts'
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
  // what was still starting when the stop was asked for gives up like this
  if (!shutdown.signal.aborted) {
    const { sentence, isFault } = startFailure(error)
    log.fatal(isFault ? { err: error } : {}, sentence)
  }
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

/** A Postgres of our own comes up before we listen; one elsewhere may come, go and come back behind us. */
async function start(config: Config, log: Logger): Promise<void> {
  const { signal } = shutdown
  await expectFreePort(config)
  const opening = openDatabase(config, log, signal)
  shutdown.before('database', async () => {
    const opened = await opening.catch(() => undefined) // reported below; it has stopped what it had started
    await opened?.close()
  })
  const opened = await opening
  const deps = createDeps(config, log, opened)
  shutdown.before('connections', deps.close)
  const readiness = createReadiness(deps.db)
  const pages = await createPages({
    fetchApi: async (at, init) => app.fetch(internalRequest(at, init), { isInternal: true }),
    isDev,
    publicUrl: config.publicUrl ?? null,
    log: (error, message) => log.error({ err: error }, message),
    said: (message) => log.info(message),
    keptBuilds: path.join(config.dataDir, 'builds'),
    signal,
  })
  shutdown.before('pages', pages.close)
  const app = createApp(deps, { readiness, pages: pages.routes, isDev })
  signal.throwIfAborted()
  const http = await listen(app, config)
  shutdown.before('requests', http.drain)
  shutdown.before('rooms', deps.rooms.close)
  await pages.attachHmr(http.server)
  log.info({ host: config.host, port: http.port }, 'listening')
  const signIn = await bringUp({ deps, opened, readiness, shutdown })
  await greet(deps, http.port, signIn)
  giveBackMemory()
}

function internalRequest(at: string, init: RequestInit | undefined): Request {
  const host = new Headers(init?.headers).get('host') ?? 'localhost'
  return new Request(`http://${host}${at}`, init)
}

type SignIn = { email: string; password: string } | undefined

/** Everything that needs the database, tried until it is there; what says more than that it is away ends the start. */
async function bringUp(started: Started): Promise<SignIn> {
  const { deps, readiness, shutdown } = started
  const { signal } = shutdown
  for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      return await bringUpOnce(started)
    } catch (error) {
      signal.throwIfAborted()
      if (!isDatabaseAway(error)) throw error
      readiness.waitFor('database')
      deps.log.warn({ err: error }, 'the database is not ready yet, trying again')
      await pause(waitMs, undefined, { signal })
    }
  }
}

async function bringUpOnce(started: Started): Promise<SignIn> {
  const { deps, opened, readiness, shutdown } = started
  readiness.waitFor('database')
  await migrateUnderLock(opened.connection.owner, opened.passwords, () => readiness.waitFor('migrations'))
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
  void checkPictures(deps)
  return signIn
}

/** Said at the start, and not only when the first shopper sees no picture. */
async function checkPictures({ pictures, log }: Deps): Promise<void> {
  try {
    await pictures.read(`${'0'.repeat(32)}-320.webp`)
  } catch (error) {
    log.error({ err: error }, 'pictures cannot be read where they should lie')
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
    {
      name: 'remove-unused-pictures',
      cron: '10 4 * * *',
      run: async () => void (await removeUnusedPictures(deps)),
    },
    { name: 'forget-old-wishes', cron: '30 4 * * *', run: async () => void (await forgetOldWishes(deps.db)) },
  ]
}

function startTimers({ deps, shutdown }: Started): void {
  const { db, log, metrics, visits } = deps
  const stopCounting = repeat('visits', 5_000, visits.flush, log)
  shutdown.before('visits', async () => {
    await stopCounting()
    await visits.flush()
  })
  const fetcher = createPictureFetcher(deps)
  const stopFetching = repeat('fetch pictures', 2_000, fetcher.run, log)
  shutdown.before('fetched pictures', () => {
    fetcher.stop()
    return stopFetching()
  })
  const messenger = createMessenger(deps)
  const stopTelling = repeat('tell what was asked', 10_000, messenger.run, log)
  shutdown.before('push messages', () => {
    messenger.stop()
    return stopTelling()
  })
  const cleaner = createCleaner(deps)
  const stopCleaning = repeat('clean selections', 2_000, cleaner.run, log)
  shutdown.before('selections to be cleaned', () => {
    cleaner.stop()
    return stopCleaning()
  })
  const sweep = async () => metrics.swept(await sweepOverdue(db, log))
  shutdown.before('sweeper', repeat('sweep', 5_000, sweep, log))
  shutdown.before(
    'offers',
    repeat('offers', 60_000, () => countCrossedOffers(db), log),
  )
  shutdown.before('memory', repeat('memory', 60_000, createMemoryKeeper(metrics.requests), log))
}

/** What a person who has just typed `npm start` wants to know; the shop is open without it. */
async function greet({ config, db, log }: Deps, port: number, signIn: SignIn): Promise<void> {
  if (config.databaseUrl !== undefined) return
  const base = config.publicUrl ?? `http://localhost:${port}`
  const stores = await listStores(db).catch((error: unknown) => {
    log.warn({ err: error }, 'the stores could not be listed')
    return []
  })
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
