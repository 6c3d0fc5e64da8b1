import { randomUUID } from 'node:crypto'
import type { Locator } from '@playwright/test'
import { expect } from '../support/fixtures.ts'
import {
  balancesOf,
  buy,
  checkoutRow,
  letEndIn,
  letExpire,
  openAs,
  reserve,
  signIn,
  test,
} from './merchant-steps.ts'

const customer = () => `Cliente ${randomUUID().slice(0, 8)}`

test('the page asked for opens after the sign-in; a wrong password says nothing about whom', async ({
  page,
  store,
  owner,
}) => {
  await page.goto(`/admin/${store}/stock?low=1`)
  await page.getByLabel('Correo').fill(owner.email)
  await page.getByLabel('Contraseña').fill('no es esta')
  await page.getByRole('button', { name: 'Entrar' }).click()
  await expect(page.getByRole('alert')).toHaveText('El correo o la contraseña no coinciden.')
  await signIn(page, owner)
  await expect(page.getByRole('link', { name: 'Con poco' })).toHaveAttribute('aria-current', 'true')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Salir' })).toBeVisible()
  await page.getByRole('button', { name: 'Salir' }).click()
  await expect(page.getByLabel('Correo')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Correo')).toBeVisible()
})

test('a reservation is found, extended and confirmed; the stock is sold', async ({
  page,
  api,
  store,
  owner,
}) => {
  const name = customer()
  const reserved = await reserve(api, store, { customer: name, quantity: 2 })
  const before = await balancesOf(api, store, reserved)

  await openAs(page, owner, store, '')
  await page.getByRole('searchbox').fill(reserved.reference)
  await expect(checkoutRow(page, name)).toHaveCount(1)
  await checkoutRow(page, name).click()
  const detail = page.getByRole('article')
  await expect(detail.getByRole('heading', { name: reserved.reference })).toBeVisible()
  await expect(detail.getByRole('row', { name: reserved.name })).toContainText('2')
  await expect(detail).toContainText('Para regalo')

  await page.getByRole('button', { name: 'Guardar 2 h más' }).click()
  await expect(detail.getByRole('listitem').filter({ hasText: 'Extendida' })).toContainText('+2 h')
  await page.getByRole('button', { name: 'Confirmar venta' }).click()
  await expect(detail.getByText(/^Confirmada/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Confirmar venta' })).toBeHidden()

  const after = await balancesOf(api, store, reserved)
  expect(after.onHand).toBe(before.onHand - 2)
  expect(after.reserved).toBe(before.reserved - 2)
})

test('a reservation is cancelled only after a question, with the reason kept', async ({
  page,
  api,
  store,
  owner,
}) => {
  const name = customer()
  const reserved = await reserve(api, store, { customer: name })
  await openAs(page, owner, store, `/checkouts/${reserved.id}`)

  await page.getByRole('button', { name: 'Cancelar', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Dejarla' }).click()
  await expect(page.getByRole('button', { name: 'Confirmar venta' })).toBeVisible()

  await page.getByRole('button', { name: 'Cancelar', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'No respondió' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancelar reserva' }).click()
  await expect(page.getByRole('article')).toContainText('No respondió')
  await page.goto(`/admin/${store}/checkouts?status=cancelled`)
  await expect(checkoutRow(page, name)).toContainText('Cancelada')
})

test('the time left of a hold runs, in the list and in what is opened', async ({
  page,
  api,
  store,
  owner,
}) => {
  const name = customer()
  const reserved = await reserve(api, store, { customer: name })
  await letEndIn(reserved.id, 30 * 60)
  await openAs(page, owner, store, `/checkouts?q=${encodeURIComponent(name)}`)
  const expectRunning = async (left: Locator) => {
    await expect(left).toHaveText(/^(?:30:00|2\d:\d\d)$/)
    const secondsLeft = async () => {
      const [minutes = NaN, seconds = NaN] = ((await left.textContent()) ?? '').split(':').map(Number)
      return minutes * 60 + seconds
    }
    const before = await secondsLeft()
    // sooner than the page asks the server again
    await expect.poll(secondsLeft, { timeout: 5_000 }).toBeLessThanOrEqual(before - 2)
  }
  await expectRunning(checkoutRow(page, name).locator('.left'))
  await checkoutRow(page, name).click()
  await expectRunning(page.getByRole('article').locator('.left'))
})

test('a late confirmation that finds too little stock names what is missing', async ({
  page,
  api,
  store,
  owner,
}) => {
  const reserved = await reserve(api, store, { customer: customer(), quantity: 4 })
  await openAs(page, owner, store, `/checkouts/${reserved.id}`)
  await expect(page.getByRole('button', { name: 'Confirmar venta' })).toBeVisible()
  // meanwhile nobody confirmed in time, and somebody else was quicker
  await letExpire(reserved.id)
  const rival = await buy(api, store, { variantId: reserved.variantId, quantity: 5, customer: customer() })
  const sold = await api.post(`/api/stores/${store}/checkouts/${rival.id}/confirm`, { data: {} })
  expect(sold.status(), await sold.text()).toBe(200)

  await page.getByRole('button', { name: 'Confirmar venta' }).click()
  const alert = page.getByRole('alert').filter({ hasText: reserved.name })
  await expect(alert).toContainText('hacen falta 4, quedan 2 libres')
  expect(await balancesOf(api, store, reserved)).toEqual({ onHand: 2, reserved: 0, available: 2 })
  await alert.getByRole('link', { name: 'Ver stock' }).click()
  await expect(page.getByRole('article').getByRole('heading', { name: reserved.name })).toBeVisible()
})

test('a late confirmation sells what is still there', async ({ page, api, store, owner }) => {
  const name = customer()
  const reserved = await reserve(api, store, { customer: name, quantity: 4 })
  await letExpire(reserved.id)
  // somebody else takes it over, and lets it go again
  const rival = await buy(api, store, { variantId: reserved.variantId, quantity: 5, customer: customer() })
  await api.post(`/api/stores/${store}/checkouts/${rival.id}/cancel`, { data: {} })
  await openAs(page, owner, store, `/checkouts?status=expired&q=${encodeURIComponent(name)}`)
  await checkoutRow(page, name).click()
  await page.getByRole('button', { name: 'Confirmar igual' }).click()
  await expect(
    page
      .getByRole('article')
      .getByText(/^Confirmada/)
      .first(),
  ).toBeVisible()
  expect(await balancesOf(api, store, reserved)).toEqual({ onHand: 3, reserved: 0, available: 3 })
})

test('whoever was quicker wins, and the page shows what became of it', async ({
  page,
  api,
  store,
  owner,
}) => {
  const reserved = await reserve(api, store, { customer: customer() })
  await openAs(page, owner, store, `/checkouts/${reserved.id}`)
  await expect(page.getByRole('button', { name: 'Confirmar venta' })).toBeVisible()
  const other = await api.post(`/api/stores/${store}/checkouts/${reserved.id}/cancel`, { data: {} })
  expect(other.status()).toBe(204)
  await page.getByRole('button', { name: 'Confirmar venta' }).click()
  await expect(page.getByRole('alert')).toContainText('Mientras tanto pasó a cancelada')
  await expect(page.getByRole('button', { name: 'Confirmar venta' })).toBeHidden()
})

test('a new reservation appears by itself', async ({ page, api, store, owner }) => {
  await page.clock.install()
  const name = customer()
  await openAs(page, owner, store, `/checkouts?q=${encodeURIComponent(name)}`)
  await expect(page.getByRole('link', { name: /^Pendientes/ })).toBeVisible()
  await reserve(api, store, { customer: name })
  await expect(checkoutRow(page, name)).toHaveCount(0)
  await page.clock.runFor(16_000)
  await expect(checkoutRow(page, name)).toHaveCount(1)
})
