import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { relatedProductsSchema } from '../../shared/catalogue.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { testApp } from '../test-shop.ts'
import { saveProducts, type ProductDraft } from './save-product.ts'

const db = testDatabase()
const app = testApp(db)
let store: Store
const related = async (slug: string): Promise<string[]> => {
  const { json } = await app.request(`/api/stores/${store.slug}/products/${slug}/related`)
  return relatedProductsSchema.parse(json).items.map(({ name }) => name)
}
const draft = (
  name: string,
  category: string[],
  more: { price?: number; stock?: number | null; tags?: string[]; status?: 'inactive' } = {},
): ProductDraft => ({
  ...{ key: null, name, categories: [category], tags: more.tags ?? [], status: more.status ?? 'active' },
  variants: [{ priceMinor: more.price ?? 1000, stock: more.stock === undefined ? 3 : more.stock }],
})
const save = (drafts: ProductDraft[]) =>
  withStore(db, store.id, (tx) => saveProducts(tx, store, drafts, { actor: 'test' }))

beforeAll(async () => {
  store = await addTestStore(db)
  await save([
    draft('Mate', ['Cocina', 'Mates'], { tags: ['regalo', 'campo'] }),
    draft('Mate caro', ['Cocina', 'Mates'], { price: 9000 }),
    draft('Mate cercano', ['Cocina', 'Mates'], { price: 1100 }),
    draft('Mate de regalo', ['Cocina', 'Mates'], { price: 5000, tags: ['regalo'] }),
    draft('Mate agotado', ['Cocina', 'Mates'], { tags: ['regalo', 'campo'], stock: 0 }),
    draft('Mate oculto', ['Cocina', 'Mates'], { status: 'inactive' }),
    draft('Bombilla', ['Cocina', 'Bombillas'], { stock: null }),
    draft('Bombilla de campo', ['Cocina', 'Bombillas'], { tags: ['regalo', 'campo'], price: 20_000 }),
    draft('Camisa', ['Ropa'], { tags: ['regalo', 'campo'] }),
  ])
})

test('of the category and those beside it: what can be ordered first, then what shares most, then what costs about as much', async () => {
  expect(await related('mate')).toEqual([
    'Mate de regalo',
    'Bombilla de campo',
    'Mate cercano',
    'Mate caro',
    'Bombilla',
    'Mate agotado',
  ])
  expect(await related('camisa')).toEqual([])
})

test('at most eight, in the language that is asked for, by an old slug as well', async () => {
  await save(Array.from({ length: 9 }, (_, n) => draft(`Remera ${n}`, ['Ropa'])))
  expect(await related('camisa')).toHaveLength(8)
  await withSystem(db, (tx) =>
    tx.execute(
      sql`update products set slug = 'camisa-larga', translations = '{"en": {"name": "Shirt"}}' where store_id = ${store.id} and slug = 'camisa'`,
    ),
  )
  expect(await related('camisa')).toHaveLength(8)
  const english = await app.request(`/api/stores/${store.slug}/products/remera-0/related?lang=en`)
  expect(relatedProductsSchema.parse(english.json).items.map(({ name }) => name)).toContain('Shirt')
})

test('what is hidden or of another store is not found', async () => {
  const other = await addTestStore(db)
  for (const path of [`${store.slug}/products/mate-oculto`, `${other.slug}/products/mate`])
    expect((await app.request(`/api/stores/${path}/related`)).json).toMatchObject({
      code: 'product-not-found',
    })
})
