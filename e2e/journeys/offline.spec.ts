/** The shop without its server: killed, not merely cut off, and the browser started cold. */
import type { Page } from '@playwright/test'
import type { CategoryTree } from '../../shared/catalogue.ts'
import { expect, test } from '../support/fixtures.ts'
import {
  age,
  hinder,
  install,
  kept,
  MortalShop,
  Phone,
  said,
  setClockWrong,
  timesAsked,
} from '../support/offline-phone.ts'
import { expectAccessible } from '../support/accessible.ts'
import { expectNoSideways } from './window-steps.ts'

test.describe.configure({ mode: 'serial', timeout: 90_000 })

const store = 'lizimportados'
const DAY_MS = 24 * 3_600_000
let shop: MortalShop
/** One phone for all: what a test leaves on it is what the next one finds. */
let phone: Phone
/** A page of the shop's without the shop in it: nothing is refreshed while a test lays its hands on what is kept. */
const besides = () => `${shop.url}/healthz`
const windowAt = (search = '') => `${shop.url}/s/${store}/${search}`

/** Paths of all that lies in the caches. */
const held = (page: Page, where = '') =>
  page.evaluate(async (begin) => {
    const names = (await caches.keys()).filter((name) => name.startsWith(begin))
    const all = names.map(async (name) => (await caches.open(name)).keys())
    return (await Promise.all(all)).flat().map(({ url }) => new URL(url).pathname)
  }, where)

test.beforeAll(async () => {
  test.setTimeout(120_000)
  shop = await MortalShop.open()
  await shop.hangLogo('tejidos')
  phone = new Phone()
})
test.beforeEach(() => shop.start())
test.afterEach(() => phone.close())
test.afterAll(async () => {
  await phone.remove()
  await shop.remove()
})

test('OFF2 a cold start without a server opens window, search, product and selection, and says of when the prices are', async () => {
  let page = await phone.open()
  await page.goto(windowAt())
  // SWK3: what is seen on the first visit too, while no worker is in charge yet
  await expect.poll(() => held(page)).toContainEqual(expect.stringMatching(/^\/media\//))
  await install(page, windowAt())
  await page.goto(`${shop.url}/s/${store}/p/camisa-de-lino`)
  await page.getByLabel('M', { exact: true }).first().check()
  await page.getByRole('button', { name: 'Elegir', exact: true }).click()
  await expect(page.getByText('en tu selección')).toBeVisible()
  // SWK3: no page that somebody looked at, no answer of the API
  expect((await held(page)).filter((path) => !/^\/(?:assets|media)\/|^\/shell$/.test(path))).toEqual([])
  await phone.close()
  await shop.kill()

  page = await phone.open()
  await page.goto(windowAt())
  const line = page.getByRole('status').filter({ hasText: 'Sin conexión' })
  await expect(line).toContainText(/^Sin conexión\. Precios de las \d\d:\d\d$/)
  const products = page.getByRole('region', { name: 'Productos' })
  await expect(products.getByRole('link')).toHaveCount(13)
  const seen = products.locator('img').first()
  await expect.poll(() => seen.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
  await page.getByRole('searchbox').fill('pantalon')
  await page.getByRole('option', { name: /Pantalón ancho/ }).click()
  await expect(page.getByRole('heading', { name: 'Pantalón ancho', level: 1 })).toBeVisible()
  await expect(line).toContainText('Precios de las')
  await page.goto(windowAt('?q=camisas&sort=price-asc&available=1'))
  await expect(products).toContainText('Camisa de lino')
  await expect(products).not.toContainText('Pantalón ancho')

  await page.goto(`${shop.url}/s/${store}/selection`)
  await expect(page.getByRole('heading', { name: 'Camisa de lino' })).toBeVisible()
  await expect(line).toContainText('Precios de las')
  const away = page.getByRole('button', { name: 'Reservar cuando vuelva la conexión' })
  await expect(away).toHaveAccessibleDescription(/^Sin conexión no llega a la tienda/)

  await shop.start()
  await expect(line).toBeHidden({ timeout: 20_000 })
  await expect(page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })).toBeEnabled()
})

test('OFF1 a browser that ends while a newer window is written has the one before, whole', async () => {
  let page = await phone.open()
  await page.goto(besides())
  const before = await kept(page)
  await age(page)
  await shop.rename('camisa-de-lino', 'Camisa de otra tela')
  await page.addInitScript(() => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- given its store below
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...written: [unknown, IDBValidKey?]) {
      const request = put.apply(this, written)
      if (this.name !== 'heads') return request
      console.info('midway')
      for (;;);
    }
  })
  const midway = page.waitForEvent('console', {
    predicate: (message) => message.text() === 'midway',
    timeout: 30_000,
  })
  await page.goto(windowAt(), { waitUntil: 'commit' })
  await midway
  phone.kill()
  await shop.kill()

  page = await phone.open()
  await page.goto(windowAt('?q=lino'))
  await expect(page.getByRole('region', { name: 'Productos' })).toContainText('Camisa de lino')
  expect(await kept(page)).toEqual(before)

  await shop.start()
  await page.goto(besides())
  await age(page)
  await page.goto(windowAt())
  await expect.poll(async () => (await kept(page))?.products).toContain('Camisa de otra tela')
  expect((await kept(page))?.parts).toBe(2)
})

test('OFF2 prices of another day say which', async () => {
  const page = await phone.open()
  await page.goto(besides())
  await age(page, DAY_MS)
  await shop.kill()
  await page.goto(windowAt())
  await expect(page.getByText(/^Sin conexión\. Precios de ayer a las \d\d:\d\d$/)).toBeVisible()
})

test('OFF5 the whole shop is taken along with its pictures, shown without a server, and taken off again', async () => {
  let page = await phone.open()
  await page.goto(windowAt())
  await page.getByRole('contentinfo').scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: /^Llevar toda la tienda sin conexión \(unos [\d,]+ MB\)$/ }).click()
  await expect(page.getByText(/^La tienda entera está en tu teléfono: [\d,]+ MB\.$/)).toBeVisible({
    timeout: 30_000,
  })
  // one that no product has, below a category that was never opened
  const answer = await page.request.get(`${shop.url}/api/stores/${store}/categories`)
  const { categories } = (await answer.json()) as CategoryTree
  const url = categories[0]?.children[0]?.image?.url ?? ''
  expect(await held(page)).toContain(url.replace(/-\d+\.webp$/, ''))
  await phone.close()
  await shop.kill()

  page = await phone.open()
  await page.goto(`${shop.url}/s/${store}/p/tapado-largo`)
  const picture = page.getByRole('img').first()
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(300)
  await page.getByRole('contentinfo').scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: 'Sacarla del teléfono' }).click()
  await expect(page.getByRole('button', { name: /^Llevar toda la tienda/ })).toBeVisible()
  expect(await page.evaluate(() => caches.keys())).not.toContain(`pictures-taken:${store}`)
})

test('OFF4 a full phone keeps what it had, says that the pictures do not fit, and the shop goes on', async () => {
  const page = await phone.open()
  await page.goto(besides())
  const before = await kept(page)
  await age(page)
  await shop.rename('camisa-de-lino', 'Camisa que no entra')
  // Chromium's own limit below binds caches, and lets IndexedDB write on
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
  })
  await page.goto(windowAt())
  await said(phone, /^vidriera: no se guardó: QuotaExceededError/)
  expect((await kept(page))?.generation).toBe(before?.generation)
  const browser = await page.context().newCDPSession(page)
  await browser.send('Storage.overrideQuotaForOrigin', { origin: shop.url, quotaSize: 1000 })
  await page.getByRole('contentinfo').scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: /^Llevar toda la tienda/ }).click()
  await expect(page.getByText(/^No entra en tu teléfono: hacen falta unos/)).toBeVisible()
  expect(await page.evaluate(() => caches.keys())).not.toContain(`pictures-taken:${store}`)
  await expect(page.getByRole('region', { name: 'Productos' })).toContainText('Camisa que no entra')
})

test('OFF4 a browser that keeps nothing opens the shop as ever', async () => {
  const page = await phone.open()
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('nothing is kept here', 'SecurityError')
      },
    })
  })
  await page.goto(windowAt())
  await said(phone, /^vidriera: no se guardó: SecurityError/)
  await page.getByRole('region', { name: 'Productos' }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(phone.said.filter((line) => line.startsWith('error:'))).toEqual([])
})

test('OFF2 where the shop is slow, prices of the phone stand until its own are there: then they can be reserved', async () => {
  const page = await phone.open()
  await install(page, windowAt())
  await hinder(page, '/selections/resolve', { ms: 4_000 })
  await page.goto(`${shop.url}/s/${store}/p/camisa-de-lino`)
  await page.getByLabel('M', { exact: true }).first().check()
  await page.getByRole('button', { name: 'Elegir', exact: true }).click()
  await expect(page.getByText('en tu selección')).toBeVisible()
  await page.goto(`${shop.url}/s/${store}/selection`)
  const line = page.getByRole('status').filter({ hasText: 'Precios de las' })
  await expect(line).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })).toBeEnabled()
  await expect(line).toBeHidden()
  expect(await timesAsked(page)).toBe(1)
})

test('OFF4 a shop of which some answers fail is not asked for all of them over and over', async () => {
  const page = await phone.open()
  await hinder(page, '/products/facets', { status: 503 })
  await page.goto(windowAt())
  await page.waitForLoadState('networkidle')
  await page.locator('a[href*="category="]').first().click()
  await expect(page).toHaveURL(/category=/)
  await page.getByRole('region', { name: 'Productos' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/p\//)
  await page.goBack()
  await expect(page).toHaveURL(/category=/)
  await expect(page.getByRole('region', { name: 'Productos' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(windowAt())
  expect(await timesAsked(page)).toBeLessThan(6)
})

test('OFF2 further products of the phone stand while it is away, and are read anew when the shop is there again', async () => {
  const page = await phone.open()
  await install(page, windowAt())
  const products = page.getByRole('region', { name: 'Productos' }).getByRole('listitem')
  const first = await products.count()
  const more = page.getByRole('link', { name: 'Ver más' })
  await shop.kill()
  await more.click()
  await expect.poll(() => products.count()).toBeGreaterThan(first)
  await expect(page.getByText(/^Sin conexión\. Precios de/)).toBeVisible()
  const all = await products.count()
  await products.last().scrollIntoViewIfNeeded()
  await page.reload()
  await expect(products).toHaveCount(all)
  await expect(products.last()).toBeInViewport()
  const address = await products.last().getByRole('link').getAttribute('href')
  await shop.rename(address?.split('/').at(-1) ?? '', 'Vuelto a leer')
  await shop.start()
  await expect(page.getByText(/^Sin conexión/)).toBeHidden({ timeout: 20_000 })
  await expect(products.filter({ hasText: 'Vuelto a leer' })).toBeInViewport()
  await expect(products).toHaveCount(all)
})

test('OFF1 a store that closed its window while the phone was away is shown from memory no longer', async () => {
  let page = await phone.open()
  await install(page, windowAt())
  await phone.close()
  await shop.kill()
  await shop.setStatus(store, 'suspended')
  page = await phone.open()
  await page.goto(windowAt())
  await expect(page.getByText(/^Sin conexión/)).toBeVisible()
  await shop.start()
  await expect.poll(() => kept(page), { timeout: 25_000 }).toBeNull()
  await expect(page.getByText(/^Sin conexión/)).toBeHidden()
  await shop.setStatus(store, 'active')
  const status = async () => (await fetch(`${shop.url}/api/stores/${store}/store`)).status
  await expect.poll(status, 'stores are known for five seconds').toBe(200)
})

test('OFF6 the picture of what is selected outlives those that were merely seen, and goes with it', async () => {
  let page = await phone.open()
  await page.goto(`${shop.url}/s/${store}/selection`)
  // whatever it is called by now: the tests before this one have changed that
  const line = () => page.getByRole('listitem').filter({ has: page.locator('a[href$="/p/camisa-de-lino"]') })
  await expect(line()).toBeVisible()
  const selected = () => held(page, 'pictures-selected')
  await expect.poll(selected).toHaveLength(1)
  // as when three hundred others were looked at since
  await page.evaluate(() => caches.delete('pictures-seen'))
  await phone.close()
  await shop.kill()
  page = await phone.open()
  await page.goto(`${shop.url}/s/${store}/selection`)
  const picture = line().locator('img')
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
  await shop.start()
  await page.reload()
  await line()
    .getByRole('button', { name: /^Sacar/ })
    .click()
  await expect.poll(selected).toHaveLength(0)
})

test('OFF2 what was chosen and written stands when the shop is there again', async () => {
  const page = await phone.open()
  await install(page, windowAt())
  await shop.kill()
  await page.goto(`${shop.url}/s/${store}/p/camisa-de-lino`)
  const line = page.getByText(/^Sin conexión/).first()
  await expect(line).toBeVisible()
  await page.getByLabel('M', { exact: true }).first().check()
  await page.getByRole('button', { name: 'Elegir', exact: true }).click()
  await page
    .getByRole('link', { name: /selección/i })
    .first()
    .click()
  const name = page.getByRole('dialog').getByRole('textbox', { name: /nombre/i })
  await name.fill('Ana')
  await shop.start()
  await expect(line).toBeHidden({ timeout: 20_000 })
  await expect(page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })).toBeEnabled()
  await expect(name).toHaveValue('Ana')
  await page.getByRole('button', { name: 'Cerrar' }).click()
  await expect(page.getByLabel('M', { exact: true }).first()).toBeChecked()
})

test('OFF7 a clock that is wrong by a day makes old prices no newer, and those of now no older', async () => {
  let page = await phone.open()
  await install(page, windowAt())
  await page.goto(besides())
  const { generation } = (await kept(page)) ?? {}
  await age(page, DAY_MS)
  await setClockWrong(page, DAY_MS)
  await page.goto(windowAt())
  await expect.poll(async () => (await kept(page))?.generation).not.toBe(generation)
  await shop.kill()
  await page.reload()
  await expect(page.getByText(/^Sin conexión/)).toContainText(/Precios de las \d\d:\d\d$/)
  await phone.close()
  // put right, and then a day behind
  page = await phone.open()
  await page.goto(windowAt())
  await expect(page.getByText(/^Sin conexión/)).toContainText(/Precios de las \d\d:\d\d$/)
  await setClockWrong(page, -DAY_MS)
  await page.reload()
  await expect(page.getByText(/^Sin conexión/)).toContainText(/Precios del \S+ \d+ de \S+ a las \d\d:\d\d$/)
})

test('OFF8 without a server the first address of all leads to the store of this phone, or shows those it has', async () => {
  const products = (page: Page) => page.getByRole('region', { name: 'Productos' }).getByRole('link').first()
  let page = await phone.open()
  await install(page, windowAt())
  await phone.close()
  await shop.kill()
  page = await phone.open()
  await page.goto(shop.url)
  await expect(page).toHaveURL(windowAt())
  await expect(products(page)).toBeVisible()
  await expect(page.getByText(/^Sin conexión\. Precios de/)).toBeVisible()

  await shop.start()
  phone.said.length = 0
  await page.goto(`${shop.url}/s/monpatisserie/`)
  await said(phone, /productos guardados/)
  await shop.kill()
  await page.goto(shop.url)
  await expect(page.getByRole('heading', { name: 'Sin conexión', level: 1 })).toBeVisible()
  const doors = page.getByRole('list', { name: 'Vidrieras en este teléfono' }).getByRole('link')
  // the one read last comes first, and both were read a moment ago
  await expect(doors).toHaveCount(2)
  const liz = doors.filter({ hasText: 'Liz Importados' })
  for (const door of [liz, doors.filter({ hasText: 'Mon Patisserie' })])
    await expect(door).toContainText(/Como estaba hoy a las \d\d:\d\d$/)
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await expectNoSideways(page)
  await liz.click()
  await expect(page).toHaveURL(windowAt())
  await expect(products(page)).toBeVisible()
  await page.goto(shop.url)
  await expect(doors).toHaveCount(2)
  await shop.start()
  // whoever is there again says where it leads
  await expect(page).toHaveURL(/\/s\/raremagic\/$/, { timeout: 20_000 })
})
