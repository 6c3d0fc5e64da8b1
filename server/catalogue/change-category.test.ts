import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { catalogueSnapshotSchema, type CatalogueSnapshot } from '../../shared/catalogue-snapshot.ts'
import { categoryTreeSchema, type Category } from '../../shared/catalogue.ts'
import { problemSchema } from '../../shared/problem.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withSystem } from '../platform/tenancy.ts'
import { addToken, testApp, type Answer } from '../test-shop.ts'

const db = testDatabase()
const app = testApp(db)
const run = (statement: ReturnType<typeof sql>) => withSystem(db, (tx) => tx.execute(statement))

let store: Store
let authorization: string
let ids: Map<string, string>
beforeEach(async () => {
  store = await addTestStore(db)
  authorization = `Bearer ${await addToken(db, store, 'admin')}`
  ids = new Map()
  for (const [position, slug] of ['a', 'b', 'c'].entries()) ids.set(slug, await add(slug, position))
  for (const [position, slug] of ['x', 'y'].entries()) ids.set(slug, await add(slug, position, ids.get('b')))
})

async function add(slug: string, position: number, parent: string | null = null): Promise<string> {
  const id = newId()
  await run(sql`insert into categories (store_id, id, parent_id, slug, name, position)
    values (${store.id}, ${id}, ${parent}, ${slug}, ${slug}, ${position})`)
  return id
}

async function addPicture(shop = store, isReady = true): Promise<string> {
  const id = newId()
  await (isReady
    ? run(sql`insert into media (store_id, id, state, hash, width, height, thumbhash)
        values (${shop.id}, ${id}, 'ready', md5(${id}), 640, 800, 'abc')`)
    : run(
        sql`insert into media (store_id, id, state, source_url) values (${shop.id}, ${id}, 'waiting', ${id})`,
      ))
  return id
}

const at = (rest: string): string => `/api/stores/${store.slug}${rest}`
const change = (slug: string, body: object): Promise<Answer> =>
  app.send('PATCH', at(`/categories/${slug}`), body, { authorization })
const changed = async (slug: string, body: object): Promise<Category[]> =>
  categoryTreeSchema.parse((await change(slug, body)).json).categories
const tree = async (): Promise<Category[]> =>
  categoryTreeSchema.parse((await app.request(at('/categories'))).json).categories
const inOrder = (categories: readonly Category[]): string =>
  categories
    .map(({ slug, children }) => slug + (children.length > 0 ? `(${inOrder(children)})` : ''))
    .join(' ')
const codeOf = (answer: Answer): [number, string] => [answer.status, problemSchema.parse(answer.json).code]
const snapshot = async (since?: string): Promise<CatalogueSnapshot> => {
  const { json } = await app.request(at(`/catalogue${since === undefined ? '' : `?since=${since}`}`))
  return catalogueSnapshotSchema.parse(json)
}

describe('CTG1 the order of categories', () => {
  test('the one that is moved takes its place, the others make room, and no other branch moves', async () => {
    expect(inOrder(await tree())).toBe('a b(x y) c')
    expect(inOrder(await changed('c', { position: 0 }))).toBe('c a b(x y)')
    expect(inOrder(await changed('c', { position: 1 }))).toBe('a c b(x y)')
    expect(inOrder(await changed('x', { position: 1 }))).toBe('a c b(y x)')
    expect(inOrder(await changed('a', { position: 99 }))).toBe('c b(y x) a')
    expect(inOrder(await tree())).toBe('c b(y x) a')
  })

  test('those that were never put in order stand by name until one of them is', async () => {
    await run(sql`update categories set position = 0 where store_id = ${store.id}`)
    expect(inOrder(await changed('a', { position: 1 }))).toBe('b(x y) a c')
  })

  test('those that are hidden take no place', async () => {
    await run(sql`update categories set is_active = false where store_id = ${store.id} and slug = 'a'`)
    expect(inOrder(await changed('b', { position: 1 }))).toBe('c b(x y)')
  })

  test('two who move at once: the second moves what the first has left', async () => {
    const rival = await db.connect('app')
    await rival.query(`begin; set local app.store_id = '${store.id}'`)
    await rival.query(`update categories set position = 2 - position where parent_id is null`)
    const moving = changed('a', { position: 1 })
    const spy = await db.connect('postgres')
    await expect
      .poll(async () => {
        const { rowCount } = await spy.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
        return rowCount
      })
      .toBe(1)
    await rival.query('commit')
    expect(inOrder(await moving)).toBe('c a b(x y)')
  })
})

describe('the picture of a category', () => {
  test('is shown once it is hung, and no more once it is taken down; what was answered before is read anew', async () => {
    const first = await app.request(at('/categories'))
    const seen = { headers: { 'if-none-match': first.headers.get('etag') ?? '' } }
    expect((await app.request(at('/categories'), seen)).status).toBe(304)
    await changed('a', { mediaId: await addPicture() })
    const [a, b] = await tree()
    const url = expect.stringMatching(/^\/media\/[0-9a-f]{32}-640\.webp$/) as string
    expect([a?.image, b?.image]).toEqual([{ url, width: 640, height: 800, thumbhash: 'abc' }, null])
    // a place of its own leaves the picture where it is
    expect((await changed('a', { position: 2 })).at(-1)?.image).toEqual(a?.image)
    await changed('a', { mediaId: null })
    expect((await tree()).map(({ image }) => image)).toEqual([null, null, null])
  })

  test('that is still to be fetched is shown when it is there, and whoever keeps the window is told', async () => {
    const picture = await addPicture(store, false)
    expect((await changed('b', { mediaId: picture }))[1]?.image).toBeNull()
    const { cursor } = await snapshot()
    await run(
      sql`update media set state = 'ready', hash = md5('x'), width = 300, height = 300 where id = ${picture}`,
    )
    const since = await snapshot(cursor)
    expect(since.cursor).not.toBe(cursor)
    expect([since.products, since.categories[1]?.image?.width]).toEqual([[], 300])
  })
})

test('CAT8 a place and a picture are changes of the tree, not of the products in it', async () => {
  const { productId } = await addTestVariant(db, store)
  await run(sql`insert into product_categories (store_id, product_id, category_id)
    values (${store.id}, ${productId}, ${ids.get('x')})`)
  let { cursor } = await snapshot()
  for (const body of [{ position: 2 }, { mediaId: await addPicture() }]) {
    await changed('b', body)
    const since = await snapshot(cursor)
    expect(since.cursor).not.toBe(cursor)
    expect([since.products, since.categories]).toEqual([[], await tree()])
    cursor = since.cursor
  }
  // what it is called stands in what finds those below it
  await run(sql`update categories set name = 'Bazar' where id = ${ids.get('b')}`)
  expect((await snapshot(cursor)).products.map(({ id }) => id)).toEqual([productId])
})

test('CTG2 an unknown category, a hidden one or another store’s, a picture of nobody or of another store: nothing changes', async () => {
  const other = await addTestStore(db)
  await run(
    sql`insert into categories (store_id, id, slug, name) values (${other.id}, ${newId()}, 'ajena', 'Ajena')`,
  )
  await run(sql`update categories set is_active = false where store_id = ${store.id} and slug = 'y'`)
  const before = await tree()
  for (const slug of ['nada', 'ajena', 'y'])
    expect(codeOf(await change(slug, { position: 0 }))).toEqual([404, 'category-not-found'])
  for (const mediaId of [newId(), await addPicture(other)])
    expect(codeOf(await change('c', { mediaId, position: 0 }))).toEqual([404, 'picture-not-found'])
  for (const body of [{ position: -1 }, { position: 0.5 }, { mediaId: 'x' }, { image: null }])
    expect(codeOf(await change('c', body))).toEqual([400, 'invalid-request'])
  expect(await tree()).toEqual(before)
  expect((await change('c', {})).status).toBe(200)
})
