import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { buyable, choose, standInForWhatsapp } from './window-steps.ts'

test.use({ serviceWorkers: 'block', viewport: { width: 390, height: 844 } })

type Sent = {
  key: string
  body: {
    expected: { total: { amount: number; currency: string } }
    items: { variantId: string; quantity: number }[]
  }
}

/** Lets `answer` reply to the first press; the later ones reach the server. */
async function refuseFirst(
  page: Page,
  answer: (sent: Sent) => { status: number; json: object } | 'lost',
): Promise<Sent[]> {
  const presses: Sent[] = []
  await page.route('**/checkouts', async (route) => {
    const request = route.request()
    const sent: Sent = {
      key: request.headers()['idempotency-key'] ?? '',
      body: request.postDataJSON() as Sent['body'],
    }
    presses.push(sent)
    if (presses.length > 1) return route.continue()
    const reply = answer(sent)
    if (reply === 'lost') {
      await route.fetch()
      return route.abort('connectionreset')
    }
    return route.fulfill({ status: reply.status, contentType: 'application/problem+json', json: reply.json })
  })
  return presses
}

const reserve = (page: Page) => page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })

test.beforeEach(async ({ page, request, store }) => {
  await standInForWhatsapp(page)
  const [one] = await buyable(request, store)
  if (!one) throw new Error('the demo store has too few products')
  await choose(page, store, one)
  await page.getByRole('link', { name: 'Ver selección' }).click()
})

test('a changed price is shown before and now, and goes on with one tap', async ({ page }) => {
  await refuseFirst(page, ({ body }) => {
    const now = body.expected.total
    const was = { ...now, amount: now.amount - 10_000 }
    const variantId = body.items[0]?.variantId
    return {
      status: 409,
      json: {
        type: 'x',
        title: 'x',
        status: 409,
        code: 'price-changed',
        changes: [{ variantId, was, now }],
        total: { was, now },
      },
    }
  })
  await reserve(page).click()
  await expect(page.getByRole('alert')).toContainText('Cambió el precio')
  await expect(page.getByRole('alert').locator('s').first()).toBeVisible()
  await page.getByRole('button', { name: /^Seguir con/ }).click()
  await expect(page).toHaveURL(/\/c\//)
})

test('too little stock is said per line, and nothing was reserved', async ({ page }) => {
  await refuseFirst(page, ({ body }) => ({
    status: 409,
    json: {
      type: 'x',
      title: 'x',
      status: 409,
      code: 'insufficient-stock',
      shortages: [{ variantId: body.items[0]?.variantId, name: 'Este', requested: 1, available: 0 }],
    },
  }))
  await expect(page.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeVisible()
  const name = (await page.getByRole('heading', { level: 2 }).first().textContent()) ?? ''
  await reserve(page).click()
  await expect(page.getByRole('alert')).toContainText('Nada quedó reservado')
  await expect(page.getByRole('alert')).toBeInViewport()
  await expect(reserve(page)).toHaveCount(0)
  await expect(page.getByRole('alert')).toContainText(name)
  await expect(page).toHaveURL(/\/selection$/)
})

test('exactly once: an answer lost on the way is asked for again with the same key', async ({ page }) => {
  const presses = await refuseFirst(page, () => 'lost')
  await reserve(page).click()
  await expect(page.getByRole('alert')).toContainText('no se reserva dos veces')
  await reserve(page).click()
  await expect(page).toHaveURL(/\/c\//)
  expect(presses).toHaveLength(2)
  expect(presses[1]?.key).toBe(presses[0]?.key)
})

test('exactly once: a double tap is one press', async ({ page }) => {
  let presses = 0
  await page.route('**/checkouts', (route) => {
    presses++
    return route.continue()
  })
  await reserve(page).dblclick()
  await expect(page).toHaveURL(/\/c\//)
  expect(presses).toBe(1)
})
