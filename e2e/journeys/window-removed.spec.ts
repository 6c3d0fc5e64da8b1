/** What is no longer sold leaves a selection for everybody who is in it, and can come back. */
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect } from '../support/fixtures.ts'
import { importProduct, publish, test } from './merchant-steps.ts'
import { choose } from './window-steps.ts'

const saved = (page: Page) => expect(page.locator('.kept-where')).toHaveText('Guardada acá y en la tienda')
const quantity = (page: Page, name: string) => page.getByRole('textbox', { name: `Cantidad de ${name}` })
const oneMore = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Uno más' }).click()
const notice = (page: Page) => page.getByRole('alert')

/** Two products that are sold here alone, chosen and open on two phones. */
async function onTwoPhones(
  page: Page,
  browser: Browser,
  api: APIRequestContext,
  store: string,
  prepare: (other: Page) => Promise<void> = () => Promise.resolve(),
) {
  const [one, two] = [await importProduct(api, store, 5), await importProduct(api, store, 5)]
  await choose(page, store, one)
  await choose(page, store, two)
  await page.goto(`/s/${store}/selection`)
  await saved(page)
  const key = `vidriera:${store}:selection`
  const id = await page.evaluate((kept) => localStorage.getItem(kept), key)
  const phone = await browser.newContext({ locale: 'es-AR' })
  await phone.addInitScript(([kept, value]) => localStorage.setItem(kept ?? '', value ?? ''), [key, id])
  const other = await phone.newPage()
  await prepare(other)
  await other.goto(`/s/${store}/selection`)
  await expect(quantity(other, one.name)).toHaveValue('1')
  await saved(other)
  return { one, two, other }
}

test('what a merchant hides leaves the selection of both, each is told once and why, and puts it back when it is shown again', async ({
  page,
  browser,
  api,
  store,
}) => {
  test.setTimeout(90_000)
  const { one, two, other } = await onTwoPhones(page, browser, api, store)
  await oneMore(page, one.name)
  await expect(quantity(other, one.name)).toHaveValue('2')
  await publish(api, store, one, false)
  for (const screen of [page, other]) {
    await expect(notice(screen)).toContainText(`${one.name}, no está en la vidriera por ahora.`, {
      timeout: 20_000,
    })
    await expect(notice(screen).getByRole('listitem')).toHaveCount(1)
    await expect(quantity(screen, one.name)).toBeHidden()
    await expect(quantity(screen, two.name)).toHaveValue('1')
    await expect(screen.getByRole('link', { name: 'Selección, 1 unidad' })).toBeVisible()
  }
  // it is of the selection, not of the page; and what one has read the other still has to read
  await other.reload()
  await expect(notice(other)).toContainText(one.name)
  await other.getByRole('button', { name: 'Entendido' }).click()
  await expect(notice(other)).toHaveCount(0)
  await other.reload()
  await expect(quantity(other, two.name)).toHaveValue('1')
  await expect(notice(other)).toHaveCount(0)

  await publish(api, store, one, true)
  await expect(notice(page)).toContainText(`${one.name}, ya se vende otra vez.`, { timeout: 20_000 })
  await expectAccessible(page)
  await page.getByRole('button', { name: `Volver a poner ${one.name}` }).click()
  await expect(notice(page)).toHaveCount(0)
  for (const screen of [page, other]) await expect(quantity(screen, one.name)).toHaveValue('2')
  await saved(page)
  await page.reload()
  await expect(quantity(page, one.name)).toHaveValue('2')
  await expect(notice(page)).toHaveCount(0)
  await other.context().close()
})

test('who was away is told as well, also of what they have added meanwhile', async ({
  page,
  browser,
  api,
  store,
}) => {
  test.setTimeout(90_000)
  const { one, two, other } = await onTwoPhones(page, browser, api, store)
  await other.context().setOffline(true)
  await expect(other.locator('.kept-where')).toHaveText(/sin conexión desde/)
  await publish(api, store, one, false)
  await expect(notice(page)).toContainText(one.name, { timeout: 20_000 })
  await oneMore(other, one.name)
  await expect(quantity(other, one.name)).toHaveValue('2')
  await other.context().setOffline(false)
  await expect(notice(other)).toContainText(`${one.name}, no está en la vidriera por ahora.`, {
    timeout: 20_000,
  })
  await expect(notice(other).getByRole('listitem')).toHaveCount(1)
  for (const screen of [page, other]) {
    await expect(quantity(screen, one.name)).toBeHidden()
    await expect(quantity(screen, two.name)).toHaveValue('1')
    await expect(screen.getByRole('link', { name: 'Selección, 1 unidad' })).toBeVisible()
  }
  await saved(other)
  await other.context().close()
})

test('two who put the same thing back at once put it back once', async ({ page, browser, api, store }) => {
  test.setTimeout(90_000)
  let letThrough: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letThrough = resolve))
  let isHolding = false
  const { one, other } = await onTwoPhones(page, browser, api, store, (phone) =>
    phone.routeWebSocket(/\/sync\//, (socket) => {
      socket.connectToServer().onMessage((message) => {
        if (isHolding) void held.then(() => socket.send(message))
        else socket.send(message)
      })
    }),
  )
  await publish(api, store, one, false)
  for (const screen of [page, other])
    await expect(notice(screen)).toContainText(one.name, { timeout: 20_000 })
  await publish(api, store, one, true)
  const putBack = (screen: Page) => screen.getByRole('button', { name: `Volver a poner ${one.name}` })
  for (const screen of [page, other]) await expect(putBack(screen)).toBeVisible({ timeout: 20_000 })
  // the other phone hears of nothing more for now
  isHolding = true
  await putBack(page).click()
  await expect(quantity(page, one.name)).toHaveValue('1')
  const answered = other.waitForResponse(/put-back$/)
  await putBack(other).click()
  await answered
  letThrough()
  isHolding = false
  await expect(quantity(other, one.name)).toHaveValue('1')
  await oneMore(other, one.name)
  for (const screen of [page, other]) {
    await expect(quantity(screen, one.name)).toHaveValue('2')
    await expect(notice(screen)).toHaveCount(0)
  }
  await other.context().close()
})
