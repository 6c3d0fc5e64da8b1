/** `npm run restore -- file [--replace] [--keep-drift]`: a snapshot back into an empty database, or in place of what is there. */
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { breachLines } from '../platform/invariants.ts'
import { createLogger } from '../platform/logger.ts'
import { migrateUnderLock } from '../platform/migrate.ts'
import { attachDatabase } from '../platform/open-database.ts'
import { restore } from './backup.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    replace: { type: 'boolean', default: false },
    'keep-drift': { type: 'boolean', default: false },
  },
})
const [file] = positionals
if (file === undefined) {
  console.error('usage: npm run restore -- <file> [--replace] [--keep-drift]')
  process.exit(2)
}

async function run(snapshot: string): Promise<void> {
  const opened = await attachDatabase(readConfig(process.env), createLogger('warn'))
  try {
    await migrateUnderLock(opened.connection.owner, opened.passwords)
    const { rows, header, hasOtherKey, breaches } = await restore(opened, snapshot, {
      replace: values.replace,
      keepDrift: values['keep-drift'],
    })
    const state = breaches.length === 0 ? 'every invariant holds' : 'kept with what breaks an invariant:'
    console.log([`restored ${rows} rows of ${header.madeAt}; ${state}`, ...breachLines(breaches)].join('\n'))
    if (header.media.length > 0)
      console.log(`it refers to ${header.media.length} files in media: copy them there as well`)
    if (hasOtherKey)
      console.log('it was made under another SECRET_KEY: its links open, but cannot be shown again')
  } finally {
    await opened.close()
  }
}

try {
  await run(file)
} catch (error) {
  console.error(`restore: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
