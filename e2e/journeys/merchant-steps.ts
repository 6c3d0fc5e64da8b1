/** What merchants do, by role and label. */
import { randomUUID } from 'node:crypto'
import { request as requests, type APIRequestContext, type Locator, type Page } from '@playwright/test'
import pg from 'pg'
import { findRunningPostgres } from '../../server/platform/postgres.ts'
import { expect, test as base } from '../support/fixtures.ts'

export type Owner = { email: string; password: string }

/** Fills the sign-in that stands in place of the page asked for. */
export async function signIn(page: Page, owner: Owner): Promise<void> {
  await page.getByLabel('Correo').fill(owner.email)
  await page.getByLabel('Contraseña').fill(owner.password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await expect(page.getByRole('button', { name: 'Salir' })).toBeVisible()
}

/** Opens a merchant page by its path below the store's, through the sign-in. */
export async function openAs(page: Page, owner: Owner, store: string, path: string): Promise<void> {
  await page.goto(`/admin/${store}${path}`)
  await signIn(page, owner)
}

/** The API with the owner's session, for looking behind the page's back. */
export async function ownersApi(baseURL: string, owner: Owner): Promise<APIRequestContext> {
  const api = await requests.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } })
  const answer = await api.post('/api/auth/sign-in/email', { data: owner })
  expect(answer.status(), await answer.text()).toBe(200)
  return api
}

/** Journeys of the owner of a store, who can also look behind the page's back. */
export const test = base.extend<{ api: APIRequestContext }>({
  store: async ({}, use) => use('lizimportados'),
  api: async ({ baseURL, owner }, use) => {
    const api = await ownersApi(baseURL ?? '', owner)
    await use(api)
    await api.dispose()
  },
})

export type Reserved = { id: string; code: string; reference: string; variantId: string; name: string }

export type Imported = { name: string; slug: string; variantId: string }

/** A product that no other journey knows: what is counted of it moves only by what its own journey does. */
export async function importProduct(
  api: APIRequestContext,
  store: string,
  onHand: number,
): Promise<Imported> {
  const mark = randomUUID().slice(0, 8)
  const [name, slug] = [`Frasco ${mark}`, `frasco-${mark}`]
  const row = `simple,${slug},${name},1,${onHand},1500`
  await importRow(api, store, `Type,SKU,Name,Published,Stock,Regular price\n${row}\n`, { created: 1 })
  const { variantId } = await levelOf(api, store, name)
  return { name, slug, variantId }
}

/** From now on the merchant asks another price for it. */
export async function changePrice(
  api: APIRequestContext,
  store: string,
  { slug, name }: Imported,
  price: number,
): Promise<void> {
  const row = `simple,${slug},${name},1,${price}`
  await importRow(api, store, `Type,SKU,Name,Published,Regular price\n${row}\n`, { updated: 1 })
}

/** The merchant shows it in the window, or hides it there. */
export async function publish(
  api: APIRequestContext,
  store: string,
  { slug, name }: Imported,
  isShown: boolean,
): Promise<void> {
  const row = `simple,${slug},${name},${isShown ? 1 : 0},1500`
  await importRow(api, store, `Type,SKU,Name,Published,Regular price\n${row}\n`, { updated: 1 })
}

async function importRow(
  api: APIRequestContext,
  store: string,
  data: string,
  products: { created: 1 } | { updated: 1 },
): Promise<void> {
  const headers = { 'content-type': 'text/csv' }
  const imported = await api.post(`/api/stores/${store}/imports`, { headers, data })
  expect(await imported.json()).toMatchObject({ products, errors: 0 })
}

/** The merchant has counted it, and there are so many. */
export async function countStock(
  api: APIRequestContext,
  store: string,
  { name, variantId }: Pick<Imported, 'name' | 'variantId'>,
  set: number,
): Promise<void> {
  const { onHand: expected } = await balancesOf(api, store, { name })
  const data = { set, expected, reason: 'conteo' }
  const counted = await api.post(`/api/stores/${store}/variants/${variantId}/stock`, { data })
  expect(counted.status(), await counted.text()).toBe(200)
}

/** A customer of this name reserves units of a product of their own. */
export async function reserve(
  api: APIRequestContext,
  store: string,
  { customer, quantity = 1 }: { customer: string; quantity?: number },
): Promise<Reserved> {
  const { name, variantId } = await importProduct(api, store, quantity + 3)
  const made = await buy(api, store, { variantId, quantity, customer })
  const link = await api.get(`/api/stores/${store}/checkouts/${made.code}`)
  const { reference } = (await link.json()) as { reference: string }
  return { ...made, reference, variantId, name }
}

/** What the window does when the button is pressed. */
export async function buy(
  api: APIRequestContext,
  store: string,
  { variantId, quantity, customer }: { variantId: string; quantity: number; customer: string },
): Promise<{ id: string; code: string }> {
  const made = await api.post(`/api/stores/${store}/checkouts`, {
    headers: { 'idempotency-key': randomUUID() },
    data: { items: [{ variantId, quantity }], customer: { name: customer }, note: 'Para regalo' },
  })
  expect(made.status(), await made.text()).toBe(201)
  const { id, code } = (await made.json()) as { id: string; code: string }
  return { id, code }
}

/** Lets the time of a hold run out, as the database counts it; who looks next ends it. */
export const letExpire = (checkoutId: string): Promise<void> => letEndIn(checkoutId, -1)

/** Lets a hold end so many seconds from now, as the database counts them. */
export async function letEndIn(checkoutId: string, seconds: number): Promise<void> {
  const host = await findRunningPostgres(process.env['SHOP_DATA_DIR'] ?? '')
  if (host === undefined) throw new Error('the shop of these journeys runs no Postgres of its own')
  const client = new pg.Client({ host, port: 5432, user: 'vidriera_system', database: 'vidriera' })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      `update checkouts set expires_at = now() + $2 * interval '1 second' where id = $1 and status = 'pending'`,
      [checkoutId, seconds],
    )
    expect(rowCount).toBe(1)
  } finally {
    await client.end()
  }
}

export type Balances = { onHand: number; reserved: number; available: number }

type Level = Balances & { variantId: string; productName: string }

async function levelOf(api: APIRequestContext, store: string, name: string): Promise<Level> {
  const answer = await api.get(`/api/stores/${store}/stock?q=${encodeURIComponent(name)}`)
  const { items } = (await answer.json()) as { items: Level[] }
  const found = items.find((item) => item.productName === name)
  if (!found) throw new Error(`${name} is not in the stock list`)
  return found
}

/** How many there are, asked of the server. */
export async function balancesOf(
  api: APIRequestContext,
  store: string,
  { name }: Pick<Reserved, 'name'>,
): Promise<Balances> {
  const { onHand, reserved, available } = await levelOf(api, store, name)
  return { onHand, reserved, available }
}

export const checkoutRow = (page: Page, customer: string): Locator =>
  page.getByRole('list', { name: 'Reservas' }).getByRole('link').filter({ hasText: customer })
