/** What search engines and messengers read of a shop: no browser is needed for it. */
import type { APIRequestContext } from '@playwright/test'
import sharp from 'sharp'
import { expect, test } from '../support/fixtures.ts'
import { makeCheckout } from './window-steps.ts'

type Variant = { available: number | null; backorder: boolean; price: { amount: number; currency: string } }
type Item = { slug: string; name: string; variants: Variant[] }
type Data = { '@type': string; [name: string]: unknown }
type Offer = { price: string; priceCurrency: string; priceValidUntil: string; availability: string }

const isGone = ({ available, backorder }: Variant) => available === 0 && !backorder

async function itemsOf(request: APIRequestContext, store: string): Promise<Item[]> {
  const answer = await request.get(`/api/stores/${store}/products?limit=100`)
  return ((await answer.json()) as { items: Item[] }).items
}

async function read(request: APIRequestContext, path: string) {
  const html = await (await request.get(path)).text()
  const meta = (name: string) =>
    new RegExp(`<meta property="${name}" content="([^"]*)">`).exec(html)?.[1] ?? ''
  const data = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(
    ([, text = '']) => JSON.parse(text) as Data,
  )
  return { html, meta, data: (type: string) => data.find((one) => one['@type'] === type) }
}

/** The address of a picture, and its size where it is one. */
async function pictureAt(request: APIRequestContext, url: string) {
  const answer = await request.get(url)
  expect(answer.status(), url).toBe(200)
  const { width, height, format } = await sharp(await answer.body()).metadata()
  return { width, height, format }
}

test('a product says what it costs today, whether it can be had, and where it stands', async ({
  request,
  store,
  baseURL,
}) => {
  const items = await itemsOf(request, store)
  const there = items.find(({ variants: [one] }) => one && !isGone(one))
  const gone = items.find(({ variants }) => variants.every(isGone))
  if (!there || !gone) throw new Error('the demo store has nothing, or all of it')
  for (const [item, availability] of [
    [there, 'InStock'],
    [gone, 'OutOfStock'],
  ] as const) {
    const page = await read(request, `/s/${store}/p/${item.slug}`)
    const url = `${baseURL ?? ''}/s/${store}/p/${item.slug}`
    expect(page.data('Product')).toMatchObject({ name: item.name, url })
    const [offer] = page.data('Product')?.['offers'] as Offer[]
    const { amount, currency } = item.variants[0]?.price ?? { amount: 0, currency: '' }
    expect(offer).toMatchObject({
      price: (amount / 100).toFixed(2),
      priceCurrency: currency,
      priceValidUntil: new Date().toLocaleDateString('sv-SE', { timeZone: 'America/Argentina/Buenos_Aires' }),
      availability: `https://schema.org/${availability}`,
    })
    const steps = page.data('BreadcrumbList')?.['itemListElement'] as { position: number; item: string }[]
    expect(steps.map(({ position }) => position)).toEqual(steps.map((_, at) => at + 1))
    expect(steps.at(-1)?.item).toBe(url)
    expect(steps[0]?.item).toBe(`${baseURL ?? ''}/s/${store}/`)
  }
})

test('a link is shown with title, words and a picture of 1200 by 630', async ({
  request,
  store,
  baseURL,
}) => {
  const [item] = await itemsOf(request, store)
  for (const [path, type] of [
    [`/s/${store}/`, 'website'],
    [`/s/${store}/p/${item?.slug ?? ''}`, 'product'],
  ] as const) {
    const { meta } = await read(request, path)
    expect(meta('og:url')).toBe((baseURL ?? '') + path)
    expect(meta('og:type')).toBe(type)
    expect(meta('og:title')).not.toBe('')
    expect(meta('og:description')).not.toBe('')
    expect(meta('og:locale')).toBe('es_AR')
    expect(await pictureAt(request, meta('og:image'))).toEqual({ width: 1200, height: 630, format: 'jpeg' })
  }
})

test('a home screen finds its icons and ways in', async ({ request, store }) => {
  const { html } = await read(request, `/s/${store}/`)
  const touch = /<link rel="apple-touch-icon" href="([^"]+)">/.exec(html)?.[1] ?? ''
  expect(await pictureAt(request, touch)).toEqual({ width: 180, height: 180, format: 'png' })
  const manifest = (await (await request.get(`/s/${store}/manifest.webmanifest`)).json()) as {
    shortcuts: { url: string }[]
    icons: { src: string; sizes: string }[]
  }
  for (const { src, sizes } of manifest.icons) {
    const { width, height } = await pictureAt(request, new URL(src, `http://shop/s/${store}/`).pathname)
    expect(`${width}x${height}`).toBe(sizes)
  }
  expect(manifest.shortcuts.length).toBeGreaterThan(1)
  for (const { url } of manifest.shortcuts) expect((await request.get(url)).status(), url).toBe(200)
})

test('who lists pages is led to those of the shop, and told of a reservation that it is nobody’s', async ({
  request,
  store,
}) => {
  const robots = await (await request.get('/robots.txt')).text()
  expect(robots).toMatch(/^Sitemap: .+\/sitemap\.xml$/m)
  expect(robots).toMatch(/^Disallow: \/admin$/m)
  // a crawler that may not read a link never sees that it must not list it
  expect(robots).not.toMatch(/\/c\b/)
  const { html } = await read(request, `/c/${await makeCheckout(request, store)}`)
  expect(html).toContain('<meta name="robots" content="noindex">')
  expect(html).not.toContain('og:')
})
