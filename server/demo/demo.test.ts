import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { categoryTreeSchema, productPageSchema } from '../../shared/catalogue.ts'
import { createCatalogue } from '../catalogue/catalogue.ts'
import { withStore } from '../platform/tenancy.ts'
import { breaches, testDatabase } from '../platform/test-database.ts'
import { listStores } from '../stores/stores.ts'
import { loadDemo } from './demo.ts'
import { testPictures } from '../media/test-pictures.ts'

const db = testDatabase()
const fresh = testDatabase()
const { pictures, files } = testPictures()

describe('DEM1 the demo', () => {
  test('opens four stores of fifteen products each, with pictures, offers and proven stock', async () => {
    expect(await loadDemo({ db, pictures })).toBe(4)
    const catalogue = createCatalogue({ db })
    for (const store of await listStores(db)) {
      const { body } = await catalogue.listProducts(store, { limit: 100 })
      const { items } = productPageSchema.parse(JSON.parse(body))
      expect(items).toHaveLength(15)
      for (const { images, name } of items) {
        expect(images.length, name).toBeGreaterThan(0)
        for (const { url, alt } of images) {
          expect(files(), name).toContain(`${/[0-9a-f]{32}/.exec(url)?.[0]}.webp`)
          expect(alt.length, name).toBeGreaterThan(10)
        }
      }
      expect(items.some((item) => item.compareAtPrice !== null)).toBe(true)
      expect(items.some((item) => item.available === 0)).toBe(true)
      expect(items.some((item) => item.available === null)).toBe(true)
      const tree = await catalogue.readCategories(store)
      const { categories } = categoryTreeSchema.parse(JSON.parse(tree.body))
      expect(categories.length).toBeGreaterThanOrEqual(4)
      for (const { slug, image } of categories.flatMap((one) => [one, ...one.children]))
        expect(files(), slug).toContain(`${/[0-9a-f]{32}/.exec(image?.url ?? '')?.[0]}.webp`)
      const { rows } = await withStore(db, store.id, (tx) =>
        tx.execute(sql`select from product_variants where sku is null or price_minor is null`),
      )
      expect(rows).toEqual([])
    }
    expect(await breaches(db)).toEqual([])
  })

  test('DEM3 what it says in other languages is kept with its products, words and stores', async () => {
    const stores = await listStores(db)
    const idOf = (slug: string): string => stores.find((store) => store.slug === slug)?.id ?? ''
    const untranslated = (slug: string) =>
      withStore(db, idOf(slug), async (tx) => {
        const { rows } = await tx.execute<{ slug: string }>(sql`
          select slug from products where not (translations ?& array['en', 'pt'])
          union all select slug from categories where not (translations ?& array['en', 'pt'])
          union all select slug from attributes where not (translations ?& array['en', 'pt'])
          union all select alt from product_images where not (translations ?& array['en', 'pt'])
          union all select slug from stores where slug = ${slug} and not (translations ?& array['en', 'pt'])`)
        return rows
      })
    expect(await untranslated('raremagic')).toEqual([])
    expect(await untranslated('luxurywatch')).toEqual([])
    expect(await untranslated('monpatisserie')).not.toEqual([])
  })

  test('is loaded whole or not at all, and then it is tried again', async () => {
    const owner = await fresh.connect('owner')
    await owner.query(`alter table products add constraint no_coat check (slug <> 'tapado-largo')`)
    await expect(loadDemo({ db: fresh, pictures })).rejects.toThrow()
    expect(await listStores(fresh)).toEqual([])
    await owner.query('alter table products drop constraint no_coat')
    // two servers that start at once
    const made = await Promise.all([loadDemo({ db: fresh, pictures }), loadDemo({ db: fresh, pictures })])
    expect(made.sort()).toEqual([0, 4])
    // the first is the default one
    expect((await listStores(fresh)).map(({ slug }) => slug)).toEqual([
      'raremagic',
      'lizimportados',
      'luxurywatch',
      'monpatisserie',
    ])
  })

  test('is not loaded where there is a store already', async () => {
    expect(await loadDemo({ db, pictures })).toBe(0)
    expect(await listStores(db)).toHaveLength(4)
  })
})
