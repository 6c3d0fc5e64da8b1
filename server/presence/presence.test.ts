import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withSystem } from '../platform/tenancy.ts'
import { addToken, testApp } from '../test-shop.ts'

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
    expect(await at(256, 256)).toBeGreaterThan(190)
    expect(
      (
        await sharp(drawn).extract({ left: 20, top: 20, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
      )[1],
    ).toBeGreaterThan(150)
  })
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
    for (const rest of ['manifest.webmanifest', 'icon-192.png', 'sitemap.xml', 'link.jpg']) {
      expect([rest, (await app.fetch(`/s/${closed.slug}/${rest}`)).status]).toEqual([rest, 404])
    }
    expect(await (await app.fetch('/sitemap.xml')).text()).not.toContain(closed.slug)
  })

  test('a store without pictures has no picture for its links, and an unknown icon is not there', async () => {
    const bare = await addTestStore(db)
    expect((await app.fetch(`/s/${bare.slug}/link.jpg`)).status).toBe(404)
    expect((await app.fetch(`/s/${bare.slug}/icon-17.png`)).status).toBe(404)
  })
})
