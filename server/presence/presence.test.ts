import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultTheme } from '../../shared/theme.ts'
import { addMedia } from '../media/media.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore, withSystem } from '../platform/tenancy.ts'
import { addToken, testApp } from '../test-shop.ts'
import { createKeepDrawn, type Shown } from './keep-drawn.ts'
import { drawLinkPicture } from './presence.ts'

const db = testDatabase()
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-presence-'))
const app = testApp(db, { DATA_DIR: dataDir })
afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }))

let store: Store
beforeAll(async () => {
  store = await addTestStore(db, { name: 'Lámparas & Cía', tagline: 'Luz' })
})

const get = (rest: string) => app.fetch(`/s/${store.slug}/${rest}`)
const bytesOf = async (rest: string) => Buffer.from(await (await get(rest)).arrayBuffer())
const close = (slug: string, status: string) =>
  withSystem(db, (tx) => tx.execute(sql`update stores set status = ${status} where slug = ${slug}`))

describe('the app on a home screen', () => {
  test('the manifest says whose it is, and every icon it names is there in the size it says', async () => {
    const answer = await get('manifest.webmanifest')
    expect(answer.headers.get('content-type')).toBe('application/manifest+json')
    const manifest = (await answer.json()) as { icons: { src: string; sizes: string; purpose: string }[] }
    expect(manifest).toMatchObject({ id: `/s/${store.slug}/`, name: 'Lámparas & Cía', display: 'standalone' })
    expect(manifest.icons.map(({ purpose }) => purpose).sort()).toEqual(['any', 'any', 'maskable'])
    for (const { src, sizes } of manifest.icons) {
      const { format, width, height } = await sharp(
        await bytesOf(src.slice(`/s/${store.slug}/`.length)),
      ).metadata()
      expect([format, `${width}x${height}`]).toEqual(['png', sizes])
    }
  })

  test('PRE2 without a logo the icon is a lit niche in the store’s colours; with one it is the logo', async () => {
    const pixel = async (at: { left: number; top: number }) => {
      const one = sharp(await bytesOf('icon-192.png')).extract({ ...at, width: 1, height: 1 })
      return [...(await one.removeAlpha().raw().toBuffer())]
    }
    const [corner, middle] = [await pixel({ left: 2, top: 2 }), await pixel({ left: 96, top: 96 })]
    expect(corner).not.toEqual(middle)
    const other = await addTestStore(db)
    const red = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#d01020' } })
      .png()
      .toBuffer()
    const sent = await app.request(`/api/stores/${other.slug}/logo`, {
      method: 'PUT',
      body: Uint8Array.from(red),
      headers: { 'content-type': 'image/png', authorization: `Bearer ${await addToken(db, other, 'admin')}` },
    })
    expect(sent.status).toBe(200)
    const drawn = Buffer.from(await (await app.fetch(`/s/${other.slug}/icon-maskable-512.png`)).arrayBuffer())
    const at = async (left: number, top: number) =>
      (await sharp(drawn).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer())[0] ?? 0
    // what phones cut away is of the logo's own colour
    for (const place of [20, 256, 500]) expect(await at(place, place)).toBeGreaterThan(190)
  })
})

/** Products with a picture of one colour each, first ones first. */
const furnish = async (of: Store, colours: string[]) => {
  for (const [position, background] of colours.entries()) {
    const { productId } = await addTestVariant(db, of)
    const bytes = await sharp({ create: { width: 400, height: 500, channels: 3, background } })
      .png()
      .toBuffer()
    const kept = await app.deps().pictures.keep(bytes)
    await withStore(db, of.id, async (tx) => {
      const { id } = await addMedia(tx, of.id, kept)
      await tx.execute(sql`insert into product_images (store_id, id, product_id, media_id)
        values (${of.id}, ${newId()}, ${productId}, ${id})`)
      await tx.execute(sql`update products set position = ${position} where id = ${productId}`)
    })
  }
}

describe('PRE3 the window before it is installed', () => {
  const COLOURS = ['#d01020', '#10a020', '#1020d0', '#d0a010', '#8020a0', '#20a0a0', '#a05010', '#404040']
  type Screen = { src: string; sizes: string; type: string; form_factor: string }
  const screensOf = async (of: Store) => {
    const answer = await app.request(`/s/${of.slug}/manifest.webmanifest`)
    return (JSON.parse(answer.text) as { screenshots: Screen[] }).screenshots
  }
  test('shows the first pictures in the order of the window, in the sizes the manifest says', async () => {
    const of = await addTestStore(db)
    await furnish(of, COLOURS)
    const found = await screensOf(of)
    expect(found.map(({ form_factor }) => form_factor)).toEqual(['narrow', 'wide'])
    for (const { src, sizes, type } of found) {
      const answer = await app.fetch(src)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
      const bytes = Buffer.from(await answer.arrayBuffer())
      const { width, height } = await sharp(bytes).metadata()
      expect(`${width}x${height}`).toBe(sizes)
      // Chromium takes none that is narrower or longer
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(320)
      expect(Math.max(width, height) / Math.min(width, height)).toBeLessThanOrEqual(2.3)
    }
    const phone = Buffer.from(await (await app.fetch(`/s/${of.slug}/screen-narrow.jpg`)).arrayBuffer())
    const at = async (left: number, top: number) => {
      const { data } = await sharp(phone)
        .extract({ left, top, width: 1, height: 1 })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const near = (hex: string) =>
        [1, 3, 5].every((from, i) => Math.abs(parseInt(hex.slice(from, from + 2), 16) - (data[i] ?? 0)) < 24)
      return COLOURS.findIndex(near)
    }
    const middles: [number, number][] = [
      [390, 500],
      [200, 1200],
      [580, 1200],
      [200, 1620],
      [580, 1620],
    ]
    expect(await Promise.all(middles.map(([left, top]) => at(left, top)))).toEqual([0, 1, 2, 3, 4])
  })

  test('is not there where there are too few pictures, and no picture counts twice', async () => {
    const of = await addTestStore(db)
    await furnish(of, ['#d01020', '#d01020', '#d01020', '#d01020', '#10a020', '#1020d0'])
    expect(await screensOf(of)).toEqual([])
    for (const name of ['narrow', 'wide', 'tall'])
      expect((await app.fetch(`/s/${of.slug}/screen-${name}.jpg`)).status).toBe(404)
    await furnish(of, ['#d0a010', '#8020a0'])
    expect((await screensOf(of)).map(({ form_factor }) => form_factor)).toEqual(['narrow'])
  })
})

describe('the picture of a link', () => {
  test('of a product goes on beside it in the colours of its own edges; of a store shows its first two', async () => {
    const of = await addTestStore(db)
    await furnish(of, ['#d01020', '#10a020'])
    const { rows } = await withStore(db, of.id, (tx) =>
      tx.execute<{ slug: string }>(
        sql`select slug from products where store_id = ${of.id} order by position`,
      ),
    )
    const seen = async (file: string, places: number[]) => {
      const bytes = await (await app.fetch(`/s/${of.slug}/${file}`)).arrayBuffer()
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      return places.map((left) => {
        const at = (315 * info.width + left) * info.channels
        return (data[at] ?? 0) > (data[at + 1] ?? 0) ? 'red' : 'green'
      })
    }
    expect(await seen(`p/${rows[0]?.slug ?? ''}/link.jpg`, [5, 600, 1195])).toEqual(['red', 'red', 'red'])
    expect(await seen('link.jpg', [5, 580, 620, 1195])).toEqual(['red', 'red', 'green', 'green'])
  })

  test('PRE4 of a picture on its way nobody keeps the sign; it is there as soon as it is ready', async () => {
    const of = await addTestStore(db)
    const { productId, slug } = await addTestVariant(db, of)
    const mediaId = newId()
    await withStore(db, of.id, async (tx) => {
      await tx.execute(sql`insert into media (store_id, id, state) values (${of.id}, ${mediaId}, 'waiting')`)
      await tx.execute(sql`insert into product_images (store_id, id, product_id, media_id)
        values (${of.id}, ${newId()}, ${productId}, ${mediaId})`)
    })
    const asked = async () => {
      const { headers } = await app.fetch(`/s/${of.slug}/p/${slug}/link.jpg`)
      return [headers.get('content-type'), headers.get('cache-control')]
    }
    expect(await asked()).toEqual(['image/png', 'no-store'])
    await withStore(db, of.id, (tx) =>
      tx.execute(sql`update media set state = 'failed' where id = ${mediaId}`),
    )
    expect(await asked()).toEqual(['image/png', 'public, max-age=86400'])
    const bytes = await sharp({ create: { width: 400, height: 500, channels: 3, background: '#d01020' } })
      .png()
      .toBuffer()
    const { hash } = await app.deps().pictures.keep(bytes)
    await withStore(db, of.id, (tx) =>
      tx.execute(sql`update media set state = 'ready', hash = ${hash}, width = 400, height = 500
        where id = ${mediaId}`),
    )
    expect(await asked()).toEqual(['image/jpeg', 'public, max-age=86400'])
  })

  test('PRE4 whoever has no picture shares one drawing of the sign, until the store’s colours change', async () => {
    const of = await addTestStore(db)
    const drawn: Shown[] = []
    const keepDrawn = createKeepDrawn()
    const deps = {
      db,
      pictures: app.deps().pictures,
      keepDrawn: (shown: Shown, draw: () => Promise<Buffer | undefined>) =>
        keepDrawn(shown, () => {
          drawn.push(shown)
          return draw()
        }),
    }
    const slugs = [await addTestVariant(db, of), await addTestVariant(db, of)].map(({ slug }) => slug)
    for (const slug of [...slugs, undefined]) {
      const { width, height } = await sharp((await drawLinkPicture(deps, of, slug))?.bytes).metadata()
      expect([width, height]).toEqual([1200, 630])
    }
    expect(drawn).toHaveLength(1)
    const theme = { ...defaultTheme, accent: '#0a7d4f' }
    await drawLinkPicture(deps, { ...of, theme }, slugs[0])
    expect(drawn).toHaveLength(2)
  })
})

test('PRE4 what could not be drawn is tried again; what is asked for least makes room', async () => {
  const keepDrawn = createKeepDrawn()
  const drawn: number[] = []
  const ask = (n: number, bytes: Buffer | undefined = Buffer.from([n])) =>
    keepDrawn({ n }, () => {
      drawn.push(n)
      return Promise.resolve(bytes)
    })
  await expect(keepDrawn({ n: 0 }, () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory')
  expect(await keepDrawn({ n: 0 }, () => Promise.resolve(undefined))).toBeUndefined()
  await Promise.all([ask(0), ask(0)])
  expect(drawn).toEqual([0])
  for (let n = 1; n <= 60; n++) {
    await ask(n)
    await ask(0)
  }
  expect(drawn).toHaveLength(61)
  await ask(1)
  expect(drawn).toHaveLength(62)
})

describe('addresses', () => {
  test('PRE1 the list holds what everybody may see, and nothing of drafts', async () => {
    const shown = await addTestVariant(db, store)
    const draft = await addTestVariant(db, store, { status: 'draft' })
    const answer = await get('sitemap.xml')
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toContain('application/xml')
    expect(text).toContain(`<loc>http://localhost/s/${store.slug}/p/${shown.slug}</loc>`)
    expect(text).not.toContain(draft.slug)
    expect(await (await app.fetch('/sitemap.xml')).text()).toContain(`/s/${store.slug}/sitemap.xml`)
    expect(await (await app.fetch('/robots.txt')).text()).toContain('Sitemap: http://localhost/sitemap.xml')
  })

  test('PRE1 a suspended store has none of it', async () => {
    const closed = await addTestStore(db)
    await close(closed.slug, 'suspended')
    for (const rest of [
      'manifest.webmanifest',
      'icon-192.png',
      'sitemap.xml',
      'link.jpg',
      'screen-wide.jpg',
    ]) {
      expect([rest, (await app.fetch(`/s/${closed.slug}/${rest}`)).status]).toEqual([rest, 404])
    }
    expect(await (await app.fetch('/sitemap.xml')).text()).not.toContain(closed.slug)
  })

  test('a link without a picture shows the sign of the store; an unknown product or icon is not there', async () => {
    const bare = await addTestStore(db)
    const { slug } = await addTestVariant(db, bare)
    for (const path of ['link.jpg', `p/${slug}/link.jpg`]) {
      const answer = await app.fetch(`/s/${bare.slug}/${path}`)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
      const { width, height } = await sharp(await answer.arrayBuffer()).metadata()
      expect([width, height]).toEqual([1200, 630])
    }
    expect((await app.fetch(`/s/${bare.slug}/p/no-hay/link.jpg`)).status).toBe(404)
    expect((await app.fetch(`/s/${bare.slug}/icon-17.png`)).status).toBe(404)
  })
})
