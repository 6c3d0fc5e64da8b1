import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ImportFormat } from '../../shared/import.ts'
import type { Store } from '../platform/http.ts'
import { withStore } from '../platform/tenancy.ts'
import { addTestStore, breaches, testDatabase } from '../platform/test-database.ts'
import { CsvParser } from './csv-parser.ts'
import { exportCsv } from './export-csv.ts'
import { importCsv } from './import-csv.ts'
import { carried } from './test-carried.ts'
import { saveProducts, type ProductDraft, type VariantDraft } from '../catalogue/save-product.ts'

const db = testDatabase()

/** Text as people and attackers write it: accents, quotes, separators, formulas, entities, apostrophes. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '=1+1',
      "'=2",
      '+54',
      '-5',
      '@SUM(A1)',
      '＝1',
      "''+x",
      '\t=1',
      'a,b',
      'a\\,b',
      '"cita"',
      'Ñandú',
      '😀',
      "O'Neil",
    ],
    ...[
      'A & B',
      '&amp;',
      '<b>x</b>',
      'x > y',
      '> z',
      'C:\\new',
      'línea\notra',
      'a;b',
      'id:7',
      '1/2',
      '0',
      'Title',
      '|',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const text = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(' '))
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const price = fc.integer({ min: 0, max: 99_999_999 })
const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const variant = fc.record({
  barcode: optional(text),
  priceMinor: optional(price),
  compareAtMinor: optional(price),
  saleStartsAt: optional(instant),
  saleEndsAt: optional(instant),
  costMinor: optional(price),
  weightGrams: optional(fc.integer({ min: 0, max: 50_000 })),
  requiresShipping: fc.boolean(),
  isTaxable: fc.boolean(),
  isActive: fc.boolean(),
  position: fc.integer({ min: 0, max: 5 }),
  stock: optional(fc.integer({ min: 0, max: 500 })),
  allowsBackorder: fc.boolean(),
  lowStockThreshold: optional(fc.integer({ min: 0, max: 20 })),
  image: optional(
    fc.constantFrom('https://example.com/a.jpg', 'https://example.com/v,1.png', '/media/b.webp'),
  ),
})

const product = fc
  .record({
    name: text,
    status: fc.constantFrom('draft', 'active', 'inactive', 'archived' as const),
    brand: optional(text),
    shortDescription: optional(text),
    description: text,
    tags: fc.array(text, { maxLength: 3 }),
    isFeatured: fc.boolean(),
    weightGrams: optional(fc.integer({ min: 0, max: 50_000 })),
    dimensionsMm: optional(fc.record({ length: fc.nat(999), width: fc.nat(999), height: fc.nat(999) })),
    metaTitle: optional(text),
    metaDescription: optional(text),
    position: fc.integer({ min: 0, max: 9 }),
    categories: fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
    images: fc.array(
      fc.record({
        address: fc.webUrl({ validSchemes: ['https'] }).filter((url) => !/["'\\^`{|}<>]/.test(url)),
        alt: text,
      }),
      { maxLength: 3 },
    ),
    names: fc.uniqueArray(text, { maxLength: 3, selector: (name) => name.trim().toLowerCase() }),
    values: fc.uniqueArray(fc.tuple(text, text, text), { minLength: 1, maxLength: 4 }),
    keyKind: fc.constantFrom('handle', 'id', 'none'),
  })
  .chain(({ names, values, keyKind, ...fields }) =>
    fc.array(variant, { minLength: values.length, maxLength: values.length }).map((variants) => {
      const kept = names.length === 0 ? variants.slice(0, 1) : variants
      const withOptions: VariantDraft[] = kept.map((one, i) => ({
        ...one,
        options: names.map((name, n) => ({ name, value: values[i]?.[n] ?? 'x' })),
      }))
      return {
        fields: { ...fields, status: fields.status },
        keyKind,
        variants: withOptions,
      }
    }),
  )

const catalogue = fc.array(product, { minLength: 1, maxLength: 5 }).map((products) =>
  products.map(({ fields, keyKind, variants }, i): ProductDraft => {
    const key = keyKind === 'id' ? `id:${i + 1}` : keyKind === 'handle' ? `${fields.name}-${i}` : null
    const skus = variants.map((one, v) => ({ ...one, sku: v % 2 === 0 ? `=SKU ${i}/${v}` : null }))
    return { ...fields, key, variants: skus }
  }),
)

async function exported(store: Store, format: ImportFormat): Promise<string> {
  const pieces: string[] = []
  for await (const lines of exportCsv({ db }, store, format)) pieces.push(lines)
  return pieces.join('')
}

const load = (store: Store, csv: string) =>
  importCsv({ db }, store, Readable.from([Buffer.from(csv)]), { actor: 'test' })

function formulasIn(csv: string): string[] {
  const parser = new CsvParser(',', 1_000_000)
  const cells = [...parser.push(csv), ...parser.end()].flatMap((record) => record.cells)
  return cells.filter((cell) => /^[=+\-@＝＋－＠\t\r\n]/.test(cell) && !/^-?[\d.]+$/.test(cell))
}

test.for(['shopify', 'woocommerce'] as const)(
  'EXP1 EXP2 any catalogue exported to %s and imported has the same rows, and exported again the same bytes',
  { timeout: 120_000 },
  async (format) => {
    await fc.assert(
      fc.asyncProperty(catalogue, async (drafts) => {
        const origin = await addTestStore(db, { currency: 'ARS' })
        await withStore(db, origin.id, (tx) => saveProducts(tx, origin, drafts, { actor: 'test' }))
        const csv = await exported(origin, format)
        expect(formulasIn(csv)).toEqual([])
        const copy = await addTestStore(db, { currency: 'ARS' })
        const report = await load(copy, csv)
        expect(report.issues.filter(({ severity }) => severity === 'error')).toEqual([])
        const rows = await carried(db, origin, format)
        expect(await carried(db, copy, format)).toEqual(rows)
        expect(await exported(copy, format)).toBe(csv)
        const again = await load(copy, csv)
        expect(again).toMatchObject({ errors: 0, stockChanges: 0, products: { created: 0, updated: 0 } })
        expect(again.variants).toMatchObject({ created: 0, updated: 0 })
        expect(await load(origin, csv)).toMatchObject({ errors: 0, products: { created: 0 } })
        expect(await carried(db, origin, format)).toEqual(rows)
      }),
      { seed: 20_260_821, numRuns: 20, endOnFailure: true },
    )
    expect(await breaches(db)).toEqual([])
  },
)

test('EXP2 a text that describes stays a text when the file comes back from Shopify', async () => {
  const store = await addTestStore(db, { currency: 'ARS' })
  const header =
    'Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)'
  const rows = [
    'variable,tee,Remera,,,Talle,"S, M",Tela,"Algodón, Lino"',
    'variation,t-s,,10,tee,Talle,S,,',
    'variation,t-m,,10,tee,Talle,M,,',
  ]
  expect(await load(store, [header, ...rows].join('\n'))).toMatchObject({ errors: 0, notices: 0 })
  const before = await exported(store, 'woocommerce')
  const report = await load(store, await exported(store, 'shopify'))
  expect(report).toMatchObject({ products: { unchanged: 1 }, variants: { updated: 0 } })
  expect(await exported(store, 'woocommerce')).toBe(before)
})

test('EXP1 a weight that variants have from their product stays there when the file comes back from Shopify', async () => {
  const store = await addTestStore(db, { currency: 'ARS' })
  const variants = ['S', 'M'].map((value) => ({
    sku: `mate-${value}`,
    priceMinor: 100,
    options: [{ name: 'Talle', value }],
  }))
  const drafts = [{ key: 'mate', name: 'Mate', weightGrams: 700, variants }]
  await withStore(db, store.id, (tx) => saveProducts(tx, store, drafts, { actor: 'test' }))
  const csv = await exported(store, 'shopify')
  expect(csv).toContain(',mate-S,700,')
  expect(await load(store, csv)).toMatchObject({ products: { unchanged: 1 }, variants: { unchanged: 2 } })
  const report = await load(store, csv.replace(',mate-S,700,', ',mate-S,650,'))
  expect(report.variants).toMatchObject({ updated: 1, unchanged: 1 })
})

test('EXP3 a draft stays one on its way through WooCommerce, also where its only variant is hidden', async () => {
  const store = await addTestStore(db, { currency: 'ARS' })
  const variants = [{ sku: 'mate', priceMinor: 100, isActive: false }]
  const drafts = [{ key: 'mate', name: 'Mate', status: 'draft' as const, variants }]
  await withStore(db, store.id, (tx) => saveProducts(tx, store, drafts, { actor: 'test' }))
  expect(await load(store, await exported(store, 'woocommerce'))).toMatchObject({
    products: { unchanged: 1 },
  })
})

test.for(['shopify', 'woocommerce'] as const)(
  'EXP1 a picture of several variants, which were not written in their order, comes back from %s unchanged',
  async (format) => {
    const store = await addTestStore(db, { currency: 'ARS' })
    const variants = ['S', 'M', 'L'].map((value, i) => ({
      ...{ sku: `tee-${value}`, priceMinor: 100, position: 2 - i, image: '/media/a.webp' },
      options: [{ name: 'Talle', value }],
    }))
    const images = [{ address: '/media/a.webp' }, { address: '/media/b.webp' }]
    const drafts = [{ key: 'tee', name: 'Remera', images, variants }]
    await withStore(db, store.id, (tx) => saveProducts(tx, store, drafts, { actor: 'test' }))
    const report = await load(store, await exported(store, format))
    expect(report).toMatchObject({ products: { unchanged: 1 }, variants: { unchanged: 3 } })
  },
)
