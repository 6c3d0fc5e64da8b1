import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addTestStore, breaches, testDatabase } from '../platform/test-database.ts'
import { importCsv } from './import-csv.ts'

const db = testDatabase()
const folder = path.resolve(import.meta.dirname, '../../../shared/catalogues')
const reasonToSkip = fs.existsSync(folder) ? undefined : `no real exports at ${folder}`

async function importTwice(name: string) {
  const store = await addTestStore(db, { currency: 'USD' })
  const run = (dryRun: boolean) =>
    importCsv({ db }, store, fs.createReadStream(path.join(folder, name)), { actor: 'test', dryRun })
  return { rehearsal: await run(true), first: await run(false), second: await run(false), store }
}

test('IMP2 IMP5 a real Shopify export: rehearsed, imported, and unchanged the second time', async (context) => {
  if (reasonToSkip !== undefined) return context.skip(reasonToSkip)
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
})

test('IMP2 IMP5 a real WooCommerce export: rehearsed, imported, and unchanged the second time', async (context) => {
  if (reasonToSkip !== undefined) return context.skip(reasonToSkip)
  const { rehearsal, first, second } = await importTwice('woocommerce-sample.csv')
  expect(rehearsal).toEqual({ ...first, dryRun: true })
  expect(first).toMatchObject({ rows: 24, products: { created: 11 }, variants: { created: 18 }, errors: 4 })
  expect(first.issues.map(({ row, reason, value }) => [row, reason, value])).toEqual([
    [10, 'type-not-taken-over', 'simple, downloadable, virtual'],
    [11, 'type-not-taken-over', 'simple, downloadable, virtual'],
    [17, 'type-not-taken-over', 'grouped'],
    [18, 'type-not-taken-over', 'external'],
  ])
  expect(second.products).toEqual({ created: 0, updated: 0, unchanged: first.products.created })
  expect(await breaches(db)).toEqual([])
})
