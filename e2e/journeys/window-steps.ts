/** What shoppers do in the window, by role and label. */
import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { expect } from '../support/fixtures.ts'

type Money = { amount: number; currency: string }
type Variant = { id: string; available: number | null; price: Money; compareAtPrice: Money | null }
type Item = { slug: string; name: string; variants: Variant[] }

/** Products of the store that can be bought now, most stock first; two at least. */
export async function buyable(request: APIRequestContext, store: string): Promise<[Item, Item, ...Item[]]> {
  const answer = await request.get(`/api/stores/${store}/products?limit=100`)
  const { items } = (await answer.json()) as { items: Item[] }
  const free = (item: Item) => item.variants[0]?.available ?? 999
  const [one, two, ...more] = items
    .filter((item) => item.variants.length === 1 && free(item) > 3)
    .sort((a, b) => free(b) - free(a))
  if (!one || !two) throw new Error('the demo store has too few products')
  return [one, two, ...more]
}

/** Opens a product's page and picks one unit. */
export async function choose(page: Page, store: string, item: Pick<Item, 'slug'>): Promise<void> {
  await page.goto(`/s/${store}/p/${item.slug}`)
  await page.getByRole('button', { name: 'Elegir', exact: true }).click()
  await expect(page.getByText('en tu selección')).toBeVisible()
}

/** Picks one unit of what there is most of, and answers what that is. */
export async function chooseOne(page: Page, request: APIRequestContext, store: string): Promise<Item> {
  const [one] = await buyable(request, store)
  await choose(page, store, one)
  return one
}

/** The line to search on: a plain one until it is touched, then one that suggests takes its place. */
export const searchLine = (page: Page): Locator => page.getByRole('search').locator('input[name="q"]')

/** Makes a checkout behind the page's back and answers its code. */
export async function makeCheckout(
  request: APIRequestContext,
  store: string,
  more: { replaces?: string } = {},
): Promise<string> {
  const [item] = await buyable(request, store)
  const answer = await request.post(`/api/stores/${store}/checkouts`, {
    headers: { 'idempotency-key': randomUUID() },
    data: { items: [{ variantId: item?.variants[0]?.id, quantity: 1 }], ...more },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  return ((await answer.json()) as { code: string }).code
}

/** WhatsApp is elsewhere: its address is answered by an empty page. */
export async function standInForWhatsapp(page: Page): Promise<void> {
  await page
    .context()
    .route('https://wa.me/**', (route) => route.fulfill({ contentType: 'text/html', body: 'ok' }))
}

/** WhatsApp has opened over the ticket, and the shopper comes back: behind another page one is drawn once a second. */
export async function comeBackToTicket(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/c\/[\w-]{22}$/)
  await page.bringToFront()
}

/** Nothing may stick out of the screen to the side. */
export async function expectNoSideways(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(excess).toBeLessThanOrEqual(0)
}
