/**
 * Figure: an import of 10,000 rows takes at most 30 s and at most 150 MB above idle.
 * Runs in a process of its own against an embedded Postgres of its own; `node e2e/load/import.ts [rows]`.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { readConfig } from '../../server/config.ts'
import { importCsv } from '../../server/catalogue/import-csv.ts'
import { createPools } from '../../server/platform/database.ts'
import { createLogger } from '../../server/platform/logger.ts'
import { migrateUnderLock } from '../../server/platform/migrate.ts'
import { openDatabase } from '../../server/platform/open-database.ts'
import { addStore } from '../../server/stores/stores.ts'

const rows = Number(process.argv[2] ?? 10_000)
const text = 'Campera de jean con bolsillos, forro de algodón y botones de metal. '.repeat(6)
const colours = ['Rojo', 'Azul', 'Verde', 'Negro', 'Blanco']

/** Two variants a product; every product begins in the first half and ends in the second when `isScattered`. */
function* shopify(isScattered: boolean): Generator<string> {
  yield 'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Status\n'
  const first = (n: number): string =>
    `producto-${n},Producto ${n},"<p>${text}</p>\n<p>${n}</p>",Marca ${n % 20},Ropa > Tipo ${n % 30},"nuevo, lote ${n % 9}",true,Color,${colours[n % 5]},SKU-${n}-A,250,shopify,${n % 50},deny,${1000 + n}.50,${2000 + n}.00,https://example.com/${n}.jpg,active\n`
  const second = (n: number): string =>
    `producto-${n},,,,,,,,${colours[(n + 1) % 5]},SKU-${n}-B,250,shopify,${n % 7},deny,${1000 + n}.50,,https://example.com/${n}-b.jpg,\n`
  const products = Math.floor(rows / 2)
  if (isScattered) {
    for (let n = 0; n < products; n++) yield first(n)
    for (let n = 0; n < products; n++) yield second(n)
  } else for (let n = 0; n < products; n++) yield first(n) + second(n)
}

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-load-'))
fs.chmodSync(dataDir, 0o755)
const log = createLogger('warn')
const opened = await openDatabase(readConfig({ DATA_DIR: dataDir, DEMO: '0' }), log)
try {
  await migrateUnderLock(opened.connection.owner, opened.passwords)
  const pools = createPools(opened.connection, (error) => log.error(error))
  const db = { pools }
  for (const [name, isScattered] of [
    ['consecutive', false],
    ['scattered', true],
  ] as const) {
    const store = await addStore(db, { slug: `carga-${name}`, name, currency: 'ARS' })
    await measure(`${name}, new`, store, isScattered)
    await measure(`${name}, again`, store, isScattered)
  }
  await Promise.all([pools.app.end(), pools.system.end()])

  async function measure(
    name: string,
    store: Awaited<ReturnType<typeof addStore>>,
    isScattered: boolean,
  ): Promise<void> {
    globalThis.gc?.()
    const idle = process.memoryUsage.rss()
    let peak = idle
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
    const started = performance.now()
    const file = Readable.from(shopify(isScattered)).map((line: string) => Buffer.from(line))
    const report = await importCsv({ db }, store, file as AsyncIterable<Uint8Array>, { actor: 'system' })
    const seconds = (performance.now() - started) / 1000
    clearInterval(watch)
    const { created, unchanged } = report.products
    console.log(
      `import ${name}: ${report.rows} rows in ${seconds.toFixed(1)} s, ${Math.round(report.rows / seconds)} rows/s, ` +
        `${Math.round((peak - idle) / 2 ** 20)} MB above ${Math.round(idle / 2 ** 20)} MB idle ` +
        `(${created} created, ${unchanged} unchanged, ${report.errors} errors)`,
    )
    if (seconds > 30 || peak - idle > 150 * 2 ** 20) process.exitCode = 1
  }
} finally {
  await opened.close()
  fs.rmSync(dataDir, { recursive: true, force: true })
}
