import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { APP_ROLE, limits, patience, SYSTEM_ROLE, type Connection } from './database.ts'
import type { Logger } from './logger.ts'
import { underMigrationLock } from './migrate.ts'

const SCHEMA = 'jobs'
const HOUR = 3_600

/** Work at a time of day, in UTC; of many processes one does it. */
export type NightlyJob = { name: string; cron: string; run: () => Promise<void> }

export type Jobs = {
  /** Waiting jobs of each queue; failing means that the queue cannot be reached. */
  counts: () => Promise<Record<string, number>>
  stop: () => Promise<void>
}

/** Opens the queue in the schema `jobs`: the owner installs and brings it up to date, the system role runs it. */
export async function openJobs(connection: Connection, nightly: NightlyJob[], log: Logger): Promise<Jobs> {
  await install(connection.owner, nightly, log)
  const boss = listenTo(
    new PgBoss({
      ...limits,
      ...poolOf(connection.system),
      max: 2,
      schema: SCHEMA,
      migrate: false,
      createSchema: false,
      supervise: true,
      schedule: true,
    }),
    log,
  )
  const stop = () => boss.stop({ graceful: true, timeout: 5_000, close: true })
  try {
    await boss.start()
    for (const job of nightly) await takeOn(boss, job, log)
  } catch (error) {
    await stop() // it is opened anew, and this one would work beside that
    throw error
  }
  return {
    counts: async () =>
      Object.fromEntries((await boss.getQueues()).map((queue) => [queue.name, queue.queuedCount])),
    stop,
  }
}

async function takeOn(boss: PgBoss, { name, cron, run }: NightlyJob, log: Logger): Promise<void> {
  await boss.schedule(name, cron, null, { tz: 'UTC' })
  await boss.work(name, { batchSize: 1, pollingIntervalSeconds: 30 }, async () => {
    log.info({ job: name }, 'job started')
    await run()
    log.info({ job: name }, 'job done')
  })
}

/** Whoever starts at the same time waits: two that install, or grant, fail each other. */
function install(owner: pg.ClientConfig, nightly: NightlyJob[], log: Logger): Promise<void> {
  return underMigrationLock(owner, async (client) => {
    const installer = listenTo(
      new PgBoss({
        ...patience,
        ...poolOf(owner),
        max: 1,
        schema: SCHEMA,
        supervise: false,
        schedule: false,
      }),
      log,
    )
    try {
      await installer.start()
      for (const { name } of nightly) {
        await installer.createQueue(name, {
          policy: 'singleton',
          retryLimit: 3,
          retryDelay: 60,
          expireInSeconds: 2 * HOUR,
        })
      }
    } finally {
      await installer.stop({ graceful: false, close: true })
    }
    await client.query(grants)
  })
}

// the application role sends jobs in its own transactions; the tables there belong to no store
const roles = `${APP_ROLE}, ${SYSTEM_ROLE}`
const grants = `
  grant usage on schema ${SCHEMA} to ${roles};
  grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${roles};
  grant usage, select on all sequences in schema ${SCHEMA} to ${roles};
  grant execute on all functions in schema ${SCHEMA} to ${roles};
  alter default privileges in schema ${SCHEMA} grant select, insert, update, delete on tables to ${roles};`

/** What goes wrong inside is tried again by pg-boss itself; without a listener it would end the process. */
function listenTo(boss: PgBoss, log: Logger): PgBoss {
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue stumbled'))
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'the job queue warns'))
  return boss
}

/** The parts of a log-in that pg-boss knows. */
function poolOf(login: pg.ClientConfig) {
  const { connectionString, host, port, user, database } = login
  return connectionString === undefined
    ? { host: host ?? '', port: port ?? 5432, user: user ?? '', database: database ?? '' }
    : { connectionString }
}
