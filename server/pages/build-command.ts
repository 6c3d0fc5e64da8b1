/** `npm run build`: the pages anew, whatever is there. */
import { join } from 'node:path'
import { build } from './build.ts'

try {
  await build(join(import.meta.dirname, '../..'))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
