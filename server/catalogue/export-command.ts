import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { importFormats } from '../../shared/import.ts'
import { Misuse, onStore, readArguments, runCommand } from './csv-command.ts'
import { exportCsv } from './export-csv.ts'

const usage = `Usage: npm run --silent export -- --store <slug> --format <${importFormats.join('|')}> > products.csv`

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
  if (positionals.length > 0) throw new Misuse('the file goes to standard output')
  return onStore(values.store, async (db, store) => {
    await pipeline(Readable.from(exportCsv({ db }, store, format)), process.stdout, { end: false })
    return 0
  })
})
