/** `npm run backup [-- file]`: a snapshot of the database, made beside a running server or without one. */
import { readConfig } from '../config.ts'
import { breachLines } from '../platform/invariants.ts'
import { createLogger } from '../platform/logger.ts'
import { attachDatabase } from '../platform/open-database.ts'
import { backUp } from './backup.ts'
import { backupFile } from './jobs.ts'

const config = readConfig(process.env)
const opened = await attachDatabase(config, createLogger('warn'))
try {
  const file = process.argv[2] ?? backupFile(config.dataDir, new Date())
  const made = await backUp({ ...opened, dataDir: config.dataDir }, file)
  console.log(`${made.file}: ${made.rows} rows, ${made.bytes} bytes`)
  if (made.breaches.length > 0) {
    console.warn('backup: the database breaks invariants, so restore will ask for --keep-drift:')
    console.warn(breachLines(made.breaches).join('\n'))
  }
  console.log('Not inside: SECRET_KEY (or the file secret-key) and the folder media. Keep copies of both.')
} catch (error) {
  console.error(`backup: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  await opened.close()
}
