/** A reservation that is pressed without a connection: kept, said so, and made once when there is one. */
import type { Page, Request } from '@playwright/test'
import { expect } from '../support/fixtures.ts'
import { balancesOf, changePrice, importProduct, test, type Imported } from './merchant-steps.ts'
import { choose, standInForWhatsapp } from './window-steps.ts'

test.describe.configure({ timeout: 90_000 })

const reserve = (page: Page) => page.getByRole('button', { name: /^Reservar/ })
const notYet = 'Todavía no está reservado'
const held = { onHand: 3, reserved: 1, available: 2 }
const free = { onHand: 3, reserved: 0, available: 3 }

/** Keys of the presses that any page of this phone sends. */
function pressesOf(page: Page): string[] {
  const keys: string[] = []
  page.context().on('request', (request: Request) => {
    if (request.method() === 'POST' && request.url().endsWith('/checkouts'))
      keys.push(request.headers()['idempotency-key'] ?? '')
  })
  return keys
}

let product: Imported
test.beforeEach(async ({ page, api, store }) => {
  await standInForWhatsapp(page)
  product = await importProduct(api, store, 3)
  await choose(page, store, product)
  await page.goto(`/s/${store}/selection`)
  await page.waitForLoadState('networkidle')
  await expect(page.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeVisible()
})

async function pressAway(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await reserve(page).click()
  await expect(page.getByText(notYet)).toBeVisible()
  await expect(reserve(page)).toBeHidden()
}

test('pressed without a connection it is kept and says that nothing is reserved; with one it is made, and WhatsApp waits for a tap', async ({
  page,
  api,
  store,
}) => {
  const presses = pressesOf(page)
  await pressAway(page)
  expect(await balancesOf(api, store, product)).toEqual(free)
  await page.context().setOffline(false)
  await expect(page).toHaveURL(/\/c\/[\w-]{22}$/)
  await expect(page.getByRole('link', { name: /WhatsApp/ })).toBeVisible()
  expect(await balancesOf(api, store, product)).toEqual(held)
  expect([presses.length, page.context().pages().length]).toEqual([1, 1])
})

test('it is taken back, or another one takes its place when the selection changes', async ({
  page,
  api,
  store,
}) => {
  const presses = pressesOf(page)
  await pressAway(page)
  await page.getByRole('button', { name: 'Sacar el pedido' }).click()
  await expect(page.getByText(notYet)).toBeHidden()
  await reserve(page).click()
  await expect(page.getByText(notYet)).toBeVisible()
  await page.getByRole('button', { name: 'Uno más' }).click()
  await expect(page.getByText('Cambiaste la selección después de pedirla')).toBeVisible()
  await page.context().setOffline(false)
  // what a hand has changed is not asked for by itself
  await expect(page.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeVisible()
  expect(presses).toEqual([])
  await pressAway(page)
  await page.context().setOffline(false)
  await expect(page).toHaveURL(/\/c\//)
  expect(await balancesOf(api, store, product)).toEqual({ onHand: 3, reserved: 2, available: 1 })
  expect(presses).toHaveLength(1)
})

test('what has changed meanwhile is shown before and now, and needs one tap', async ({
  page,
  api,
  store,
}) => {
  await pressAway(page)
  await changePrice(api, store, product, 1750)
  await page.goto('about:blank')
  await page.context().setOffline(false)
  await page.goto(`/s/${store}/p/${product.slug}`)
  const line = page
    .getByRole('status')
    .filter({ hasText: 'Algo cambió desde tu pedido: nada quedó reservado.' })
  await expect(line).toBeVisible()
  await line.getByRole('link', { name: 'Ver el pedido' }).click()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Cambió el precio')
  await expect(alert.getByRole('listitem').locator('s')).toHaveText(/1\.500/)
  await expect(page.getByText('Volvió la conexión y algo cambió desde tu pedido')).toBeVisible()
  expect(await balancesOf(api, store, product)).toEqual(free)
  await page.getByRole('button', { name: /^Seguir con .*1\.750/ }).click()
  await expect(page).toHaveURL(/\/c\//)
  expect(await balancesOf(api, store, product)).toEqual(held)
})

test('a page that is killed loses nothing: the next one asks under the same key, also where the first answer was lost', async ({
  page,
  api,
  store,
}) => {
  const presses = pressesOf(page)
  await pressAway(page)
  let isLost = true
  const { promise: asked, resolve: wasAsked } = Promise.withResolvers<void>()
  await page.context().route('**/checkouts', async (route) => {
    if (!isLost) return route.continue()
    await route.fetch()
    wasAsked()
    return route.abort('connectionreset')
  })
  await page.context().setOffline(false)
  await asked
  await expect(page.getByText('nunca se reserva dos veces')).toBeVisible()
  const next = await page.context().newPage()
  await page.close()
  isLost = false
  await next.goto(`/s/${store}/`)
  await expect(next.getByText('Tenés una reserva')).toBeVisible()
  expect(await balancesOf(api, store, product)).toEqual(held)
  expect(new Set(presses).size).toBe(1)
  expect(presses.length).toBeGreaterThan(1)
})

test('of two tabs one asks, and both know', async ({ page, api, store }) => {
  const presses = pressesOf(page)
  const other = await page.context().newPage()
  await other.goto(`/s/${store}/selection`)
  await other.waitForLoadState('networkidle')
  await expect(other.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeVisible()
  await page.bringToFront()
  await pressAway(page)
  await expect(other.getByText(notYet)).toBeVisible()
  await page.context().setOffline(false)
  await expect.poll(() => balancesOf(api, store, product)).toEqual(held)
  for (const tab of [page, other])
    await expect(
      tab
        .getByText('Tenés una reserva')
        .or(tab.getByRole('table', { name: 'Lo reservado' }))
        .first(),
    ).toBeVisible()
  expect(presses).toHaveLength(1)
})

test('one that was made, whose answer was lost and whose selection was changed since, is found', async ({
  page,
  api,
  store,
}) => {
  const presses = pressesOf(page)
  await pressAway(page)
  await page.route(
    '**/checkouts',
    async (route) => {
      await route.fetch()
      await page.context().setOffline(true)
      await route.abort()
    },
    { times: 1 },
  )
  await page.context().setOffline(false)
  await expect.poll(() => balancesOf(api, store, product)).toEqual(held)
  await expect(page.getByText('Sin conexión').first()).toBeVisible()
  await page.getByRole('button', { name: 'Uno más' }).click()
  await page.context().setOffline(false)
  await expect(page).toHaveURL(/\/c\/[\w-]{22}$/)
  expect(await balancesOf(api, store, product)).toEqual(held)
  expect(new Set(presses).size).toBe(1)
})
