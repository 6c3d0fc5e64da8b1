/** What a sale leaves of a selection that several choose: everybody goes on in it, and nobody loses what they added. */
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { ownersApi } from './merchant-steps.ts'
import { makeLink, onAnotherPhone, quantity, saved } from './together-steps.ts'
import { buyable, choose, comeBackToTicket, standInForWhatsapp } from './window-steps.ts'

const ownId = (page: Page, store: string) =>
  page.evaluate((key) => localStorage.getItem(key), `vidriera:${store}:selection`)

/** Reserves what the page shows, and has the shop confirm it. */
async function buy(page: Page, sell: (code: string) => Promise<void>): Promise<void> {
  await standInForWhatsapp(page)
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  await sell(page.url().split('/').at(-1) ?? '')
}

type Selling = { baseURL: string | undefined; owner: { email: string; password: string }; store: string }
const sellerOf =
  ({ baseURL, owner, store }: Selling) =>
  async (code: string) => {
    const api = await ownersApi(baseURL ?? '', owner)
    const sold = await api.post(`/api/stores/${store}/checkouts/${code}/confirm`, { data: {} })
    expect(sold.status()).toBe(200)
    await api.dispose()
  }

test.describe.configure({ timeout: 90_000 })

test('after a sale both go on in the same selection, without what was sold', async ({
  page,
  request,
  store,
  browser,
  baseURL,
  owner,
}) => {
  const [one, other] = await buyable(request, store)
  await choose(page, store, one)
  await choose(page, store, other)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Elegir juntos')
  await page.keyboard.press('Escape')
  const id = await ownId(page, store)
  const guest = await onAnotherPhone(browser, address)
  await expect(quantity(guest, one.name)).toHaveValue('1')
  // and another one is chosen while they are reserved
  await buy(page, async (code) => {
    await page.goto(`/s/${store}/selection`)
    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: 'Uno más' }).first().click()
    await expect(quantity(page, one.name)).toHaveValue('2')
    await sellerOf({ baseURL, owner, store })(code)
  })

  await expect(quantity(page, other.name)).toBeHidden({ timeout: 20_000 })
  await expect(quantity(page, one.name)).toHaveValue('1')
  await expect(page.locator('.kept-where')).toHaveText(saved)
  expect(await ownId(page, store)).toBe(id)
  await guest.getByRole('button', { name: 'Ver cómo sigue' }).click()
  await expect(quantity(guest, other.name)).toBeHidden()
  await expect(quantity(guest, one.name)).toHaveValue('1')
  await expect(guest.locator('.kept-where')).toHaveText(saved)
  await guest.getByRole('button', { name: 'Uno más' }).click()
  await expect(quantity(page, one.name)).toHaveValue('2')
  await guest.context().close()
})

for (const takes of [true, false]) {
  test(`what a guest added without a connection before a sale is offered line by line, and ${takes ? 'added with one tap' : 'left with another'}`, async ({
    page,
    request,
    store,
    browser,
    baseURL,
    owner,
  }) => {
    const [one, other] = await buyable(request, store)
    await choose(page, store, one)
    await choose(page, store, other)
    await page.goto(`/s/${store}/selection`)
    const address = await makeLink(page, 'Elegir juntos')
    await page.keyboard.press('Escape')
    const guest = await onAnotherPhone(browser, address)
    await expect(guest.locator('.kept-where')).toHaveText(saved)
    await expect(quantity(guest, one.name)).toHaveValue('1')
    await guest.context().setOffline(true)
    const more = guest.getByRole('button', { name: 'Uno más' }).first()
    for (const value of ['2', '3']) {
      await more.click()
      await expect(guest.getByRole('textbox', { name: /^Cantidad/ }).first()).toHaveValue(value)
    }
    // and what the others have taken out meanwhile is no addition of theirs
    await page.getByRole('button', { name: `Sacar ${other.name}` }).click()
    await expect(quantity(page, other.name)).toBeHidden()
    await buy(page, sellerOf({ baseURL, owner, store }))

    await guest.context().setOffline(false)
    const notice = guest.getByRole('status').filter({ hasText: 'Lo reservado quedó confirmado' })
    await expect(notice).toContainText('Mientras tanto vos habías agregado')
    await expect(notice.getByRole('listitem')).toHaveText([`${one.name}, 2 unidades`])
    await notice.getByRole('button', { name: takes ? 'Sumarlo y seguir' : 'Dejarlo y seguir' }).click()
    await expect(notice).toBeHidden()
    if (takes) {
      await expect(quantity(guest, one.name)).toHaveValue('2')
      await page.goto(`/s/${store}/selection`)
      await expect(quantity(page, one.name)).toHaveValue('2')
    } else await expect(guest.getByText('Todavía no elegiste nada.')).toBeVisible()
    await guest.context().close()
  })
}

for (const takes of [true, false]) {
  test(`what a guest took out without a connection before a sale of the rest is offered as well, and ${takes ? 'taken out for all with one tap' : 'stays with another'}`, async ({
    page,
    request,
    store,
    browser,
    baseURL,
    owner,
  }) => {
    const [one, other] = await buyable(request, store)
    await choose(page, store, one)
    await choose(page, store, other)
    await page.goto(`/s/${store}/selection`)
    const address = await makeLink(page, 'Elegir juntos')
    await page.keyboard.press('Escape')
    const guest = await onAnotherPhone(browser, address)
    await expect(guest.locator('.kept-where')).toHaveText(saved)
    await expect(quantity(guest, one.name)).toHaveValue('1')
    await guest.context().setOffline(true)
    await guest.getByRole('button', { name: `Sacar ${one.name}` }).click()
    await expect(quantity(guest, one.name)).toBeHidden()
    // the other one alone is sold
    const made = await request.post(`/api/stores/${store}/checkouts`, {
      headers: { 'idempotency-key': randomUUID() },
      data: {
        items: [{ variantId: other.variants[0]?.id, quantity: 1 }],
        selectionId: await ownId(page, store),
      },
    })
    expect(made.status(), await made.text()).toBe(201)
    await sellerOf({ baseURL, owner, store })(((await made.json()) as { code: string }).code)

    await guest.context().setOffline(false)
    const notice = guest.getByRole('status').filter({ hasText: 'Lo reservado quedó confirmado' })
    await expect(notice).toContainText('Mientras tanto vos habías sacado')
    await expect(notice.getByRole('listitem')).toHaveText([`${one.name}, 1 unidad`])
    await notice.getByRole('button', { name: takes ? 'Sacarlo y seguir' : 'Seguir sin cambiar nada' }).click()
    await expect(notice).toBeHidden()
    // a selection that is reserved is asked for every ten seconds
    await expect(page.getByText('Lo reservado quedó confirmado')).toBeVisible({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Ver cómo sigue' }).click()
    for (const screen of [page, guest]) {
      if (takes) await expect(screen.getByText('Todavía no elegiste nada.')).toBeVisible()
      else await expect(quantity(screen, one.name)).toHaveValue('1')
      await expect(quantity(screen, other.name)).toBeHidden()
    }
    await guest.context().close()
  })
}

test('who looks on sees how it goes on after a sale', async ({
  page,
  request,
  store,
  browser,
  baseURL,
  owner,
}) => {
  const [one, other] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  const address = await makeLink(page, 'Solo mirar')
  await page.keyboard.press('Escape')
  const looking = await onAnotherPhone(browser, address)
  const line = (name: string) => looking.getByRole('listitem').filter({ hasText: name })
  await expect(line(one.name)).toContainText('1 unidad')
  await buy(page, sellerOf({ baseURL, owner, store }))
  await expect(looking.getByText('Todavía no hay nada elegido acá.')).toBeVisible({ timeout: 20_000 })
  await choose(page, store, other)
  await expect(line(other.name)).toContainText('1 unidad')
  await expect(looking.getByText('Ya no comparten esta selección.')).toBeHidden()
  await looking.context().close()
})
