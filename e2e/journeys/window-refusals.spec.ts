import type { Page } from '@playwright/test'
import { expect } from '../support/fixtures.ts'
import { balancesOf, buy, changePrice, importProduct, test, type Imported } from './merchant-steps.ts'
import { choose, standInForWhatsapp } from './window-steps.ts'

test.use({ serviceWorkers: 'block', viewport: { width: 390, height: 844 } })

const reserve = (page: Page) => page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })
const promise = (page: Page) => page.getByText('Te lo guardamos 24 h sin que pagues nada')

let product: Imported
test.beforeEach(async ({ page, api, store }) => {
  await standInForWhatsapp(page)
  product = await importProduct(api, store, 3)
  await choose(page, store, product)
  await page.getByRole('link', { name: 'Ver selección' }).click()
})

test('a changed price is shown before and now, and goes on with one tap', async ({ page, api, store }) => {
  await expect(promise(page)).toBeVisible()
  await changePrice(api, store, product, 1750)
  await reserve(page).click()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Cambió el precio')
  const change = alert.getByRole('listitem').filter({ hasText: product.name })
  await expect(change.locator('s')).toHaveText(/1\.500/)
  await expect(change).toContainText('1.750')
  await page.getByRole('button', { name: /^Seguir con .*1\.750/ }).click()
  await expect(page).toHaveURL(/\/c\//)
  await expect(page.getByRole('table', { name: 'Lo reservado' })).toContainText('1.750')
})

test('too little stock is said per line, and nothing was reserved', async ({ page, api, store }) => {
  await expect(promise(page)).toBeVisible()
  // the page has asked about both, so that what it shows is of before
  const answered = page.waitForResponse((answer) => {
    if (!answer.url().includes('/selections/resolve')) return false
    return (answer.request().postDataJSON() as { lines: { quantity: number }[] }).lines[0]?.quantity === 2
  })
  await page.getByRole('button', { name: 'Uno más' }).click()
  await expect(page.getByRole('textbox', { name: `Cantidad de ${product.name}` })).toHaveValue('2')
  await (await answered).finished()
  await expect(promise(page)).toBeVisible()
  // somebody else is quicker
  await buy(api, store, { variantId: product.variantId, quantity: 2, customer: 'Quien fue antes' })
  await reserve(page).click()
  await expect(page.getByRole('alert')).toContainText('Nada quedó reservado')
  await expect(page.getByRole('alert')).toBeInViewport()
  await expect(reserve(page)).toHaveCount(0)
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveText(new RegExp(product.name))
  await expect(page).toHaveURL(/\/selection$/)
  expect(await balancesOf(api, store, product)).toEqual({ onHand: 3, reserved: 2, available: 1 })
  await page.getByRole('button', { name: 'Llevar lo que hay' }).click()
  await expect(page.getByRole('textbox', { name: `Cantidad de ${product.name}` })).toHaveValue('1')
})

test('exactly once: an answer lost on the way is asked for again with the same key', async ({
  page,
  api,
  store,
}) => {
  const keys: (string | undefined)[] = []
  await page.route('**/checkouts', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await reserve(page).click()
  await expect(page.getByRole('alert')).toContainText('no se reserva dos veces')
  await reserve(page).click()
  await expect(page).toHaveURL(/\/c\//)
  expect(keys).toHaveLength(2)
  expect(keys[1]).toBe(keys[0])
  expect(await balancesOf(api, store, product)).toEqual({ onHand: 3, reserved: 1, available: 2 })
})

test('exactly once: a double tap is one press', async ({ page }) => {
  let presses = 0
  await page.route('**/checkouts', (route) => {
    presses++
    return route.continue()
  })
  await reserve(page).dblclick()
  await expect(page).toHaveURL(/\/c\//)
  expect(presses).toBe(1)
})
