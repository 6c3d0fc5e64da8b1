import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { catalogueSnapshotSchema, type CatalogueSnapshot } from '../../shared/catalogue-snapshot.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase, type TestVariant } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { isSoak, shopOf, testApp } from '../test-shop.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { countCrossedOffers } from './jobs.ts'
import { saveProducts, type ProductDraft } from './save-product.ts'
import { readSnapshot } from './snapshot.ts'

const db = testDatabase()
const app = testApp(db)
let catalogue: Catalogue
let store: Store
beforeAll(async () => {
  catalogue = createCatalogue({ db })
  store = await addTestStore(db)
})

const run = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))
const save = (shop: Store, drafts: ProductDraft[]) =>
  withStore(db, shop.id, (tx) => saveProducts(tx, shop, drafts, { actor: 'test' }))
const read = async (shop: Store, since?: string): Promise<CatalogueSnapshot> =>
  catalogueSnapshotSchema.parse(JSON.parse((await catalogue.readSnapshot(shop, { since })).body))

/** What whoever keeps a window has after an answer. */
class Keeper {
  cursor: string | undefined
  products = new Map<string, CatalogueSnapshot['products'][number]>()
  answers = 0

  async follow(shop: Store, limit = 500): Promise<CatalogueSnapshot> {
    for (;;) {
      const place = this.cursor?.split('.')
      const since = place && {
        version: Number(place[0]),
        product: place[1] ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      }
      const answer = await readSnapshot(db, shop, 'es', { since, limit })
      this.answers++
      if (answer.full) this.products.clear()
      for (const product of answer.products) this.products.set(product.id, product)
      for (const id of answer.removed) this.products.delete(id)
      this.cursor = answer.cursor
      // what a full answer brought in parts goes on as changes
      if (!answer.more) return answer
    }
  }

  /** Without what no change announces. */
  shown(): unknown {
    return [...this.products.values()]
      .map(({ variants, ...product }) => ({
        ...product,
        variants: variants.map(({ available: _, ...variant }) => variant),
      }))
      .sort((a, b) => a.id.localeCompare(b.id))
  }
}

describe('CAT8 the window as a whole', () => {
  test('everything a page shows, in one language, without what is empty', async () => {
    const shop = await addTestStore(db)
    await save(shop, [
      {
        key: 'mate',
        name: 'Mate',
        brand: 'Sur',
        shortDescription: 'De calabaza',
        description: '<p>Curado</p>',
        tags: ['yerba'],
        isFeatured: true,
        position: 3,
        categories: [['Casa', 'Mates'], ['Regalos']],
        images: [{ address: 'https://example.com/m.jpg', alt: 'Mate' }],
        translations: { en: { name: 'Gourd' } },
        variants: [
          {
            sku: 'm-1',
            priceMinor: 900,
            compareAtMinor: 1000,
            stock: 4,
            options: [
              { name: 'Virola', value: 'Alpaca' },
              { name: 'Alto', value: 'nueve, diez', isText: true },
            ],
          },
        ],
      },
      { key: 'bombilla', name: 'Bombilla', variants: [{ priceMinor: 50, title: 'Larga' }] },
      { key: 'borrador', name: 'Borrador', status: 'draft', variants: [{ priceMinor: 50 }] },
    ])
    await run(
      sql`update media set state = 'ready', hash = ${'d'.repeat(32)}, width = 800, height = 900, thumbhash = 'abc' where store_id = ${shop.id}`,
    )
    const whole = await read(shop)
    expect(whole).toMatchObject({ full: true, more: false, removed: [], language: 'es', currency: 'ARS' })
    expect(whole.categories.map(({ slug, children }) => [slug, children.length])).toEqual([
      ['casa', 1],
      ['regalos', 0],
    ])
    expect(whole.options).toEqual([
      { key: 'virola', name: 'Virola', values: [{ key: 'alpaca', name: 'Alpaca', colorHex: null }] },
    ])
    const picture = { url: `/media/${'d'.repeat(32)}-800.webp`, width: 800, height: 900 }
    // the picture came last, and with it the product
    expect(whole.products.toReversed()).toEqual([
      {
        id: expect.any(String) as string,
        slug: 'mate',
        name: 'Mate',
        type: 'variable',
        brand: 'Sur',
        shortDescription: 'De calabaza',
        featured: true,
        position: 3,
        tags: ['yerba'],
        categories: ['mates', 'regalos'],
        image: picture,
        variants: [
          {
            id: expect.any(String) as string,
            sku: 'm-1',
            options: { virola: 'alpaca', alto: { text: 'nueve, diez' } },
            price: 900,
            compareAtPrice: 1000,
            available: 4,
          },
        ],
        details: {
          description: '<p>Curado</p>',
          images: [{ ...picture, thumbhash: 'abc', alt: 'Mate', variantId: null }],
          weightGrams: null,
          dimensionsMm: null,
        },
      },
      {
        id: expect.any(String) as string,
        slug: 'bombilla',
        name: 'Bombilla',
        type: 'simple',
        position: 0,
        variants: [{ id: expect.any(String) as string, title: 'Larga', price: 50 }],
        details: { description: '', images: [], weightGrams: null, dimensionsMm: null },
      },
    ])
    const english = await app.request(`/api/stores/${shop.slug}/catalogue?lang=en`)
    expect(english.json).toMatchObject({
      language: 'en',
      products: [{ name: 'Bombilla' }, { name: 'Gourd' }],
    })
  })

  test('in parts, none of it twice and none missing, while the shop goes on', async () => {
    const shop = await addTestStore(db)
    const drafts = Array.from({ length: 7 }, (_, n) => ({
      ...{ key: `k-${n}`, name: `Cosa ${n}`, variants: [{ priceMinor: 1 }] },
    }))
    await save(shop, drafts)
    const first = await readSnapshot(db, shop, 'es', { limit: 3 })
    expect(first).toMatchObject({ full: true, more: true })
    await save(shop, [{ ...drafts[0], key: 'k-0', name: 'Otra', variants: [{ priceMinor: 1 }] }])
    const keeper = new Keeper()
    keeper.cursor = first.cursor
    for (const product of first.products) keeper.products.set(product.id, product)
    await keeper.follow(shop, 3)
    expect([...keeper.products.values()].map(({ name }) => name).sort()).toEqual(
      ['Cosa 1', 'Cosa 2', 'Cosa 3', 'Cosa 4', 'Cosa 5', 'Cosa 6', 'Otra'].sort(),
    )
  })
})

describe('CAT8 what changed since', () => {
  const changes: [string, (variant: TestVariant, shop: Store) => Promise<unknown>][] = [
    ['a product', ({ productId }) => run(sql`update products set name = 'Otro' where id = ${productId}`)],
    [
      'a price',
      ({ variantId }) => run(sql`update product_variants set price_minor = 7 where id = ${variantId}`),
    ],
    [
      'a text in another language',
      ({ productId }) =>
        run(sql`update products set translations = '{"en": {"name": "X"}}' where id = ${productId}`),
    ],
    [
      'a picture that arrives',
      async ({ productId }, shop) => {
        await run(sql`insert into media (store_id, id, state) values (${shop.id}, ${productId}, 'waiting')`)
        await run(
          sql`insert into product_images (store_id, id, product_id, media_id) values (${shop.id}, ${productId}, ${productId}, ${productId})`,
        )
        return () =>
          run(
            sql`update media set state = 'ready', hash = md5('x'), width = 1, height = 1 where id = ${productId}`,
          )
      },
    ],
    [
      'an option',
      async ({ productId, variantId }, shop) => {
        await run(
          sql`insert into attributes (store_id, id, slug, name) values (${shop.id}, ${variantId}, 'color', 'Color')`,
        )
        await run(
          sql`insert into attribute_values (store_id, id, attribute_id, slug, name) values (${shop.id}, ${productId}, ${variantId}, 'rojo', 'Rojo')`,
        )
        await run(
          sql`insert into product_variant_attributes (store_id, variant_id, attribute_id, value_id) values (${shop.id}, ${variantId}, ${variantId}, ${productId})`,
        )
        return () => run(sql`update attribute_values set name = 'Colorado' where id = ${productId}`)
      },
    ],
    [
      'its category',
      async ({ productId }, shop) => {
        await run(
          sql`insert into categories (store_id, id, slug, name) values (${shop.id}, ${productId}, 'a', 'A')`,
        )
        await run(
          sql`insert into product_categories (store_id, product_id, category_id) values (${shop.id}, ${productId}, ${productId})`,
        )
        return () => run(sql`update categories set name = 'B' where id = ${productId}`)
      },
    ],
    [
      'the end of its category',
      async ({ productId }, shop) => {
        await run(
          sql`insert into categories (store_id, id, slug, name) values (${shop.id}, ${productId}, 'a', 'A')`,
        )
        await run(
          sql`insert into product_categories (store_id, product_id, category_id) values (${shop.id}, ${productId}, ${productId})`,
        )
        return () => run(sql`delete from categories where id = ${productId}`)
      },
    ],
    [
      'an offer that ends',
      async ({ variantId }) => {
        await run(
          sql`update product_variants set compare_at_minor = 5000, sale_ends_at = now() + interval '0.1 seconds' where id = ${variantId}`,
        )
        await countCrossedOffers(db)
        await run(sql`select pg_sleep(0.15)`)
        return () => countCrossedOffers(db)
      },
    ],
    [
      'the language of the store',
      (_variant, shop) => run(sql`update stores set locale = 'pt-BR' where id = ${shop.id}`),
    ],
  ]
  test.each(changes)('%s is a change of its product alone', async (_name, change) => {
    const shop = await addTestStore(db)
    const variant = await addTestVariant(db, shop)
    await addTestVariant(db, shop, { name: 'Quieto' })
    let { cursor } = await read(shop)
    const prepared =
      change.length > 1 || _name.startsWith('an offer') ? await change(variant, shop) : undefined
    if (typeof prepared === 'function') {
      ;({ cursor } = await read(shop))
      await (prepared as () => Promise<unknown>)()
    } else if (prepared === undefined) await change(variant, shop)
    const since = await read(shop, cursor)
    expect(since).toMatchObject({ full: false, more: false, removed: [] })
    expect(since.cursor).not.toBe(cursor)
    const ids = since.products.map(({ id }) => id)
    expect(ids).toContain(variant.productId)
    if (!_name.includes('language of')) expect(ids.filter((id) => id !== variant.productId)).toEqual([])
    expect(await read(shop, since.cursor)).toMatchObject({ cursor: since.cursor, products: [], removed: [] })
  })

  test('what is hidden, loses its price or is deleted is removed; what is shown again comes again', async () => {
    const shop = await addTestStore(db)
    const [hidden, priceless, deleted] = [
      await addTestVariant(db, shop),
      await addTestVariant(db, shop),
      await addTestVariant(db, shop),
    ]
    const { cursor } = await read(shop)
    await run(sql`update products set status = 'inactive' where id = ${hidden.productId}`)
    await run(sql`update product_variants set price_minor = null where id = ${priceless.variantId}`)
    await run(sql`delete from products where id = ${deleted.productId}`)
    const gone = await read(shop, cursor)
    expect(gone.removed.sort()).toEqual([hidden.productId, priceless.productId, deleted.productId].sort())
    expect(gone.products).toEqual([])
    await run(sql`update products set status = 'active' where id = ${hidden.productId}`)
    expect(await read(shop, gone.cursor)).toMatchObject({ products: [{ id: hidden.productId }], removed: [] })
    expect((await read(shop)).removed).toEqual([])
  })

  test('a sale, a hold and a count are no changes', async () => {
    const shop = await addTestStore(db)
    const variant = await addTestVariant(db, shop, { stock: 9 })
    const { cursor } = await read(shop)
    const { buy, confirm } = shopOf(db)
    await confirm(shop, (await buy(shop, [{ ...variant, quantity: 2 }])).id)
    expect(await read(shop, cursor)).toMatchObject({ cursor, products: [] })
    expect((await read(shop)).products[0]?.variants[0]?.available).toBe(7)
  })

  test('an import is one version a batch, however many rows and statements it takes', async () => {
    const shop = await addTestStore(db)
    const version = async () => Number((await read(shop)).cursor)
    const drafts = Array.from({ length: 30 }, (_, n) => ({
      key: `i-${n}`,
      name: `Importado ${n}`,
      categories: [['Todo', `Parte ${n % 3}`]],
      images: [{ address: `https://example.com/${n}.jpg` }],
      variants: ['S', 'M'].map((value) => ({ priceMinor: 5, stock: 1, options: [{ name: 'Talle', value }] })),
    }))
    await save(shop, drafts)
    expect(await version()).toBe(1)
    await save(shop, drafts)
    expect(await version()).toBe(1) // what is the same is not written
    await save(
      shop,
      drafts.map((draft) => ({ ...draft, name: `${draft.name} más` })),
    )
    expect(await version()).toBe(2)
    const { rows } = await run(
      sql`select count(*)::integer as n, count(distinct version)::integer as versions from product_changes where store_id = ${shop.id}`,
    )
    expect(rows).toEqual([{ n: 30, versions: 1 }])
  })

  test('a cursor of another history brings everything, one that is none is refused', async () => {
    const shop = await addTestStore(db)
    const { productId } = await addTestVariant(db, shop)
    expect(await read(shop, '999999')).toMatchObject({ full: true, products: [{ id: productId }] })
    for (const since of ['', 'x', '-1', '1.5', '1.x', '1e3', `${'9'.repeat(16)}`])
      expect((await app.request(`/api/stores/${shop.slug}/catalogue?since=${since}`)).status).toBe(400)
  })

  test('whoever has it is told so by its ETag', async () => {
    const shop = await addTestStore(db)
    await addTestVariant(db, shop)
    const path = `/api/stores/${shop.slug}/catalogue`
    const first = await app.request(path)
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await app.request(path, { headers })).status).toBe(304)
    await addTestVariant(db, shop)
    expect((await app.request(path, { headers })).status).toBe(200)
  })
})

describe('CAT8 no change is skipped', () => {
  test('a transaction that commits late: the next one waits, and both are told', async () => {
    const shop = await addTestStore(db)
    const [slow, quick] = [await addTestVariant(db, shop), await addTestVariant(db, shop)]
    const keeper = new Keeper()
    await keeper.follow(shop)
    const late = await db.connect('system')
    const next = await db.connect('system')
    await late.query('begin')
    await late.query(`update products set name = 'Tarde' where id = '${slow.productId}'`)
    const waiting = next.query(`update products set name = 'Pronto' where id = '${quick.productId}'`)
    const watcher = await db.connect('postgres')
    for (;;) {
      const { rowCount } = await watcher.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%Pronto%'`,
      )
      if (rowCount === 1) break
    }
    await keeper.follow(shop)
    await late.query('commit')
    await waiting
    await keeper.follow(shop)
    expect([...keeper.products.values()].map(({ name }) => name).sort()).toEqual(['Pronto', 'Tarde'])
  })

  test('an undone savepoint leaves no version behind that others would share', async () => {
    const shop = await addTestStore(db)
    const { productId } = await addTestVariant(db, shop)
    const keeper = new Keeper()
    await keeper.follow(shop)
    const client = await db.connect('system')
    await client.query('begin')
    await client.query('savepoint a')
    await client.query(`update products set name = 'Deshecho' where id = '${productId}'`)
    await client.query('rollback to savepoint a')
    await client.query(`update products set name = 'Hecho' where id = '${productId}'`)
    await client.query('commit')
    await keeper.follow(shop)
    expect([...keeper.products.values()].map(({ name }) => name)).toEqual(['Hecho'])
  })

  test('writers at once and a keeper that follows them: what is kept is what there is', async () => {
    const shop = await addTestStore(db)
    const variants = await Promise.all(Array.from({ length: 12 }, () => addTestVariant(db, shop)))
    const keeper = new Keeper()
    const rounds = isSoak ? 200 : 20
    let isWriting = true
    const writers = Promise.all(
      [0, 1, 2, 3].map(async (writer) => {
        for (let round = 0; round < rounds; round++) {
          const { productId, variantId } =
            variants[(round * 5 + writer * 3) % variants.length] ?? variants[0]!
          const status = (round + writer) % 3 === 0 ? 'inactive' : 'active'
          await withStore(db, shop.id, async (tx) => {
            if (round % 2 === 0)
              await tx.execute(
                sql`update product_variants set price_minor = ${round * 10 + writer} where id = ${variantId}`,
              )
            await tx.execute(
              sql`update products set name = ${`${writer}-${round}`}, status = ${status} where id = ${productId}`,
            )
          })
        }
      }),
    ).finally(() => (isWriting = false))
    while (isWriting) await keeper.follow(shop, 4)
    await writers
    await keeper.follow(shop, 4)
    expect(keeper.answers).toBeGreaterThan(5)
    const fresh = new Keeper()
    await fresh.follow(shop)
    expect(keeper.shown()).toEqual(fresh.shown())
  })
})

describe('the version of the window', () => {
  test('is another one after a change and after an offer has begun or ended, and the same after a sale', async () => {
    const shop = await addTestStore(db)
    const variant = await addTestVariant(db, shop, { compareAtMinor: 5000, stock: 3 })
    const first = await catalogue.version(shop)
    await shopOf(db).buy(shop, [variant])
    expect(await catalogue.version(shop)).toBe(first)
    await run(
      sql`update product_variants set sale_ends_at = now() + interval '0.2 seconds' where id = ${variant.variantId}`,
    )
    const second = await catalogue.version(shop)
    expect(second).not.toBe(first)
    await run(sql`select pg_sleep(0.25)`)
    const third = await catalogue.version(shop)
    expect(third).not.toBe(second)
    expect(await catalogue.version(shop)).toBe(third)
    expect(await catalogue.version(store)).not.toBe(third)
  })
})
