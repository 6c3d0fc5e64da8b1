import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { startSweeper } from './checkouts/jobs.ts'
import { readConfig } from './config.ts'
import { createDeps } from './deps.ts'
import { createLogger } from './platform/logger.ts'
import { migrateUnderLock } from './platform/migrate.ts'
import { openDatabase } from './platform/open-database.ts'

const config = readConfig(process.env)
const log = createLogger(config.logLevel)
const opened = await openDatabase(config, log)
const deps = createDeps(config, log, opened)
await migrateUnderLock(opened.connection.owner, opened.passwords)
const app = createApp(deps)
const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, (info) =>
  log.info({ port: info.port }, 'listening'),
)
const stopSweeper = startSweeper(deps.db, log)

const stop = async (): Promise<void> => {
  server.close()
  await stopSweeper()
  await deps.close()
  await opened.close()
  process.exit(0)
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())
