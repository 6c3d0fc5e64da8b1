/**
 * Figure: an import of 10,000 rows takes at most 30 s and at most 150 MB above idle, whether the rows of a product
 * stand together or apart. Each order of rows is measured in a fresh process with a Postgres of its own;
 * `node e2e/load/import.ts` prints, `importFigures()` answers.
 */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readConfig } from '../../server/config.ts'
import { importCsv } from '../../server/exchange/import-csv.ts'
import { createPools } from '../../server/platform/database.ts'
import { createLogger } from '../../server/platform/logger.ts'
import { giveBackMemory } from '../../server/platform/memory.ts'
import { migrateUnderLock } from '../../server/platform/migrate.ts'
import { openDatabase } from '../../server/platform/open-database.ts'
import type { Database } from '../../server/platform/tenancy.ts'
import { addStore } from '../../server/stores/stores.ts'
import type { Figure } from './measure.ts'

const ROWS = 10_000
const orders = ['together', 'apart'] as const
type Order = (typeof orders)[number]
type Measured = { run: string; seconds: number; megabytes: number; idleMegabytes: number; outcome: string }

const text = 'Campera de jean con bolsillos, forro de algodón y botones de metal. '.repeat(6)
const colours = ['Rojo', 'Azul', 'Verde', 'Negro', 'Blanco']
const titles = [
  ...[
    'Handle',
    'Title',
    'Body (HTML)',
    'Vendor',
    'Type',
    'Tags',
    'Published',
    'Option1 Name',
    'Option1 Value',
  ],
  ...['Variant SKU', 'Variant Grams', 'Variant Inventory Tracker', 'Variant Inventory Qty'],
  ...['Variant Inventory Policy', 'Variant Price', 'Variant Compare At Price', 'Image Src', 'Status'],
]

/** Two variants a product, with pictures, categories, stock and a description of 400 characters. */
function* shopify(order: Order): Generator<string> {
  yield `${titles.join()}\n`
  const first = (n: number): string =>
    `producto-${n},Producto ${n},"<p>${text}</p>\n<p>${n}</p>",Marca ${n % 20},Ropa > Tipo ${n % 30},"nuevo, lote ${n % 9}",true,Color,${colours[n % 5]},SKU-${n}-A,250,shopify,${n % 50},deny,${1000 + n}.50,${2000 + n}.00,https://example.com/${n}.jpg,active\n`
  const second = (n: number): string =>
    `producto-${n},,,,,,,,${colours[(n + 1) % 5]},SKU-${n}-B,250,shopify,${n % 7},deny,${1000 + n}.50,,https://example.com/${n}-b.jpg,\n`
  const products = ROWS / 2
  for (let n = 0; n < products; n++) yield order === 'together' ? first(n) + second(n) : first(n)
  if (order === 'apart') for (let n = 0; n < products; n++) yield second(n)
}

/** The same file twice: everything is new, then nothing is. */
async function measure(db: Database, order: Order): Promise<Measured[]> {
  const store = await addStore(db, { slug: `carga-${order}`, name: order, currency: 'ARS' })
  const measured: Measured[] = []
  for (const run of ['new', 'again']) {
    giveBackMemory()
    const idle = process.memoryUsage.rss()
    let peak = idle
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10)
    const started = performance.now()
    const file = Readable.from(shopify(order)).map((line: string) => Buffer.from(line))
    const report = await importCsv({ db }, store, file as AsyncIterable<Uint8Array>, { actor: 'system' })
    clearInterval(watch)
    const { created, unchanged } = report.products
    measured.push({
      run: `${order}, ${run}`,
      seconds: (performance.now() - started) / 1000,
      megabytes: (peak - idle) / 2 ** 20,
      idleMegabytes: idle / 2 ** 20,
      outcome: `${created} products created, ${unchanged} unchanged, ${report.errors} errors`,
    })
  }
  return measured
}

async function measureAlone(order: Order): Promise<Measured[]> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-load-'))
  fs.chmodSync(dataDir, 0o755)
  const log = createLogger('fatal')
  const opened = await openDatabase(readConfig({ DATA_DIR: dataDir, DEMO: '0' }), log)
  try {
    await migrateUnderLock(opened.connection.owner, opened.passwords)
    const pools = createPools(opened.connection, (error) => log.error(error))
    try {
      return await measure({ pools }, order)
    } finally {
      await Promise.all([pools.app.end(), pools.system.end()])
    }
  } finally {
    await opened.close()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measureAll(): Promise<Measured[]> {
  const all: Measured[] = []
  for (const order of orders) {
    const args = [fileURLToPath(import.meta.url), order]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    all.push(...(JSON.parse(stdout) as Measured[]))
  }
  return all
}

const rate = ({ seconds }: Measured): string => `${Math.round(ROWS / seconds)} rows/s`

export async function importFigures(): Promise<Figure[]> {
  return (await measureAll()).map((one) => ({
    what: `import of 10,000 rows, ${one.run}`,
    baseline: '',
    ours: `${one.seconds.toFixed(1)} s, ${rate(one)}, ${Math.round(one.megabytes)} MB above idle`,
    ratio: null,
    goal: '≤ 30 s, ≤ 150 MB',
    isReached: one.seconds <= 30 && one.megabytes <= 150,
  }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const order = orders.find((known) => known === process.argv[2])
  if (order) process.stdout.write(JSON.stringify(await measureAlone(order)))
  else
    for (const one of await measureAll())
      console.log(
        `${one.run}: ${one.seconds.toFixed(1)} s, ${rate(one)}, ` +
          `${Math.round(one.megabytes)} MB above ${Math.round(one.idleMegabytes)} MB idle (${one.outcome})`,
      )
}
