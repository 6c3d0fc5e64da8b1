import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect } from '../support/fixtures.ts'
import { balancesOf, buy, importProduct, openAs, reserve, test } from './merchant-steps.ts'

const mark = randomUUID().slice(0, 8)

async function move(page: Page, kind: 'Recibir' | 'Ajustar' | 'Contar', amount: number): Promise<void> {
  await page.getByRole('radio', { name: kind }).check()
  await page.getByLabel('Unidades').fill(String(amount))
  await page.getByLabel('Motivo').fill(`${mark} ${kind}`)
  await page.getByRole('button', { name: kind === 'Contar' ? 'Guardar conteo' : kind, exact: true }).click()
}

test('stock is received, adjusted and counted, and the log has each', async ({ page, api, store, owner }) => {
  const reserved = await reserve(api, store, {
    customer: `Cliente ${randomUUID().slice(0, 8)}`,
    quantity: 2,
  })
  const before = await balancesOf(api, store, reserved)
  await openAs(page, owner, store, `/stock/${reserved.variantId}?q=${encodeURIComponent(reserved.name)}`)
  const detail = page.getByRole('article')
  await expect(detail.getByRole('heading', { name: reserved.name })).toBeVisible()
  await expect(detail.getByRole('link', { name: /^2 unidades, hasta/ })).toBeVisible()

  await move(page, 'Recibir', 5)
  await expect(page.getByText(`Guardado: ${before.onHand + 5} en mano.`)).toBeVisible()
  await move(page, 'Ajustar', -1)
  await expect(page.getByText(`Guardado: ${before.onHand + 4} en mano.`)).toBeVisible()
  await move(page, 'Contar', before.onHand)
  await expect(page.getByText(`Guardado: ${before.onHand} en mano.`)).toBeVisible()
  for (const kind of ['Recibir', 'Ajustar', 'Contar']) {
    await expect(detail.getByRole('row').filter({ hasText: `${mark} ${kind}` })).toContainText('vos')
  }

  await move(page, 'Contar', 0)
  const alert = page.getByRole('alert').filter({ hasText: 'Hay más reservado' })
  await expect(alert.getByRole('link')).toHaveCount(1)
  expect(await balancesOf(api, store, reserved)).toEqual(before)
})

test('a count that others have overtaken is refused, and starts again from what there is', async ({
  page,
  api,
  store,
  owner,
}) => {
  const reserved = await reserve(api, store, { customer: `Cliente ${randomUUID().slice(0, 8)}` })
  const { onHand } = await balancesOf(api, store, reserved)
  await openAs(page, owner, store, `/stock/${reserved.variantId}?q=${encodeURIComponent(reserved.name)}`)
  await expect(page.getByRole('radio', { name: 'Contar' })).toBeVisible()
  const meanwhile = await api.post(`/api/stores/${store}/variants/${reserved.variantId}/stock`, {
    data: { delta: 3, reason: 'llegó mercadería' },
  })
  expect(meanwhile.status()).toBe(200)
  await move(page, 'Contar', onHand + 1)
  await expect(page.getByRole('alert')).toContainText(`ahora hay ${onHand + 3} en mano`)
  await page.getByRole('button', { name: 'Guardar conteo' }).click()
  await expect(page.getByText(`Guardado: ${onHand + 1} en mano.`)).toBeVisible()
})

test('selling on order stays on while more is promised than there is, and the page says to whom', async ({
  page,
  api,
  store,
  owner,
}) => {
  const { variantId, name } = await importProduct(api, store, 1)
  const rules = `/api/stores/${store}/variants/${variantId}/stock`
  expect((await api.patch(rules, { data: { backorder: true } })).status()).toBe(204)
  await buy(api, store, { variantId, quantity: 4, customer: 'Quien encarga' })
  await openAs(page, owner, store, `/stock/${variantId}?q=${encodeURIComponent(name)}`)
  await page.getByLabel('Vender por encargo').uncheck()
  await page.getByRole('button', { name: 'Guardar', exact: true }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'Ya hay más prometido que en mano' })
  await alert.getByRole('link', { name: /^4 unidades, hasta/ }).click()
  await expect(page.getByRole('article')).toContainText('Quien encarga')
})

test('an amount that is none, and a change without a reason, are not sent', async ({
  page,
  store,
  owner,
}) => {
  await openAs(page, owner, store, '/stock')
  await page.getByRole('list', { name: 'Stock por variante' }).getByRole('link').first().click()
  await page.getByLabel('Unidades').fill('1,5')
  await page.getByRole('button', { name: 'Recibir', exact: true }).click()
  await expect(page.getByText('Poné un número entero.')).toBeVisible()
  await page.getByLabel('Unidades').fill('2')
  await expect(page.getByText(/en mano, \d+ libres?\.$/)).toBeVisible()
  await page.getByRole('button', { name: 'Recibir', exact: true }).click()
  await expect(page.getByText('Poné un motivo: queda en el registro.')).toBeVisible()
})

test('on a desk the list scrolls in its pane, and the page does not scroll behind it', async ({
  page,
  store,
  owner,
}) => {
  await page.setViewportSize({ width: 1280, height: 600 })
  await openAs(page, owner, store, '/stock')
  const list = page.getByRole('list', { name: 'Stock por variante' })
  await expect(list.getByRole('link').first()).toBeVisible()
  const heights = await page.evaluate(() => [document.documentElement.scrollHeight, window.innerHeight])
  expect(heights[0]).toBe(heights[1])
})
