/** A selection that is on more than one device: what the server has of it, and what the screen says of that. */
import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { buyable, choose, chooseOne, comeBackToTicket, standInForWhatsapp } from './window-steps.ts'

const where = (page: Page) => page.locator('.kept-where')
const saved = 'Guardada acá y en la tienda'

/** Another device that has the same selection. */
async function joinWith(page: Page, another: BrowserContext, store: string): Promise<Page> {
  const key = `vidriera:${store}:selection`
  const id = await page.evaluate((kept) => localStorage.getItem(kept), key)
  expect(id).toMatch(/^[\w-]{22}$/)
  await another.addInitScript(([kept, value]) => localStorage.setItem(kept ?? '', value ?? ''), [key, id])
  const joined = await another.newPage()
  await joined.goto(`/s/${store}/selection`)
  return joined
}

test('what is chosen is at the shop once the screen says so, and on a second device at once', async ({
  page,
  request,
  store,
  browser,
}) => {
  const one = await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  await expect(where(page)).toHaveText(saved)
  const phone = await browser.newContext()
  const joined = await joinWith(page, phone, store)
  const quantity = (on: Page) => on.getByRole('textbox', { name: `Cantidad de ${one.name}` })
  await expect(quantity(joined)).toHaveValue('1')
  await joined.getByRole('button', { name: 'Uno más' }).click()
  await expect(quantity(page)).toHaveValue('2')
  await expect(where(joined)).toHaveText(saved)
  await phone.close()
})

test('taps made on two devices without a connection both count; meanwhile each says where it is kept', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  await expect(where(page)).toHaveText(saved)
  const phone = await browser.newContext()
  const joined = await joinWith(page, phone, store)
  await expect(where(joined)).toHaveText(saved)
  for (const side of [page, joined]) await side.waitForLoadState('networkidle')
  const more = (on: Page) => on.getByRole('button', { name: 'Uno más' }).click()
  for (const side of [page, joined]) await side.context().setOffline(true)
  for (const side of [page, joined]) {
    await expect(where(side)).toHaveText(/^Guardada acá, sin conexión desde las \d\d:\d\d$/)
    await more(side)
  }
  await joined.getByRole('button', { name: 'Uno más' }).click()
  for (const side of [page, joined]) await side.context().setOffline(false)
  for (const side of [page, joined]) {
    await expect(side.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('4')
    await expect(where(side)).toHaveText(saved)
  }
  await phone.close()
})

test('who begins another one leaves the one it was to whoever else has it', async ({
  page,
  request,
  store,
  browser,
}) => {
  await standInForWhatsapp(page)
  const one = await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  await expect(where(page)).toHaveText(saved)
  const phone = await browser.newContext()
  const joined = await joinWith(page, phone, store)
  await expect(where(joined)).toHaveText(saved)
  const secondTab = await page.context().newPage()
  await secondTab.goto(`/s/${store}/selection`)
  await expect(where(secondTab)).toHaveText(saved)
  await page.bringToFront()
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  await page.getByRole('button', { name: 'Empezar otra' }).click()
  await expect(page.getByRole('link', { name: 'Selección, vacía' })).toBeVisible()
  await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  await expect(where(page)).toHaveText(saved)
  await expect(secondTab.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('1')
  await expect(where(secondTab)).toHaveText(saved)
  // there it is what was reserved, which nobody changes
  await expect(where(joined)).toHaveText('Guardada acá mientras está reservada')
  await expect(joined.getByRole('heading', { name: one.name })).toBeVisible()
  await expect(joined.getByText('1 unidad', { exact: true })).toBeVisible()
  await phone.close()
})

test('a tap in a tab whose line to the shop is dead reaches it through another tab', async ({
  page,
  request,
  store,
  browser,
}) => {
  const one = await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  await expect(where(page)).toHaveText(saved)
  const cut = await page.context().newPage()
  await cut.routeWebSocket(/\/sync\//, (socket) => void socket.close({ code: 1013 }))
  await cut.goto(`/s/${store}/selection`)
  const quantity = (on: Page) => on.getByRole('textbox', { name: `Cantidad de ${one.name}` })
  await expect(quantity(cut)).toHaveValue('1')
  await cut.getByRole('button', { name: 'Uno más' }).click()
  const phone = await browser.newContext()
  const joined = await joinWith(page, phone, store)
  await expect(quantity(joined)).toHaveValue('2')
  await expect(where(cut)).not.toHaveText(saved)
  await phone.close()
})
