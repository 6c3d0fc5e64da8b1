import { expectAccessible } from '../support/accessible.ts'
import { addStore } from '../support/command.ts'
import { expect } from '../support/fixtures.ts'
import { buy, importProduct, openAs, test } from './merchant-steps.ts'
import { choose, expectNoSideways } from './window-steps.ts'

const screens = [
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'light', viewport: { width: 320, height: 640 } },
] as const

test('what is looked at is counted from step to step, by day and by product', async ({
  page,
  browser,
  baseURL,
  api,
  owner,
}) => {
  test.slow()
  const store = addStore('Con visitas')
  const { name, variantId } = await importProduct(api, store, 5)
  await openAs(page, owner, store, '/visits')
  await expect(page.getByText('En estos días no entró nadie.')).toBeVisible()
  await expectAccessible(page)

  const shopper = await browser.newContext({ baseURL: baseURL ?? '' })
  const window = await shopper.newPage()
  await window.goto(`/s/${store}/`)
  await window.getByRole('link', { name }).first().click()
  await expect(window.getByRole('heading', { name })).toBeVisible()
  await choose(window, store, { slug: new URL(window.url()).pathname.split('/').at(-1) ?? '' })
  const { id } = await buy(api, store, { variantId, quantity: 1, customer: 'Ana' })
  expect((await api.post(`/api/stores/${store}/checkouts/${id}/confirm`, { data: {} })).status()).toBe(200)
  await buy(api, store, { variantId, quantity: 1, customer: 'Beto' })
  await shopper.close()
  const today = async () => {
    const answer = await api.get(`/api/stores/${store}/visits?days=7`)
    const { days } = (await answer.json()) as { days: unknown[] }
    return days.at(-1)
  }
  // written together, every few seconds
  await expect.poll(today, { timeout: 15_000 }).toMatchObject({ window: 1, product: 2, selected: 1 })

  await page.getByRole('link', { name: '30 días' }).click()
  await expect(page.getByRole('heading', { name: 'Últimos 30 días' })).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveText([
    /^1Visitas$/,
    /^2Productos mirados2 por visita$/,
    /^1Elegidos50\s?% de los mirados$/,
    /^2Reservas2 por elegido$/,
    /^1Ventas50\s?% de las reservas$/,
  ])
  await expect(page.getByRole('img', { name: /^Visitas: a lo sumo 1, el / })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Reservas: a lo sumo 2, el / })).toBeVisible()
  await page.getByText('Ver los números').click()
  const byDay = page.getByRole('region', { name: 'Día por día' }).getByRole('row')
  await expect(byDay).toHaveCount(31)
  await expect(byDay.nth(1).getByRole('cell')).toHaveText(['1', '2', '1', '2', '1'])
  const product = page.getByRole('row').filter({ hasText: name })
  await expect(product.getByRole('cell')).toHaveText(['2', '1', '2', '1'])
  for (const { colorScheme, viewport } of screens) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(viewport)
    await expectAccessible(page)
    await expectNoSideways(page)
  }
  await product.getByRole('link').click()
  await expect(page.getByRole('list', { name: 'Stock por variante' }).getByRole('link')).toHaveCount(1)
})

test('a store that does not count says so, and leads to where that is changed', async ({ page, owner }) => {
  const store = addStore('Sin contar')
  await openAs(page, owner, store, '/settings')
  const counts = page.getByLabel('Contar cuánto se mira la vidriera')
  await counts.uncheck()
  await page.getByRole('button', { name: 'Guardar ajustes' }).click()
  await expect(page.getByText('Guardado. Vale para las reservas nuevas.')).toBeVisible()
  await page.getByRole('link', { name: 'Visitas' }).click()
  await expect(page.getByText('Las visitas no se cuentan')).toBeVisible()
  await expect(page.getByText('En estos días no entró nadie.')).toBeHidden()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Cambiarlo en Ajustes' }).click()
  await expect(counts).toBeFocused()
  await counts.check()
  await page.getByRole('button', { name: 'Guardar ajustes' }).click()
  await expect(page.getByText('Guardado. Vale para las reservas nuevas.')).toBeVisible()
  await page.getByRole('link', { name: 'Visitas' }).click()
  await expect(page.getByText('En estos días no entró nadie.')).toBeVisible()
  await expect(page.getByText('Las visitas no se cuentan')).toBeHidden()
})

test('visits that cannot be read are said to be missing, and asked for again', async ({ page, owner }) => {
  const store = addStore('Sin red')
  await openAs(page, owner, store, '/stock')
  await page.route('**/api/**/visits?days=*', (route) => route.abort())
  await page.getByRole('link', { name: 'Visitas' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Sin conexión' })).toBeVisible()
  await page.unroute('**/api/**/visits?days=*')
  await page.getByRole('button', { name: 'Probar otra vez' }).click()
  await expect(page.getByText('En estos días no entró nadie.')).toBeVisible()
})
