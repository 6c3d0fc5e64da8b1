/** States that a shopper comes into now and then, held against axe: its usual rules, and that a thumb can hit what is shown. */
import type { APIRequestContext, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import { buyable, choose, makeCheckout, standInForWhatsapp } from './window-steps.ts'

test.use({ serviceWorkers: 'block', contextOptions: { reducedMotion: 'reduce' } })

async function pick(count: number, page: Page, request: APIRequestContext, store: string): Promise<void> {
  const found = (await buyable(request, store)).slice(0, count)
  if (found.length < count) throw new Error('the demo store has too few products')
  for (const item of found) await choose(page, store, item)
}

const reserve = (page: Page) => page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })

for (const viewport of [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport })

    test('the window while a reservation is open', async ({ page, request, store }) => {
      await standInForWhatsapp(page)
      await pick(1, page, request, store)
      await page.goto(`/s/${store}/selection`)
      await reserve(page).click()
      await expect(page).toHaveURL(/\/c\//)
      await page.goto(`/s/${store}/`)
      const line = page.getByRole('complementary', { name: /^Tenés una reserva hasta/ })
      await expect(line.getByRole('link', { name: 'Ver' })).toBeVisible()
      await expectAccessible(page, { hasTargets: true })
    })

    test('the selection after a price has changed', async ({ page, request, store }) => {
      await pick(2, page, request, store)
      await page.route('**/checkouts', (route) => {
        const { expected } = route.request().postDataJSON() as {
          expected: { total: { amount: number; currency: string } }
        }
        const was = { ...expected.total, amount: expected.total.amount - 10_000 }
        return route.fulfill({
          status: 409,
          contentType: 'application/problem+json',
          json: {
            ...{ type: 'x', title: 'x', status: 409, code: 'price-changed' },
            ...{ changes: [], total: { was, now: expected.total } },
          },
        })
      })
      await page.goto(`/s/${store}/selection`)
      await reserve(page).click()
      await expect(page.getByRole('button', { name: /^Seguir con/ })).toBeInViewport()
      await expectAccessible(page, { hasTargets: true })
    })

    test('the sheets of the ticket', async ({ page, request, store }) => {
      await page.goto(`/c/${await makeCheckout(request, store)}`)
      for (const name of ['Código QR', 'Cancelar reserva']) {
        await page.getByRole('button', { name }).click()
        const sheet = page.getByRole('dialog', { name })
        await expect(sheet).toBeVisible()
        if (name === 'Código QR') await expect(sheet.getByRole('img')).toBeVisible()
        await expectAccessible(page, { hasTargets: true })
        await page.keyboard.press('Escape')
        await expect(sheet).toHaveCount(0)
      }
    })

    test('the selection without a connection, which says each thing once', async ({
      page,
      request,
      store,
    }) => {
      await pick(1, page, request, store)
      await page.goto(`/s/${store}/selection`)
      await expect(reserve(page)).toBeEnabled()
      await page.route(/\/selections\/resolve/, (route) => route.abort('internetdisconnected'))
      await page.getByRole('button', { name: 'Uno más' }).click()
      await expect(page.getByText('Lo que elegiste está guardado.')).toHaveCount(1)
      const later = page.getByRole('button', { name: 'Reservar cuando vuelva la conexión' })
      await expect(page.getByText('Sin conexión no llega a la tienda')).toHaveCount(1)
      await expect(later).toHaveAccessibleDescription(/se reserva solo cuando vuelva\.$/)
      await expectAccessible(page, { hasTargets: true })
    })
  })
}
