/** The ticket in the hand of whoever holds its link. */
import type { Locator, Page } from '@playwright/test'
import decodeQR from 'qr/decode.js'
import sharp from 'sharp'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import { kept } from '../support/offline-phone.ts'
import {
  buyable,
  choose,
  chooseOne,
  comeBackToTicket,
  expectNoSideways,
  makeCheckout,
  standInForWhatsapp,
} from './window-steps.ts'

test.use({ serviceWorkers: 'block' })

test.describe('in letters that run wide', () => {
  test.use({ store: 'luxurywatch' })

  test('the widest code stands in one line, inside the ticket', async ({ page, request, store }) => {
    await page.goto(`/c/${await makeCheckout(request, store)}`)
    const code = page.locator('.ticket-code')
    await expect(code).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await page.evaluate(() => document.fonts.ready)
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const lines = await code.evaluate((element) => {
        element.textContent = 'WWWW-WWWW'
        const letters = document.createRange()
        letters.selectNodeContents(element)
        const head = element.closest('.ticket-head')?.getBoundingClientRect()
        return [...letters.getClientRects()].map(({ right }) => right - (head?.right ?? 0))
      })
      expect(lines, `at ${width} px`).toHaveLength(1)
      expect(lines[0], `at ${width} px`).toBeLessThanOrEqual(0)
      await expectNoSideways(page)
    }
  })
})

test('selection and ticket say an offer in the same words: lines at what is paid, the total, what is saved', async ({
  page,
  request,
  store,
}) => {
  await standInForWhatsapp(page)
  const onOffer = (await buyable(request, store)).find(({ variants }) => variants[0]?.compareAtPrice)
  const [variant] = onOffer?.variants ?? []
  if (!onOffer || !variant?.compareAtPrice) throw new Error('the demo store has nothing on offer')
  const paid = variant.price.amount
  const saved = variant.compareAtPrice.amount - paid
  const figures = async (place: Locator) =>
    ((await place.textContent()) ?? '').replaceAll(/[^\d,]/g, '').replace(/,00$/, '')
  const said = (amount: number) => String(amount / 100)
  await choose(page, store, onOffer)
  await page.goto(`/s/${store}/selection`)
  const totals = page.locator('.totals')
  await expect(totals.locator('dt')).toHaveText(['Total', 'Ahorrás'])
  expect(await figures(totals.locator('dd').nth(1))).toBe(said(saved))
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  const ticket = page.getByRole('table', { name: 'Lo reservado' })
  await expect(ticket.getByRole('row')).toHaveCount(3)
  expect(await figures(ticket.locator('tbody td').last())).toBe(said(paid))
  await expect(ticket.locator('tfoot th')).toHaveText(['Total', 'Ahorrás'])
  expect(await figures(ticket.locator('tfoot td').first())).toBe(said(paid))
  expect(await figures(ticket.locator('tfoot td').last())).toBe(said(saved))
})

test.describe('without a server', () => {
  test.use({ serviceWorkers: 'allow' })

  test('the ticket says that it stands, until when and where, leads back to the window, and comes with the connection', async ({
    page,
    context,
    request,
    store,
  }) => {
    await standInForWhatsapp(page)
    await chooseOne(page, request, store)
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await page.goto(`/s/${store}/selection`)
    await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
    await comeBackToTicket(page)
    const until = (await page.getByText('Te lo guardamos hasta').textContent())?.replace(/^Te/, 'te') ?? '?'
    await expect.poll(async () => (await kept(page))?.products.length ?? 0).toBeGreaterThan(0)
    await page.waitForLoadState('networkidle')
    await context.setOffline(true)
    await page.reload()
    await expect(page.getByText('No pudimos traer tu reserva. Sigue como estaba')).toBeVisible()
    await expect(page.getByText(`En Rare & Magic ${until}`)).toBeVisible()
    await expect(page.getByText('Lo que elegiste')).toHaveCount(0)
    await expectAccessible(page)
    const ticket = page.url()
    await page.getByRole('link', { name: 'Volver a la vidriera' }).click()
    await expect(page.getByRole('region', { name: 'Productos' }).getByRole('link').first()).toBeVisible()
    await page.goto(ticket)
    await expect(page.getByRole('link', { name: 'Volver a la vidriera' })).toBeVisible()
    await context.setOffline(false)
    await expect(page.getByText('Te lo guardamos hasta')).toBeVisible()
  })
})

/** What the page has given to the phone's own sheet. */
async function standInForShareSheet(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const shared: string[] = []
    Object.assign(window, { shared })
    Object.assign(navigator, { share: ({ url }: { url: string }) => Promise.resolve(void shared.push(url)) })
  })
  return () => page.evaluate(() => Reflect.get(window, 'shared') as string[])
}

test.describe('passed on', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

  test('the link is shared where the phone can, and copied everywhere; what is said of it goes again', async ({
    page,
    request,
    store,
  }) => {
    const shared = await standInForShareSheet(page)
    await page.clock.install()
    await page.goto(`/c/${await makeCheckout(request, store)}`)
    await page.getByRole('button', { name: 'Compartir' }).click()
    await expect.poll(shared).toEqual([page.url()])
    const said = page.getByRole('status').filter({ hasText: 'Enlace copiado' })
    await page.getByRole('button', { name: 'Copiar enlace' }).click()
    await expect(said).toHaveCount(1)
    await expect(page.getByRole('button', { name: 'Enlace copiado' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
    await page.clock.runFor(5_000)
    await expect(page.getByRole('button', { name: 'Copiar enlace' })).toBeVisible()
    await expect(said).toHaveCount(0)
  })
})

test('another phone’s camera reads the link off the screen', async ({ page, request, store }) => {
  await page.goto(`/c/${await makeCheckout(request, store)}`)
  await expect(page.getByRole('button', { name: 'Compartir' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Código QR' }).click()
  const drawn = page.getByRole('img', { name: 'Código QR con el enlace de esta reserva' })
  await expect(drawn).toBeVisible()
  // the sheet has come to rest
  await expect(page.getByRole('dialog')).not.toHaveAttribute('data-transitioning')
  const { data, info } = await sharp(await page.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect(decodeQR({ width: info.width, height: info.height, data })).toBe(page.url())
})
