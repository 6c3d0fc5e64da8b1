import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { importFormats } from '../../shared/import.ts'
import { Misuse, readArguments, runCommand } from '../platform/run-command.ts'
import { onStore } from './csv-command.ts'
import { exportCsv } from './export-csv.ts'

const usage = `Usage: npm run export -- --store <slug> --format <${importFormats.join('|')}> [<file.csv>]

  Without a file it goes to standard output; npm then needs --silent, or its own banner comes first.`

const options = {
  store: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

await runCommand(usage, async () => {
  const { values, positionals } = readArguments(options)
  if (values.help) {
    console.log(usage)
    return 0
  }
  const format = importFormats.find((known) => known === values.format)
  if (values.store === undefined) throw new Misuse('which store? --store <slug>')
  if (format === undefined) throw new Misuse(`which format? --format ${importFormats.join(' or ')}`)
  const [file, ...more] = positionals
  if (more.length > 0) throw new Misuse('one file, please')
  return onStore(values.store, async (db, store, origin) => {
    const lines = Readable.from(exportCsv({ db }, store, format, origin))
    if (file === undefined) await pipeline(lines, process.stdout, { end: false })
    else await pipeline(lines, createWriteStream(file))
    return 0
  })
})
