import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { ImportFormat } from '../../shared/import.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, breaches, testDatabase } from '../platform/test-database.ts'
import { exportCsv } from './export-csv.ts'
import { importCsv } from './import-csv.ts'

const db = testDatabase()
const folder = path.resolve(import.meta.dirname, '../../../shared/catalogues')
const realTest = test.skipIf(!fs.existsSync(folder))

async function importTwice(name: string) {
  const store = await addTestStore(db, { currency: 'USD' })
  const run = (dryRun: boolean) =>
    importCsv({ db }, store, fs.createReadStream(path.join(folder, name)), { actor: 'test', dryRun })
  return { rehearsal: await run(true), first: await run(false), second: await run(false), store }
}

realTest(
  'IMP2 IMP5 a real Shopify export (where one lies): imported, unchanged the second time',
  async () => {
    const { rehearsal, first, second } = await importTwice('shopify-apparel.csv')
    expect(rehearsal).toEqual({ ...first, dryRun: true })
    expect(first).toMatchObject({
      rows: 22,
      products: { created: 20 },
      variants: { created: 22 },
      errors: 0,
      notices: 0,
    })
    expect(second.products).toEqual({ created: 0, updated: 0, unchanged: first.products.created })
    expect(await breaches(db)).toEqual([])
  },
)

realTest('IMP2 IMP5 a real WooCommerce export (where one lies): unchanged the second time', async () => {
  const { rehearsal, first, second } = await importTwice('woocommerce-sample.csv')
  expect(rehearsal).toEqual({ ...first, dryRun: true })
  expect(first).toMatchObject({ rows: 24, products: { created: 11 }, variants: { created: 18 }, errors: 4 })
  expect(first.issues.map(({ row, reason, value }) => [row, reason, value])).toEqual([
    [10, 'type-not-taken-over', 'simple, downloadable, virtual'],
    [11, 'type-not-taken-over', 'simple, downloadable, virtual'],
    [17, 'type-not-taken-over', 'grouped'],
    [18, 'type-not-taken-over', 'external'],
    [19, 'any-value', 'Size'],
    [20, 'any-value', 'Size'],
    [21, 'any-value', 'Size'],
  ])
  expect(second.products).toEqual({ created: 0, updated: 0, unchanged: first.products.created })
  expect(await breaches(db)).toEqual([])
})

realTest('EXP2 a real WooCommerce export (where one lies) comes back from Shopify unchanged', async () => {
  const { store } = await importTwice('woocommerce-sample.csv')
  const before = await exported(store, 'woocommerce')
  const shopify = Readable.from([Buffer.from(await exported(store, 'shopify'))])
  const report = await importCsv({ db }, store, shopify, { actor: 'test' })
  expect(report.products).toEqual({ created: 0, updated: 0, unchanged: 11 })
  expect(report.variants).toMatchObject({ created: 0, updated: 0 })
  expect(await exported(store, 'woocommerce')).toBe(before)
})

async function exported(store: Store, format: ImportFormat): Promise<string> {
  const pieces: string[] = []
  for await (const lines of exportCsv({ db }, store, format)) pieces.push(lines)
  return pieces.join('')
}
