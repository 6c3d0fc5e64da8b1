import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  fetchReportSchema,
  mediaSchema,
  productImagesSchema,
  type Media,
  type ProductImage,
} from '../../shared/media.ts'
import { productSchema } from '../../shared/catalogue.ts'
import type { Store } from '../platform/http.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { addTestStore, addTestVariant, testDatabase, type TestVariant } from '../platform/test-database.ts'
import { addToken, testApp, type Answer } from '../test-shop.ts'
import { removeUnusedPictures } from './jobs.ts'
import { findLogo } from './media.ts'

const db = testDatabase()
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-uploads-'))
const app = testApp(db, { DATA_DIR: dataDir })
afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }))

let store: Store
let product: TestVariant
let authorization: string
beforeAll(async () => {
  store = await addTestStore(db)
  product = await addTestVariant(db, store)
  authorization = `Bearer ${await addToken(db, store, 'admin')}`
})

const at = (rest: string): string => `/api/stores/${store.slug}${rest}`
const picture = (width: number, height: number, background = '#3060a0') =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()
const send = (
  method: string,
  rest: string,
  body: NonNullable<RequestInit['body']>,
  type?: string,
): Promise<Answer> =>
  app.request(at(rest), {
    method,
    body,
    headers: { authorization, ...(type === undefined ? {} : { 'content-type': type }) },
  })
const raw = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)
const form = (bytes: Uint8Array, part = 'file', name = 'a.png'): FormData => {
  const made = new FormData()
  made.append('alt', 'De frente')
  made.append(part, new File([raw(bytes)], name, { type: 'text/html' }))
  return made
}
const upload = async (bytes: Uint8Array): Promise<Media> =>
  mediaSchema.parse((await send('POST', '/media', raw(bytes), 'image/png')).json)

describe('MED1 MED2 sending a picture', () => {
  test('as a body or in a form: the same picture, whatever its type and name claim', async () => {
    const bytes = await picture(700, 500)
    const sent = await send('POST', '/media', raw(bytes), 'image/svg+xml')
    expect(sent.status).toBe(201)
    const media = mediaSchema.parse(sent.json)
    expect(media).toMatchObject({
      width: 700,
      height: 500,
      url: expect.stringMatching(/-700\.webp$/) as string,
    })
    const again = await send('POST', '/media', form(bytes, 'file', '../../x.svg'))
    expect(again.json).toEqual(media)
    const served = await app.request(media.url)
    expect([served.status, served.type]).toEqual([200, 'image/webp'])
    expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await app.request(media.url.replace('-700.webp', '-320.avif'))).type).toBe('image/avif')
    for (const other of ['-960.webp', '-701.avif', '.webp', '-320.png'])
      expect((await app.request(media.url.replace('-700.webp', other))).status).toBe(404)
  })

  test.each([
    ['text', () => Buffer.from('hola'), 'not-a-picture'],
    ['nothing', () => Buffer.alloc(0), 'not-a-picture'],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-a-picture'],
    ['half', async () => (await picture(90, 90)).subarray(0, 60), 'damaged'],
  ])('%s is refused with the reason', async (_, make, reason) => {
    const { status, json } = await send('POST', '/media', raw(await make()), 'image/png')
    expect([status, json]).toMatchObject([422, { code: 'picture-unreadable', reason }])
  })

  test('more than 20 MB, announced or not, in a form or as it is', async () => {
    const large = new Uint8Array(20 * 1024 * 1024 + 1)
    const announced = await app.request(at('/media'), {
      method: 'POST',
      body: 'x',
      headers: { authorization, 'content-type': 'image/png', 'content-length': String(large.length) },
    })
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
    })
    const poured = await app.request(at('/media'), {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { authorization, 'content-type': 'image/png' },
    })
    const formed = await send('POST', '/media', form(large))
    for (const { status, json } of [announced, poured, formed])
      expect([status, json]).toMatchObject([413, { code: 'body-too-large', limitBytes: 20 * 1024 * 1024 }])
  })

  test('a form without a file, a form that is none, another type', async () => {
    const bytes = await picture(90, 90)
    expect(await send('POST', '/media', form(bytes, 'picture'))).toMatchObject({ status: 400 })
    const broken = await send('POST', '/media', 'no form', 'multipart/form-data; boundary=x')
    expect(broken).toMatchObject({ status: 400, json: { code: 'invalid-request' } })
    expect(await send('POST', '/media', raw(bytes), 'text/plain')).toMatchObject({ status: 415 })
    expect(await send('POST', '/media', '{}', 'application/json')).toMatchObject({ status: 415 })
  })
})

describe('IMG the gallery of a product', () => {
  const images = (answer: Answer): ProductImage[] => productImagesSchema.parse(answer.json).items
  const gallery = (): string => `/products/${product.productId}/images`
  const add = async (body: object): Promise<ProductImage[]> =>
    images(await send('POST', gallery(), JSON.stringify(body), 'application/json'))
  const arrange = (list: object[]) =>
    send('PUT', gallery(), JSON.stringify({ images: list }), 'application/json')
  const shown = async () => {
    const { json } = await app.request(at(`/products/${product.slug}`))
    return productSchema.parse(json).images.map(({ url, alt, variantId }) => [url, alt, variantId])
  }

  test('IMG1 is added to, put in order, described and taken down; the window shows it', async () => {
    const [one, two] = [await upload(await picture(100, 100)), await upload(await picture(110, 100))]
    await add({ mediaId: one.id, alt: ' De frente ' })
    const both = await add({ mediaId: two.id, variantId: product.variantId })
    expect(both.map(({ alt, variantId, state }) => [alt, variantId, state])).toEqual([
      ['De frente', null, 'ready'],
      ['', product.variantId, 'ready'],
    ])
    const turned = await arrange([{ id: both[1]?.id, alt: 'De atrás', variantId: null }, { id: both[0]?.id }])
    expect(images(turned).map(({ id }) => id)).toEqual([both[1]?.id, both[0]?.id])
    expect(await shown()).toEqual([
      [two.url, 'De atrás', null],
      [one.url, 'De frente', null],
    ])
    expect(await send('DELETE', `${gallery()}/${both[0]?.id}`, '')).toMatchObject({ status: 204 })
    expect(await shown()).toEqual([[two.url, 'De atrás', null]])
    expect(images(await arrange([]))).toEqual([])
    expect(await shown()).toEqual([])
  })

  test('IMG2 what is unknown or of somebody else is refused, and nothing changes', async () => {
    const other = await addTestStore(db)
    const theirs = await addTestVariant(db, other)
    const sibling = await addTestVariant(db, store)
    const { id } = await upload(await picture(120, 100))
    const foreign = await withSystem(db, async (tx) => {
      const { rows } = await tx.execute<{
        id: string
      }>(sql`insert into media (store_id, id, state, hash, width, height)
        select ${other.id}, gen_random_uuid(), 'ready', hash, width, height from media where id = ${id} returning id`)
      return rows[0]?.id
    })
    const [image] = await add({ mediaId: id })
    const refusals: [Promise<Answer>, string][] = [
      [
        send('POST', gallery(), JSON.stringify({ mediaId: foreign }), 'application/json'),
        'picture-not-found',
      ],
      [
        send(
          'POST',
          gallery(),
          JSON.stringify({ mediaId: id, variantId: sibling.variantId }),
          'application/json',
        ),
        'variant-not-found',
      ],
      [arrange([{ id: image?.id }, { id: theirs.variantId }]), 'picture-not-found'],
      [arrange([{ id: image?.id }, { id: image?.id }]), 'picture-not-found'],
      [arrange([{ id: image?.id, alt: 'x', variantId: theirs.variantId }]), 'variant-not-found'],
      [send('DELETE', `${gallery()}/${theirs.variantId}`, ''), 'picture-not-found'],
      [send('DELETE', `/products/${theirs.productId}/images/${image?.id}`, ''), 'product-not-found'],
      [
        send(
          'PUT',
          `/products/${sibling.productId}/images`,
          JSON.stringify({ images: [{ id: image?.id }] }),
          'application/json',
        ),
        'picture-not-found',
      ],
    ]
    for (const [answer, code] of refusals) expect((await answer).json).toMatchObject({ code })
    expect(images(await app.request(at(gallery()), { headers: { authorization } }))).toEqual([image])
    await arrange([])
  })

  test('IMG1 two who add at once both find their place', async () => {
    const { id } = await upload(await picture(130, 100))
    await Promise.all(Array.from({ length: 8 }, () => add({ mediaId: id })))
    const { rows } = await withStore(db, store.id, (tx) =>
      tx.execute<{ position: number }>(sql`select position from product_images
        where product_id = ${product.productId} order by position`),
    )
    expect(rows.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    await arrange([])
  })
})

describe('the logo', () => {
  test('is sent, read, changed and taken away; it is a square', async () => {
    const missing = await app.request(at('/logo'))
    expect(missing).toMatchObject({ status: 404, json: { code: 'picture-not-found' } })
    const sent = await send('PUT', '/logo', raw(await picture(400, 200)), 'image/png')
    const logo = mediaSchema.parse(sent.json)
    expect(logo).toMatchObject({ width: 400, height: 400 })
    expect((await app.request(at('/logo'))).json).toEqual(logo)
    const found = await findLogo(db, store)
    expect(found?.logo).toEqual(logo)
    expect(logo.url).toBe(`/media/${found?.hash}-400.webp`)
    expect((await app.request(logo.url)).status).toBe(200)
    const second = mediaSchema.parse((await send('PUT', '/logo', form(await picture(300, 300)))).json)
    expect((await app.request(at('/logo'))).json).toEqual(second)
    const small = await send('PUT', '/logo', raw(await picture(100, 100)), 'image/png')
    expect(small).toMatchObject({ status: 422, json: { reason: 'too-small' } })
    expect(await send('DELETE', '/logo', '')).toMatchObject({ status: 204 })
    expect((await app.request(at('/logo'))).status).toBe(404)
  })
})

describe('pictures that nothing shows', () => {
  const files = () =>
    fs.readdirSync(path.join(dataDir, 'media')).filter((file) => /^[0-9a-f]{32}\.webp$/.test(file))
  const fileOf = ({ url }: Media): string => `${/[0-9a-f]{32}/.exec(url)?.[0]}.webp`

  test('are forgotten after a week, with their files unless another store has them', async () => {
    const [unused, used, categorys, shared] = [
      await upload(await picture(140, 100)),
      await upload(await picture(150, 100)),
      await upload(await picture(155, 100)),
      await upload(await picture(160, 100)),
    ]
    await send(
      'POST',
      `/products/${product.productId}/images`,
      JSON.stringify({ mediaId: used.id }),
      'application/json',
    )
    const other = await addTestStore(db)
    const theirs = await addTestVariant(db, other)
    await withSystem(db, async (tx) => {
      await tx.execute(sql`insert into categories (store_id, id, slug, name, media_id)
        values (${store.id}, ${categorys.id}, 'mates', 'Mates', ${categorys.id})`)
      await tx.execute(sql`insert into media (store_id, id, state, hash, width, height)
        select ${other.id}, id, state, hash, width, height from media where id = ${shared.id} and store_id = ${store.id}`)
      await tx.execute(sql`insert into product_images (store_id, id, product_id, media_id)
        values (${other.id}, ${shared.id}, ${theirs.productId}, ${shared.id})`)
    })
    const deps = { db, pictures: app.deps().pictures }
    await removeUnusedPictures(deps)
    expect(files()).toContain(fileOf(unused))
    await withSystem(db, (tx) => tx.execute(sql`update media set created_at = now() - interval '8 days'`))
    expect(await removeUnusedPictures(deps)).toBeGreaterThanOrEqual(2)
    expect(files()).not.toContain(fileOf(unused))
    expect(files()).toEqual(expect.arrayContaining([fileOf(used), fileOf(categorys), fileOf(shared)]))
    const { rows } = await withStore(db, store.id, (tx) =>
      tx.execute<{ id: string }>(sql`select id from media order by created_at`),
    )
    expect(rows).toEqual([{ id: used.id }, { id: categorys.id }])
    // whoever sends it once more has it again
    expect((await app.request((await upload(await picture(140, 100))).url)).status).toBe(200)
  })
})

test('MED5 what could not be fetched is listed, and tried again on request', async () => {
  await withStore(db, store.id, (tx) =>
    tx.execute(sql`insert into media (store_id, id, state, source_url, reason, attempts) values
      (${store.id}, gen_random_uuid(), 'failed', 'https://fotos.example/a.jpg', 'not-found', 1)`),
  )
  const report = await app.request(at('/imports/pictures'), { headers: { authorization } })
  expect(fetchReportSchema.parse(report.json)).toMatchObject({ failed: 1, items: [{ reason: 'not-found' }] })
  const retried = await send('POST', '/imports/pictures/retry', '{}', 'application/json')
  expect(fetchReportSchema.parse(retried.json)).toMatchObject({ failed: 0, waiting: 1 })
})
