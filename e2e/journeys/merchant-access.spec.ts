import { randomUUID } from 'node:crypto'
import { expect, test } from '../support/fixtures.ts'
import { ownersApi, reserve, signIn } from './merchant-steps.ts'

test.use({ store: 'lizimportados' })

test('a session that ends elsewhere asks for the sign-in, and goes on where it was', async ({
  page,
  store,
  owner,
}) => {
  await page.clock.install()
  await page.goto(`/admin/${store}/stock`)
  await signIn(page, owner)
  await expect(page.getByRole('list', { name: 'Stock por variante' })).toBeVisible()
  await page.context().clearCookies()
  await page.clock.runFor(16_000)
  await expect(page.getByText('Tu sesión terminó.')).toBeVisible()
  await signIn(page, owner)
  await expect(page.getByRole('list', { name: 'Stock por variante' })).toBeVisible()
})

test('who may only look is told why the buttons do nothing; who is removed is out at once', async ({
  page,
  baseURL,
  store,
  owner,
}) => {
  const api = await ownersApi(baseURL ?? '', owner)
  const { id } = await reserve(api, store, { customer: `Clienta ${randomUUID().slice(0, 8)}` })
  const email = `mira-${randomUUID().slice(0, 8)}@vidriera.test`
  const made = await api.put(`/api/stores/${store}/members/${email}`, { data: { role: 'viewer' } })
  const { password, userId } = (await made.json()) as { password: string; userId: string }

  await page.clock.install()
  await page.goto(`/admin/${store}/checkouts/${id}`)
  await signIn(page, { email, password })
  await expect(page.getByRole('button', { name: 'Confirmar venta' })).toBeDisabled()
  await expect(page.getByText('Tu rol es de solo lectura')).toBeVisible()
  await page.getByRole('link', { name: 'Ajustes' }).click()
  await expect(page.getByRole('button', { name: 'Guardar ajustes' })).toBeDisabled()

  await page.getByRole('link', { name: 'Reservas' }).click()
  const removed = await api.delete(`/api/stores/${store}/members/${userId}`)
  expect(removed.status()).toBe(204)
  await page.clock.runFor(16_000)
  await expect(page.getByRole('heading', { name: 'Tu cuenta no tiene tiendas todavía.' })).toBeVisible()
})

test('settings are kept, and numbers that are none are not sent', async ({ page, store, owner }) => {
  await page.goto(`/admin/${store}/settings`)
  await signIn(page, owner)
  const units = page.getByLabel('Unidades de un artículo en una reserva')
  await units.fill('muchas')
  await page.getByRole('button', { name: 'Guardar ajustes' }).click()
  await expect(page.getByText('Revisá los números')).toBeVisible()
  await units.fill('21')
  await page.getByRole('button', { name: 'Guardar ajustes' }).click()
  await expect(page.getByText('Guardado. Vale para las reservas nuevas.')).toBeVisible()
  await page.reload()
  await expect(units).toHaveValue('21')
})
