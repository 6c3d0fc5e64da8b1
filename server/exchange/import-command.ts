import { createReadStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import type { ImportReport } from '../../shared/import.ts'
import { reportPictures } from '../catalogue/picture-report.ts'
import type { Store } from '../platform/http.ts'
import type { Database } from '../platform/tenancy.ts'
import { Misuse, readArguments, runCommand } from '../platform/run-command.ts'
import { onStore } from './csv-command.ts'
import { importCsv } from './import-csv.ts'

const usage = `Usage: npm run import -- --store <slug> <file.csv> [--dry-run] [--set-stock]
       npm run import -- --store <slug> --pictures

  Imports a product CSV of Shopify or WooCommerce; a file of "-" is standard input.
  --dry-run    says what would happen and changes nothing
  --set-stock  counts the stock of what is there already; else only new items get theirs
  --pictures   says which pictures of the imports so far are there, and why others are not
  Exit code 0: everything was taken, 1: rows were left out, 2: misuse.`

const options = {
  store: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'set-stock': { type: 'boolean' },
  pictures: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

await runCommand(usage, async () => {
  const { values, positionals } = readArguments(options)
  if (values.help) {
    console.log(usage)
    return 0
  }
  const [file, ...more] = positionals
  if (values.store === undefined) throw new Misuse('which store? --store <slug>')
  if (values.pictures === true && positionals.length === 0) return onStore(values.store, printPictures)
  if (file === undefined || more.length > 0 || values.pictures === true) throw new Misuse('one file, please')
  if (file !== '-' && !(await isReadable(file))) throw new Misuse(`${file} is not there to be read`)
  return onStore(values.store, async (db, store) => {
    const report = await importCsv({ db }, store, file === '-' ? process.stdin : createReadStream(file), {
      actor: 'system',
      dryRun: values['dry-run'] === true,
      setStock: values['set-stock'] === true,
      ...(process.stderr.isTTY ? { onProgress: drawBar } : {}),
    })
    if (process.stderr.isTTY) process.stderr.write('\n')
    print(report)
    return report.errors > 0 ? 1 : 0
  })
})

function isReadable(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
}

function drawBar({ rows, ofRows }: { rows: number; ofRows: number }): void {
  const share = ofRows === 0 ? 1 : Math.min(1, rows / ofRows)
  const full = Math.round(share * 40)
  process.stderr.write(`\r[${'#'.repeat(full)}${'.'.repeat(40 - full)}] ${rows} of ${ofRows} rows`)
}

/** One line for each misfit: row, column, value, why; tabs between, so that it can be sorted and cut. */
function print(report: ImportReport): void {
  for (const issue of report.issues) {
    const value = issue.value === null ? '' : JSON.stringify(issue.value)
    console.log(
      [
        `row ${issue.row}`,
        issue.severity,
        issue.column ?? '',
        value,
        `${issue.reason}: ${issue.message}`,
      ].join('\t'),
    )
  }
  const named = report.issues.length
  const all = report.errors + report.notices
  if (all > named) console.log(`… and ${all - named} more`)
  const counts = ({ created, updated, unchanged }: ImportReport['products']): string =>
    `${created} created, ${updated} updated, ${unchanged} unchanged`
  console.log(
    `${report.format}, ${report.rows} rows${report.dryRun ? ' (dry run: nothing was changed)' : ''}`,
  )
  console.log(`products: ${counts(report.products)}`)
  console.log(`variants: ${counts(report.variants)}`)
  if (report.pictures > 0)
    console.log(
      `pictures named: ${report.pictures}; the server fetches them, --pictures says how they come along`,
    )
  console.log(`stock changes: ${report.stockChanges}; errors: ${report.errors}; notices: ${report.notices}`)
}

/** Those that are not there, one on a line: address, what became of it, which products name it. */
async function printPictures(db: Database, store: Store): Promise<number> {
  const { waiting, ready, failed, items } = await reportPictures(db, store)
  for (const { sourceUrl, state, reason, nextAttemptAt, products } of items) {
    const next = nextAttemptAt === null ? '' : `next attempt ${nextAttemptAt}`
    const named = products.map(({ key, slug }) => key ?? slug).join(', ')
    console.log([sourceUrl, state, reason ?? '', next, named].join('\t'))
  }
  if (items.length < waiting + failed) console.log(`… and ${waiting + failed - items.length} more`)
  console.log(`${ready} of ${waiting + ready + failed} pictures are there; ${waiting} wait, ${failed} failed`)
  return failed > 0 ? 1 : 0
}
