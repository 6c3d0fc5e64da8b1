import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import {
  buyable,
  choose,
  chooseOne,
  comeBackToTicket,
  expectNoSideways,
  standInForWhatsapp,
} from './window-steps.ts'

test.use({ serviceWorkers: 'block' })

const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'Tu selección' })
/** Before its code is there it is a link to a page. */
const open = async (page: Page) => {
  await page.waitForLoadState('networkidle')
  await page.getByRole('link', { name: /^Selección, / }).click()
}

for (const [viewport, colorScheme] of [
  [{ width: 320, height: 640 }, 'dark'],
  [{ width: 390, height: 844 }, 'light'],
  [{ width: 1280, height: 800 }, 'light'],
] as const) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('the selection opens over the page, accessible, and gives the page back', async ({
      page,
      request,
      store,
    }) => {
      const one = await chooseOne(page, request, store)
      const address = page.url()
      await open(page)
      const sheet = sheetOf(page)
      await expect(sheet.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeInViewport()
      const box = await sheet.boundingBox()
      expect(Math.round((box?.x ?? 0) + (box?.width ?? 0))).toBe(viewport.width)
      expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(viewport.height)
      await expectNoSideways(page)
      // the lines keep the greater part of the screen
      const foot = await sheet.locator('.reserve-foot').boundingBox()
      expect(foot?.height).toBeLessThan(viewport.height * 0.27)
      await expectAccessible(page)
      await sheet.getByRole('button', { name: 'Uno más' }).click()
      await expect(sheet.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('2')
      await expect(sheet.getByText('cada uno')).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(sheet).toHaveCount(0)
      expect(page.url()).toBe(address)
      await expect(page.getByRole('link', { name: 'Selección, 2 unidades' })).toBeFocused()
    })
  })
}

test('a name in the sheet leads to its product, and the sheet is gone', async ({ page, request, store }) => {
  const one = await chooseOne(page, request, store)
  await page.goto(`/s/${store}/`)
  await open(page)
  await sheetOf(page).getByRole('link', { name: one.name }).click()
  await expect(page).toHaveURL(new RegExp(`/p/${one.slug}$`))
  await expect(sheetOf(page)).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: one.name })).toBeVisible()
})

test('the sheet follows the thumb, and is thrown away', async ({ page, store }) => {
  await page.goto(`/s/${store}/`)
  // until the page's code is there the link leads to the page of the selection
  await page.waitForLoadState('networkidle')
  await open(page)
  await expect(sheetOf(page).getByText('Todavía no elegiste nada.')).toBeVisible()
  await expect(sheetOf(page)).not.toHaveAttribute('data-transitioning')
  let box = await sheetOf(page).boundingBox()
  // on a busy machine it is still on its way up
  const stands = async () => {
    const before = box
    box = await sheetOf(page).boundingBox()
    return box?.y === before?.y
  }
  await expect.poll(stands, { intervals: [200] }).toBe(true)
  const top = (box?.y ?? 0) + 20
  const touch = await page.context().newCDPSession(page)
  const move = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 150, y }] })
  await move('touchStart', top)
  for (const by of [10, 60, 140]) await move('touchMove', top + by)
  await expect.poll(async () => (await sheetOf(page).boundingBox())?.y).toBeGreaterThan((box?.y ?? 0) + 100)
  for (const by of [220, 320]) await move('touchMove', top + by)
  await move('touchEnd')
  await expect(sheetOf(page)).toHaveCount(0)
})

test('with a modifier, and on its own page, the selection is a link like any other', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  const tab = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Selección, vacía' }).click({ modifiers: ['ControlOrMeta'] })
  const other = await tab
  await expect(other).toHaveURL(new RegExp(`/s/${store}/selection$`))
  await expect(sheetOf(page)).toHaveCount(0)
})

test('one press from the sheet reserves; another selection is begun and the reservation keeps its link', async ({
  page,
  request,
  store,
}) => {
  await standInForWhatsapp(page)
  const one = await chooseOne(page, request, store)
  await open(page)
  await sheetOf(page).getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  const ticket = page.url()
  await page.goto(`/s/${store}/`)
  await open(page)
  const sheet = sheetOf(page)
  await expect(sheet.getByText('Si empezás otra, queda guardada en su enlace.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Empezar otra' }).click()
  await expect(sheet.getByText('Todavía no elegiste nada.')).toBeVisible()
  await expect(sheet.getByText('Tu reserva anterior sigue guardada hasta')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Tenés una reserva hasta')).toHaveCount(0)
  await choose(page, store, one)
  await open(page)
  await sheet.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  expect(page.url()).not.toBe(ticket)
  await page.goto(ticket)
  await expect(page.getByRole('status').filter({ hasText: 'Guardado para vos' })).toBeVisible()
})

test('from the ticket another selection is begun too, in the window, and the ticket stays', async ({
  page,
  request,
  store,
}) => {
  await standInForWhatsapp(page)
  await chooseOne(page, request, store)
  await open(page)
  await sheetOf(page).getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  await expect(page.getByText('Esta sigue guardada en su enlace.')).toBeVisible()
  const ticket = page.url()
  await page.getByRole('button', { name: 'Empezar otra' }).click()
  await expect(page).toHaveURL(new RegExp(`/s/${store}/$`))
  await expect(page.getByRole('link', { name: 'Selección, vacía' })).toBeVisible()
  await page.goto(ticket)
  await expect(page.getByRole('status').filter({ hasText: 'Guardado para vos' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Empezar otra' })).toHaveCount(0)
})

test('a shop in pause offers no button to reserve', async ({ page, request, store }) => {
  await page.route(/\/api\/stores\/[a-z]+\/store(\?|$)/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...((await response.json()) as object), status: 'inactive' } })
  })
  await chooseOne(page, request, store)
  // where the page is made in the browser it asks for the store itself
  await page.goto('/s/lizimportados/')
  await page.waitForLoadState('networkidle')
  await page.evaluate((address) => {
    const link = Object.assign(document.createElement('a'), { href: address })
    document.querySelector('main')?.append(link)
    link.click()
  }, `/s/${store}/selection`)
  await expect(page.getByText('no toma reservas por ahora')).toBeVisible()
  await expect(page.getByRole('button', { name: /Reservar/ })).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Tu nombre' })).toHaveCount(0)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('exactly once: what was said with a press whose answer was lost is said again after a reload, under the same key', async ({
  page,
  request,
  store,
}) => {
  await standInForWhatsapp(page)
  await chooseOne(page, request, store)
  const presses: { key: string | undefined; note: string }[] = []
  await page.route('**/checkouts', async (route) => {
    const { note } = route.request().postDataJSON() as { note: string }
    presses.push({ key: route.request().headers()['idempotency-key'], note })
    if (presses.length > 1) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await page.goto(`/s/${store}/selection`)
  const note = () => page.getByRole('textbox', { name: 'Algo que quieras decir' })
  await note().fill('Para regalo')
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await expect(page.getByRole('alert')).toContainText('no se reserva dos veces')
  await page.reload()
  await expect(note()).toHaveValue('Para regalo')
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  expect(presses).toHaveLength(2)
  expect(presses[1]).toEqual(presses[0])
  await choose(page, store, (await buyable(request, store))[1] ?? { slug: '' })
  await page.goto(`/s/${store}/selection`)
  await expect(note()).toHaveValue('Para regalo')
})
