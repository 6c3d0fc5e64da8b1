import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { reportPictures } from '../catalogue/picture-report.ts'
import { listImages } from '../catalogue/product-images.ts'
import { saveProducts } from '../catalogue/save-product.ts'
import { importCsv } from '../exchange/import-csv.ts'
import type { Store } from '../platform/http.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { createPictureFetcher, retryPictures } from './fetch-pictures.ts'
import { addMedia, namePictures } from './media-rows.ts'
import { testInternet, type Site } from '../platform/test-internet.ts'
import { testPictures } from './test-pictures.ts'

const db = testDatabase()
const internet = testInternet()
const { pictures, files } = testPictures()
const faults: string[] = []
const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) })
const fetcher = () => createPictureFetcher({ db, pictures, log, network: internet.network })

let store: Store
beforeEach(async () => {
  await withSystem(db, (tx) => tx.execute(sql`delete from product_images; delete from media`))
  store = await addTestStore(db)
  internet.connected.length = 0
  internet.names.clear()
  for (const name of ['fotos.example', 'otras.example']) internet.names.set(name, [['93.184.215.14']])
  internet.answer(shop)
})

/** Every path has a picture of its own; some have their troubles. */
const shop: Site = ({ url = '', headers }, response) => {
  const wrong: Record<string, () => void> = {
    '/gone.jpg': () => response.writeHead(404).end(),
    '/page.jpg': () => response.writeHead(200).end('<!doctype html>'.repeat(50)),
    '/busy.jpg': () => response.writeHead(503, { 'retry-after': '7200' }).end(),
    '/broken.jpg': () =>
      response.writeHead(200).end(Buffer.from([0xff, 0xd8, 0xff, ...Array<number>(200).fill(1)])),
  }
  if (wrong[url]) return wrong[url]()
  const tint = (url.length * 37 + (headers.host ?? '').length * 11) % 256
  void sharp({ create: { width: 400, height: 500, channels: 3, background: { r: tint, g: 90, b: 40 } } })
    .jpeg()
    .toBuffer()
    .then((bytes) => response.writeHead(200).end(bytes))
}

const name = (addresses: string[], of: Store = store) =>
  withStore(db, of.id, (tx) => namePictures(tx, of.id, addresses))
const rows = async () =>
  (
    await withSystem(db, (tx) =>
      tx.execute<{
        url: string
        state: string
        reason: string | null
        attempts: number
        hash: string | null
        wait: number
      }>(sql`
        select source_url as url, state, reason, attempts, hash,
          round(extract(epoch from not_before - now()) / 60)::integer as wait
        from media order by source_url, store_id`),
    )
  ).rows
const makeDue = () =>
  withSystem(db, (tx) => tx.execute(sql`update media set not_before = now() where state = 'waiting'`))

describe('MED5 pictures of an import', () => {
  const csv = (...pictures: string[]) =>
    [
      'Handle,Title,Variant SKU,Variant Price,Image Src',
      ...pictures.map((address, n) => `prod-${n},Producto ${n},sku-${n},10,${address}`),
    ].join('\n')
  const load = (text: string) =>
    importCsv({ db }, store, Readable.from([Buffer.from(text)]), { actor: 'test' })

  test('arrive by themselves, and one place says what has become of all of them', async () => {
    const fine = Array.from({ length: 5 }, (_, n) => `https://fotos.example/${'a'.repeat(n + 1)}.jpg`)
    const report = await load(csv(...fine, 'http://fotos.example/gone.jpg', 'http://10.0.0.1/x.jpg'))
    expect(report).toMatchObject({ errors: 0, pictures: 7 })
    expect(await reportPictures(db, store)).toMatchObject({ waiting: 7, ready: 0, failed: 0 })
    expect(await fetcher().run()).toBe(7)
    const after = await reportPictures(db, store)
    expect(after).toMatchObject({ waiting: 0, ready: 5, failed: 2 })
    expect(after.items.map(({ sourceUrl, reason, products }) => [sourceUrl, reason, products])).toEqual([
      ['http://10.0.0.1/x.jpg', 'private-address', [{ slug: 'prod-6', name: 'Producto 6', key: 'prod-6' }]],
      ['http://fotos.example/gone.jpg', 'not-found', [{ slug: 'prod-5', name: 'Producto 5', key: 'prod-5' }]],
    ])
    const { rows: found } = await withStore(db, store.id, (tx) =>
      tx.execute<{ id: string }>(sql`select id from products where external_key = 'prod-0'`),
    )
    const [image] = await listImages(db, store, found[0]?.id ?? '')
    expect(image).toMatchObject({ state: 'ready', sourceUrl: fine[0], picture: { width: 400, height: 500 } })
    expect(files()).toContain(`${/[0-9a-f]{32}/.exec(image?.picture?.url ?? '')?.[0]}.webp`)
    expect(faults).toEqual([])
  })

  test('one address is fetched once a store, however often it is named, and again only where it failed', async () => {
    const text = csv(
      'http://fotos.example/a.jpg',
      'http://fotos.example/a.jpg',
      'http://fotos.example/gone.jpg',
    )
    expect(await load(text)).toMatchObject({ pictures: 2 })
    await fetcher().run()
    expect(internet.connected).toHaveLength(2)
    await load(text)
    expect((await rows()).map(({ url, state }) => [url, state])).toEqual([
      ['http://fotos.example/a.jpg', 'ready'],
      ['http://fotos.example/gone.jpg', 'waiting'],
    ])
    expect(await fetcher().run()).toBe(1)
  })

  test('of two stores with the same picture each has its own row, and both the same file', async () => {
    const other = await addTestStore(db)
    await name(['http://fotos.example/a.jpg'])
    await name(['http://fotos.example/a.jpg'], other)
    await fetcher().run()
    const [one, two] = await rows()
    expect(one?.hash).toBe(two?.hash)
    expect(files().filter((file) => file === `${one?.hash}.webp`)).toHaveLength(1)
  })
})

describe('MED5 what does not come at once', () => {
  test('is tried again later each time, and in the end it has failed', async () => {
    internet.answer((_request, response) => response.writeHead(500).end())
    await name(['http://fotos.example/a.jpg'])
    const waits: unknown[] = []
    for (let n = 1; n <= 6; n++) {
      expect(await fetcher().run()).toBe(1)
      const [row] = await rows()
      waits.push(row?.state === 'waiting' ? row.wait : row?.state)
      expect(row).toMatchObject({ attempts: n, reason: 'server-error' })
      expect(await fetcher().run(), 'it is not due').toBe(0)
      await makeDue()
    }
    expect(waits).toEqual([1, 5, 30, 120, 720, 'failed'])
    await retryPictures(db, store)
    internet.answer(shop)
    expect(await fetcher().run()).toBe(1)
    expect((await rows())[0]).toMatchObject({ state: 'ready', reason: null, attempts: 1 })
  })

  test('waits as long as the other side asks for', async () => {
    await name(['http://fotos.example/busy.jpg'])
    await fetcher().run()
    expect((await rows())[0]).toMatchObject({ state: 'waiting', wait: 120 })
  })

  test.each([
    ['http://fotos.example/page.jpg', 'not-a-picture'],
    ['http://fotos.example/broken.jpg', 'damaged'],
    ['http://fotos.example:22/a.jpg', 'bad-address'],
    ['/media/b.webp', 'unknown-picture'],
    [`/media/${'0'.repeat(32)}-960.webp`, 'unknown-picture'],
  ])('%s never will: %s', async (address, reason) => {
    await name([address])
    await fetcher().run()
    expect((await rows())[0]).toMatchObject({ state: 'failed', reason, attempts: 1 })
  })

  test('a host that is away is left alone; others are not kept waiting for it', async () => {
    internet.answer((request, response) => {
      if (request.headers.host === 'otras.example') response.destroy()
      else shop(request, response)
    })
    const away = Array.from({ length: 10 }, (_, n) => `http://otras.example/${n}.jpg`)
    await name([...away, 'http://fotos.example/a.jpg'])
    await fetcher().run()
    const after = await rows()
    expect(after.filter(({ state }) => state === 'ready').map(({ url }) => url)).toEqual([
      'http://fotos.example/a.jpg',
    ])
    expect(after.filter(({ reason }) => reason === 'unreachable')).toHaveLength(10)
    // three in a row, one that was under way beside the third, and the one that came
    expect(internet.connected.length).toBeLessThanOrEqual(5)
  })
})

describe('MED5 politeness', () => {
  test('no host answers more than two requests of ours at a time', async () => {
    let now = 0
    let most = 0
    internet.answer((request, response) => {
      most = Math.max(most, ++now)
      response.once('close', () => now--)
      setImmediate(() => void shop(request, response))
    })
    await name(Array.from({ length: 12 }, (_, n) => `http://fotos.example/${n}.jpg`))
    await fetcher().run()
    expect(most).toBe(2)
    expect((await rows()).every(({ state }) => state === 'ready')).toBe(true)
  })
})

describe('MED5 several processes, and their ends', () => {
  test('no picture is fetched twice', async () => {
    await name(Array.from({ length: 30 }, (_, n) => `http://fotos.example/${n}.jpg`))
    const counts = await Promise.all([fetcher().run(), fetcher().run(), fetcher().run()])
    expect(counts.reduce((sum, count) => sum + count)).toBe(30)
    expect(internet.connected).toHaveLength(30)
  })

  test('what another process is taking is left to it, and nobody waits', async () => {
    await name(Array.from({ length: 6 }, (_, n) => `http://fotos.example/${n}.jpg`))
    const rival = await db.connect('system')
    await rival.query('begin')
    await rival.query(`select from media where source_url like '%/1.jpg' for update`)
    expect(await fetcher().run()).toBe(5)
    await rival.query('rollback')
    expect(await fetcher().run()).toBe(1)
  })

  test('what is broken off is due again at once, and was no attempt', async () => {
    internet.answer(() => undefined)
    await name(['http://fotos.example/a.jpg'])
    const stopped = fetcher()
    const running = stopped.run()
    await expect.poll(() => internet.connected.length).toBe(1)
    stopped.stop()
    await running
    expect((await rows())[0]).toMatchObject({ state: 'waiting', attempts: 0, reason: null })
    internet.answer(shop)
    expect(await fetcher().run()).toBe(1)
  })

  test('what somebody took and died with is taken from them after five minutes', async () => {
    await name(['http://fotos.example/a.jpg'])
    await withSystem(db, (tx) =>
      tx.execute(sql`update media set attempts = 1, not_before = now() + interval '5 minutes'`),
    )
    expect(await fetcher().run()).toBe(0)
    await makeDue()
    expect(await fetcher().run()).toBe(1)
  })
})

describe('MED1 pictures of our own', () => {
  test('an address of ours names the picture itself, in this store or in another, without a request', async () => {
    const bytes = await sharp({ create: { width: 300, height: 300, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const kept = await pictures.keep(bytes)
    const { url, id } = await withStore(db, store.id, (tx) => addMedia(tx, store.id, kept))
    const idOf = await name([url, `https://tienda.example${url}`])
    expect([idOf(url), idOf(`https://tienda.example${url}`)]).toEqual([id, id])
    const other = await addTestStore(db)
    await name([url], other)
    await fetcher().run()
    expect(internet.connected).toEqual([])
    expect((await rows()).map(({ state, hash }) => [state, hash])).toEqual([
      ['ready', kept.hash],
      ['ready', kept.hash],
    ])
  })

  test('a catalogue that names the same pictures again changes nothing', async () => {
    const draft = {
      ...{
        key: 'a',
        name: 'A',
        images: [{ address: 'http://fotos.example/a.jpg' }],
        variants: [{ sku: 'a' }],
      },
    }
    const save = () => withStore(db, store.id, (tx) => saveProducts(tx, store, [draft], { actor: 'test' }))
    await save()
    await fetcher().run()
    expect((await save())[0]?.outcome).toBe('unchanged')
    expect(await fetcher().run()).toBe(0)
  })
})

test('MED5 a product has changed when its picture arrives, not with every attempt', async () => {
  const draft = {
    key: 'v',
    name: 'V',
    images: [{ address: 'http://fotos.example/v.jpg' }],
    variants: [{ sku: 'v' }],
  }
  await withStore(db, store.id, (tx) => saveProducts(tx, store, [draft], { actor: 'test' }))
  const version = async () =>
    (
      await withStore(db, store.id, (tx) =>
        tx.execute<{ version: number }>(
          sql`select version from catalogue_versions where store_id = ${store.id}`,
        ),
      )
    ).rows[0]?.version ?? 0
  const before = await version()
  internet.answer((_request, response) => response.writeHead(500).end())
  await fetcher().run()
  expect(await version()).toBe(before)
  await makeDue()
  internet.answer(shop)
  await fetcher().run()
  expect(await version()).toBe(before + 1)
})
