/** What merchants do, by role and label. */
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import { request as requests, type APIRequestContext, type Locator, type Page } from '@playwright/test'
import { expect } from '../support/fixtures.ts'

export type Owner = { email: string; password: string }
type Item = { name: string; variants: { id: string; available: number | null }[] }

/** Fills the sign-in that stands in place of the page asked for. */
export async function signIn(page: Page, owner: Owner): Promise<void> {
  await page.getByLabel('Correo').fill(owner.email)
  await page.getByLabel('Contraseña').fill(owner.password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await expect(page.getByRole('button', { name: 'Salir' })).toBeVisible()
}

/** The API with the owner's session, for looking behind the page's back. */
export async function ownersApi(baseURL: string, owner: Owner): Promise<APIRequestContext> {
  const api = await requests.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } })
  const answer = await api.post('/api/auth/sign-in/email', { data: owner })
  expect(answer.status(), await answer.text()).toBe(200)
  return api
}

export type Reserved = { id: string; code: string; reference: string; variantId: string; name: string }

/** Journeys of different files run side by side: each file counts a product of its own. */
const places = { checkouts: 0, stock: 1, looks: 2 }

/** A customer of this name reserves units of the product that belongs to these journeys. */
export async function reserve(
  api: APIRequestContext,
  store: string,
  journeys: keyof typeof places,
  { customer, quantity = 1 }: { customer: string; quantity?: number },
): Promise<Reserved> {
  const list = await api.get(`/api/stores/${store}/products?limit=100&sort=name`)
  const { items } = (await list.json()) as { items: Item[] }
  const counted = items.filter(({ variants: [first] }) => first !== undefined && first.available !== null)
  const item = counted.at(-1 - places[journeys])
  const variantId = item?.variants[0]?.id ?? ''
  const received = await api.post(`/api/stores/${store}/variants/${variantId}/stock`, {
    data: { delta: quantity + 3, reason: 'para probar' },
  })
  expect(received.status(), await received.text()).toBe(200)
  const made = await api.post(`/api/stores/${store}/checkouts`, {
    headers: { 'idempotency-key': randomUUID() },
    data: { items: [{ variantId, quantity }], customer: { name: customer }, note: 'Para regalo' },
  })
  expect(made.status(), await made.text()).toBe(201)
  const { id, code } = (await made.json()) as { id: string; code: string }
  const link = await api.get(`/api/stores/${store}/checkouts/${code}`)
  const { reference } = (await link.json()) as { reference: string }
  return { id, code, reference, variantId, name: item?.name ?? '' }
}

export type Balances = { onHand: number; reserved: number; available: number }

/** How many there are, asked of the server. */
export async function balancesOf(
  api: APIRequestContext,
  store: string,
  reserved: Reserved,
): Promise<Balances> {
  const answer = await api.get(`/api/stores/${store}/stock?limit=100&q=${encodeURIComponent(reserved.name)}`)
  const { items } = (await answer.json()) as { items: (Balances & { variantId: string })[] }
  const found = items.find((item) => item.variantId === reserved.variantId)
  if (!found) throw new Error(`${reserved.name} is not in the stock list`)
  const { onHand, reserved: held, available } = found
  return { onHand, reserved: held, available }
}

export const checkoutRow = (page: Page, customer: string): Locator =>
  page.getByRole('list', { name: 'Reservas' }).getByRole('link').filter({ hasText: customer })

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }))
  expect(found).toEqual([])
}
