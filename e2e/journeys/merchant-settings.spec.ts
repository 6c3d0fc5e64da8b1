import { randomUUID } from 'node:crypto'
import { addStore } from '../support/command.ts'
import { expect, test } from '../support/fixtures.ts'
import { importProduct, ownersApi, signIn } from './merchant-steps.ts'

test('settings are kept, and numbers that are none are not sent', async ({ page, owner }) => {
  await page.goto(`/admin/${addStore('Con ajustes')}/settings`)
  await signIn(page, owner)
  const units = page.getByLabel('Unidades de un artículo en una reserva')
  await units.fill('muchas')
  await page.getByRole('button', { name: 'Guardar ajustes' }).click()
  await expect(page.getByText('Revisá los números')).toBeVisible()
  await units.fill('21')
  await page.getByLabel('Mensaje de WhatsApp').fill('Hola {nombre}')
  await page.getByRole('button', { name: 'Guardar ajustes' }).click()
  await expect(page.getByText('{nombre} no es de las que conocemos')).toBeVisible()
  await page.getByLabel('Mensaje de WhatsApp').fill('Hola {greeting}')
  await page.getByRole('button', { name: 'Guardar ajustes' }).click()
  await expect(page.getByText('Guardado. Vale para las reservas nuevas.')).toBeVisible()
  await page.reload()
  await expect(units).toHaveValue('21')
})

test('the store says something else of itself, and the window with it', async ({ page, owner }) => {
  const store = addStore('Antes')
  await page.goto(`/admin/${store}/settings`)
  await signIn(page, owner)
  const save = page.getByRole('button', { name: 'Guardar datos' })
  await page.getByLabel('WhatsApp', { exact: true }).fill('15 5555 0100')
  await save.click()
  await expect(page.getByRole('alert').filter({ hasText: 'El número va con código de país' })).toBeVisible()
  await expect(page.getByLabel('WhatsApp', { exact: true })).toBeFocused()
  await page.getByLabel('WhatsApp', { exact: true }).fill('+54 9 11 5555-0188')
  await page.getByLabel('Nombre').fill('Después')
  await page.getByLabel('Una línea que la presente').fill('Cosas que duran')
  await page.getByLabel('Zona horaria').fill('America/Montevideo')
  await save.click()
  await expect(page.getByText('Guardado. Ya se ve en la vidriera.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Tienda' })).toContainText('Después')
  await page.reload()
  await expect(page.getByLabel('WhatsApp', { exact: true })).toHaveValue('+5491155550188')
  await page.goto(`/s/${store}/`)
  await expect(page.getByRole('link', { name: 'Después' })).toBeVisible()
})

test('the week is written down day by day, and what overlaps is not kept', async ({
  page,
  baseURL,
  owner,
}) => {
  const store = addStore('Con horario')
  await page.goto(`/admin/${store}/settings`)
  await signIn(page, owner)
  const save = page.getByRole('button', { name: 'Guardar horario' })
  await page.getByLabel('Mostrar el horario').check()
  await page.getByRole('button', { name: 'Agregar horario el lunes' }).click()
  await page.getByLabel('Lunes, hasta').fill('08:00')
  await save.click()
  await expect(page.getByText('Lunes: cada horario tiene que terminar después de empezar')).toBeVisible()
  await page.getByLabel('Lunes, hasta').fill('13:00')
  await page.getByRole('button', { name: 'Agregar horario el lunes' }).click()
  await page.getByRole('button', { name: 'Repetir el lunes' }).click()
  await page.getByRole('button', { name: 'Quitar el de las 14:00, viernes' }).click()
  await save.click()
  await expect(page.getByText('Horario guardado.')).toBeVisible()
  const api = await ownersApi(baseURL ?? '', owner)
  const { hours } = (await (await api.get(`/api/stores/${store}/store`)).json()) as { hours: unknown }
  const morning = { from: '09:00', to: '13:00' }
  const afternoon = { from: '14:00', to: '18:00' }
  expect(hours).toMatchObject({
    mon: [morning, afternoon],
    thu: [morning, afternoon],
    fri: [morning],
    sat: [],
  })
  await page.getByLabel('Mostrar el horario').uncheck()
  await save.click()
  await expect(page.getByText(/^Hoy en la vidriera/)).toBeHidden()
})

test('two colours and a typeface are tried before they are kept', async ({ page, baseURL, owner }) => {
  const store = addStore('Con colores')
  await page.goto(`/admin/${store}/settings`)
  await signIn(page, owner)
  await page.getByLabel('Fondo').fill('#ffffff')
  await page.getByLabel('Color de la tienda').fill('#ffee00')
  await expect(page.getByText('Corrimos un poco tu color').first()).toBeVisible()
  await page.getByRole('radio', { name: 'Elegante' }).check()
  await page.getByRole('button', { name: 'Guardar colores' }).click()
  await expect(page.getByText('Guardado. La vidriera ya los usa.')).toBeVisible()
  const api = await ownersApi(baseURL ?? '', owner)
  const themeOf = async () =>
    ((await (await api.get(`/api/stores/${store}/store`)).json()) as { theme: unknown }).theme
  expect(await themeOf()).toEqual({ ground: '#ffffff', accent: '#ffee00', typeface: 'didone' })
  await page.getByRole('button', { name: 'Volver a los de siempre' }).click()
  await expect(page.getByRole('radio', { name: 'Editorial' })).toBeChecked()
  expect(await themeOf()).toBeNull()
})

test('a store is paused and closed: who looks is told, and its people go on', async ({
  page,
  browser,
  baseURL,
  owner,
}) => {
  const store = addStore('De vacaciones')
  const api = await ownersApi(baseURL ?? '', owner)
  const { variantId } = await importProduct(api, store, 3)
  const reserve = async () => {
    const answer = await api.post(`/api/stores/${store}/checkouts`, {
      headers: { 'idempotency-key': randomUUID() },
      data: { items: [{ variantId, quantity: 1 }] },
    })
    return [answer.status(), ((await answer.json()) as { code: string }).code]
  }
  await page.goto(`/admin/${store}/settings`)
  await signIn(page, owner)
  const become = async (name: string) => {
    await page.getByRole('radio', { name }).check()
    await page.getByRole('button', { name: 'Cambiar estado' }).click()
    await expect(page.getByText(`La tienda está ${name.toLowerCase()}.`, { exact: true })).toBeVisible()
  }
  await become('En pausa')
  await expect(page.getByText('la vidriera se mira y nadie reserva.').first()).toBeVisible()
  expect(await reserve()).toEqual([409, 'store-inactive'])

  await become('Cerrada')
  expect(await reserve()).toEqual([403, 'store-unavailable'])
  const shopper = await browser.newContext({ baseURL: baseURL ?? '' })
  const held = {
    code: 'a'.repeat(22),
    expiresAt: '2999-01-01T12:00:00Z',
    timeZone: 'America/Argentina/Salta',
  }
  const kept = [`vidriera:${store}:pending`, JSON.stringify(held)] as const
  await shopper.addInitScript(([key, value]) => localStorage.setItem(key, value), kept)
  const window = await shopper.newPage()
  const closed = await window.goto(`/s/${store}/`)
  expect(closed?.status()).toBe(403)
  // whose it is, what stays, and what can be done
  await expect(window.getByText('De vacaciones', { exact: true })).toBeVisible()
  await expect(window.getByText('Lo que reservaste queda guardado hasta su hora')).toBeVisible()
  await expect(window.getByText(/^Tenés una reserva hasta/)).toBeVisible()
  await expect(window.getByRole('link', { name: 'Escribinos por WhatsApp' })).toBeVisible()
  await expect(window.getByRole('button', { name: 'Probar otra vez' })).toBeVisible()
  await page.getByRole('link', { name: 'Stock' }).click()
  await expect(page.getByRole('list', { name: 'Stock por variante' }).getByRole('link')).toHaveCount(1)
  await page.getByRole('link', { name: 'Ajustes' }).click()
  await become('Abierta')
  expect((await reserve())[0]).toBe(201)
  await shopper.close()
})
