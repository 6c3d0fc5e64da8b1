/** Choosing with somebody: a link to choose together, one to look, and taking them back. */
import { expect, test } from '../support/fixtures.ts'
import { ownersApi } from './merchant-steps.ts'
import { makeLink, onAnotherPhone, quantity, saved } from './together-steps.ts'
import { buyable, choose, chooseOne, comeBackToTicket, standInForWhatsapp } from './window-steps.ts'

test('a link to choose together lets two fill one selection, leaves the guest’s own alone, and can be taken back', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one, theirs] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Elegir juntos')
  expect(address).toMatch(new RegExp(`/s/${store}/selection#with=[\\w-]{22}$`))

  const guest = await onAnotherPhone(browser, `/s/${store}/selection`)
  await choose(guest, store, theirs)
  await guest.goto(address)
  await guest.reload()
  await expect(guest.getByText('Están eligiendo juntos')).toBeVisible()
  expect(guest.url()).not.toContain('#')
  await expect(quantity(guest, one.name)).toHaveValue('1')
  await expect(quantity(guest, theirs.name)).toBeHidden()
  await expect(guest.getByRole('button', { name: 'Elegir con alguien' })).toBeHidden()
  await guest.getByRole('button', { name: 'Uno más' }).click()
  await page.keyboard.press('Escape')
  await expect(quantity(page, one.name)).toHaveValue('2')

  await page.getByRole('button', { name: 'Elegir con alguien' }).click()
  await page.getByRole('button', { name: 'Dejar de compartir' }).click()
  await expect(page.getByRole('button', { name: 'Crear enlace' })).toBeVisible()
  await expect(guest.getByText('Ya no comparten esta selección.')).toBeVisible()
  await guest.getByRole('button', { name: 'Volver a la mía' }).click()
  await expect(quantity(guest, theirs.name)).toHaveValue('1')
  await expect(quantity(guest, one.name)).toBeHidden()
  await guest.context().close()
})

test('a link to look shows what changes, lets nothing be changed, and can be copied', async ({
  page,
  request,
  store,
  browser,
}) => {
  const one = await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Solo mirar')
  await page.keyboard.press('Escape')

  const guest = await onAnotherPhone(browser, address)
  await expect(guest.getByRole('heading', { name: 'Lo que están eligiendo' })).toBeVisible()
  const line = guest.getByRole('listitem').filter({ hasText: one.name })
  await expect(line).toContainText('1 unidad')
  await expect(line.getByRole('button')).toHaveCount(0)
  await page.getByRole('button', { name: 'Uno más' }).click()
  await expect(line).toContainText('2 unidades')
  await guest.getByRole('button', { name: 'Copiar a mi selección' }).click()
  await expect(quantity(guest, one.name)).toHaveValue('2')
  await expect(guest.getByRole('heading', { name: 'Tu selección' })).toBeVisible()
  await quantity(guest, one.name).press('ArrowUp')
  await expect(quantity(page, one.name)).toHaveValue('2')
  await guest.context().close()
})

test('the sheet for sharing lies over the sheet of the selection, and Escape closes the one on top alone', async ({
  page,
  request,
  store,
}) => {
  await chooseOne(page, request, store)
  await page.getByRole('link', { name: /^Selección/ }).click()
  const below = page.getByRole('dialog', { name: 'Tu selección' })
  await expect(below.locator('.kept-where')).toHaveText(saved)
  await below.getByRole('button', { name: 'Elegir con alguien' }).click()
  const sheet = page.getByRole('dialog', { name: 'Elegir con alguien' })
  await expect(sheet.getByRole('button', { name: 'Crear enlace' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(below).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(below).toBeHidden()
})

test('what one of two has reserved is closed to the other, who goes on with a copy or when it is free again', async ({
  page,
  request,
  store,
  browser,
}) => {
  await standInForWhatsapp(page)
  const one = await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Elegir juntos')
  await page.keyboard.press('Escape')
  const guest = await onAnotherPhone(browser, address)
  await expect(quantity(guest, one.name)).toHaveValue('1')

  await page.getByLabel('Algo que quieras decir').fill('Para el sábado')
  await expect(guest.getByLabel('Algo que quieras decir')).toHaveValue('Para el sábado')
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  await expect(guest.getByText('Esta selección está reservada desde otro teléfono')).toBeVisible()
  await expect(guest.getByText('Guardada acá mientras está reservada')).toBeVisible()
  await expect(quantity(guest, one.name)).toBeHidden()
  await expect(guest.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })).toBeHidden()
  // who does not wait has the same as their own, with what is said with it
  const third = await onAnotherPhone(browser, address)
  await expect(third.getByText('Esta selección está reservada desde otro teléfono')).toBeVisible()
  await third.waitForLoadState('networkidle')
  await third.getByRole('button', { name: 'Seguir con una copia' }).click()
  await expect(quantity(third, one.name)).toHaveValue('1')
  await expect(third.getByLabel('Algo que quieras decir')).toHaveValue('Para el sábado')
  await expect(third.locator('.kept-where')).toHaveText(saved)
  await third.context().close()

  await page.getByRole('button', { name: 'Cancelar reserva' }).click()
  await page.getByRole('button', { name: 'Sí, cancelar' }).click()
  await expect(quantity(guest, one.name)).toHaveValue('1', { timeout: 20_000 })
  await expect(guest.locator('.kept-where')).toHaveText(saved)
  await guest.context().close()
})

test('what one of two has bought leaves the selection of the other when they ask for it, who goes on from there', async ({
  page,
  request,
  store,
  browser,
  baseURL,
  owner,
}) => {
  test.setTimeout(90_000)
  const api = await ownersApi(baseURL ?? '', owner)
  await standInForWhatsapp(page)
  const one = await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Elegir juntos')
  await page.keyboard.press('Escape')
  const guest = await onAnotherPhone(browser, address)
  await standInForWhatsapp(guest)
  await guest.reload()
  await guest.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(guest)
  const code = guest.url().split('/').at(-1)
  await expect(page.getByText('Esta selección está reservada desde otro teléfono')).toBeVisible()
  // who is let in meanwhile waits with the others
  await expect(page.getByRole('button', { name: 'Elegir con alguien' })).toBeEnabled()
  const sold = await api.post(`/api/stores/${store}/checkouts/${code}/confirm`, { data: {} })
  expect(sold.status()).toBe(200)
  await api.dispose()

  await expect(page.getByText('Lo reservado quedó confirmado')).toBeVisible({ timeout: 20_000 })
  await expect(quantity(page, one.name)).toHaveValue('1')
  await page.getByRole('button', { name: 'Ver cómo sigue' }).click()
  await expect(page.getByText('Todavía no elegiste nada.')).toBeVisible()
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  await expect(page.locator('.kept-where')).toHaveText(saved)
  // and the next one is another document, without what belongs to this one
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  await page.getByRole('button', { name: 'Empezar otra' }).click()
  await expect(page.getByRole('link', { name: 'Selección, vacía' })).toBeVisible()
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  await expect(page.locator('.kept-where')).toHaveText(saved)
  await guest.context().close()
})
