/** `npm run backup [-- file]`: a snapshot of the database, made beside a running server or without one. */
import { readConfig, type Config } from '../config.ts'
import { breachLines } from '../platform/invariants.ts'
import { createLogger } from '../platform/logger.ts'
import { attachDatabase } from '../platform/open-database.ts'
import { hasCluster } from '../platform/postgres.ts'
import { backUp } from './backup.ts'
import { backupFile } from './jobs.ts'

async function run(config: Config, file: string): Promise<void> {
  // a slip in DATA_DIR must not make a new, empty shop there
  if (config.databaseUrl === undefined && !hasCluster(config.dataDir))
    throw new Error(`no server has been started on ${config.dataDir} yet: set DATA_DIR, or npm start first`)
  const opened = await attachDatabase(config, createLogger('warn'))
  try {
    const made = await backUp({ ...opened, dataDir: config.dataDir }, file)
    console.log(`${made.file}: ${made.rows} rows, ${made.bytes} bytes`)
    if (made.breaches.length > 0) {
      console.warn('backup: the database breaks invariants, so restore will ask for --keep-drift:')
      console.warn(breachLines(made.breaches).join('\n'))
    }
    console.log('Not inside: SECRET_KEY (or the file secret-key) and the folder media. Keep copies of both.')
  } finally {
    await opened.close()
  }
}

try {
  const config = readConfig(process.env)
  await run(config, process.argv[2] ?? backupFile(config.dataDir, new Date()))
} catch (error) {
  console.error(`backup: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
