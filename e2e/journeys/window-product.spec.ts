import type { APIRequestContext, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import { buyable, choose, expectNoSideways, makeCheckout } from './window-steps.ts'

test.use({ serviceWorkers: 'block', store: 'lizimportados' })

/** A product whose sizes or colours have to be chosen. */
async function withOptions(request: APIRequestContext, store: string) {
  const answer = await request.get(`/api/stores/${store}/products?limit=100`)
  type Item = {
    slug: string
    options: { name: string; values: { name: string }[] }[]
    variants: { options: Record<string, string>; available: number | null; backorder: boolean }[]
  }
  const { items } = (await answer.json()) as { items: Item[] }
  const item = items.find(
    ({ variants, options }) =>
      options.length > 0 &&
      options.every((option) => option.values.length > 1) &&
      variants.filter((variant) => (variant.available ?? 999) > 0).length > 1,
  )
  if (!item) throw new Error('the demo store has no product with options')
  return item
}

for (const viewport of [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport })

    test('nothing is chosen for the shopper: the button asks, and goes to what is open', async ({
      page,
      request,
      store,
    }) => {
      const item = await withOptions(request, store)
      await page.goto(`/s/${store}/p/${item.slug}`)
      await page.waitForLoadState('networkidle')
      await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
      const wanted = item.variants.find((variant) => (variant.available ?? 999) > 0)
      for (const option of item.options) {
        await page.getByRole('button', { name: `Elegí ${option.name.toLowerCase()}` }).click()
        const group = page.getByRole('group', { name: option.name })
        await expect(group.getByRole('radio').first()).toBeFocused()
        await expect(group.getByRole('radio').first()).toBeInViewport()
        await group.locator(`input[value="${wanted?.options[option.name]}"]`).check()
      }
      await page.getByRole('button', { name: 'Elegir', exact: true }).click()
      await expect(page.getByText('Ya tenés 1 en tu selección.')).toBeVisible()
      await expectNoSideways(page)
    })
  })
}

test.describe('a thing of one kind', () => {
  test.use({ store: 'raremagic' })

  test('a press before the selection stands is heard at once, and pressing on picks no more', async ({
    page,
    request,
    store,
  }) => {
    const [item] = await buyable(request, store)
    const replica = Promise.withResolvers<undefined>()
    await page.route(/\/assets\/selection-document-/, async (route) => {
      await replica.promise
      await route.continue()
    })
    await page.goto(`/s/${store}/p/${item.slug}`)
    await page.getByRole('button', { name: 'Elegir', exact: true }).click()
    const heard = page.getByRole('button', { name: 'Eligiendo' })
    await expect(heard).toHaveAttribute('aria-busy', 'true')
    await heard.click({ force: true })
    await heard.click({ force: true })
    replica.resolve(undefined)
    await expect(page.getByText('Ya tenés 1 en tu selección.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Elegir', exact: true })).toBeVisible()
    await expect(page.getByText('Ya tenés 1 en tu selección.')).toBeVisible()
  })

  test('more than there is cannot be picked in two goes', async ({ page, request, store }) => {
    const item = (await buyable(request, store)).find(({ variants }) => variants[0]?.available !== null)
    if (!item) throw new Error('the demo store counts no stock')
    await choose(page, store, item)
    await page.getByRole('textbox', { name: 'Cantidad' }).fill(String(item.variants[0]?.available))
    await page.getByRole('textbox', { name: 'Cantidad' }).press('Enter')
    await page.getByRole('button', { name: 'Elegir', exact: true }).click()
    await expect(page.getByText('y ya tenés 1 en tu selección: no hay más.')).toBeVisible()
    // in the place of the line that says what is chosen: the button stays where it is
    await expect(page.getByText('Ya tenés 1 en tu selección.')).toBeHidden()
  })
})

/** How the server answers what the page counts; what a beacon carries is not to be seen from here. */
function counted(page: Page, store: string): number[] {
  const answers: number[] = []
  page.on('response', (response) => {
    if (response.url().endsWith(`/api/stores/${store}/visits`)) answers.push(response.status())
  })
  return answers
}

test.describe('what is looked at', () => {
  test.use({ store: 'raremagic' })

  test('is counted once an opened window, once an opened product and once a choice', async ({
    page,
    request,
    store,
  }) => {
    const [item] = await buyable(request, store)
    const answers = counted(page, store)
    await page.goto(`/s/${store}/`)
    await expect.poll(() => answers).toEqual([204])
    await page.getByRole('link', { name: item?.name ?? '' }).click()
    await expect.poll(() => answers).toEqual([204, 204])
    await page.getByRole('button', { name: 'Elegir', exact: true }).click()
    await expect.poll(() => answers).toEqual([204, 204, 204])
  })

  for (const wish of ['globalPrivacyControl', 'doNotTrack']) {
    test(`is not counted where ${wish} asks for it`, async ({ page, request, store }) => {
      await page.addInitScript((name) => {
        const value = name === 'doNotTrack' ? '1' : true
        Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true })
      }, wish)
      const [item] = await buyable(request, store)
      if (!item) throw new Error('the demo store has nothing to sell')
      const answers = counted(page, store)
      await choose(page, store, item)
      expect(answers).toEqual([])
    })
  }
})

for (const viewport of [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]) {
  test.describe(`with a reservation open and without a connection, at ${viewport.width} px`, () => {
    test.use({ viewport })

    test('name and price stand in the first screen, above the bar', async ({
      page,
      context,
      request,
      store,
    }) => {
      const pending = { code: await makeCheckout(request, 'raremagic'), timeZone: 'UTC' }
      const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
      await page.addInitScript(
        ([key = '', value = '']) => localStorage.setItem(key, value),
        [`vidriera:${store}:pending`, JSON.stringify({ ...pending, expiresAt })],
      )
      // of no store that knows it: the line would go
      await page.route(`**/checkouts/${pending.code}*`, (route) => route.abort())
      await page.goto(`/s/${store}/p/camisa-de-lino`)
      await expect(page.getByText('Tenés una reserva hasta')).toBeVisible()
      await page.waitForLoadState('networkidle')
      await context.setOffline(true)
      await expect(page.getByRole('status').filter({ hasText: 'Sin conexión' })).toBeVisible()
      const bar = await page.locator('.buy-box').boundingBox()
      const price = await page.locator('.product-price').boundingBox()
      if (!bar || !price) throw new Error('no bar, or no price')
      expect(price.y + price.height).toBeLessThanOrEqual(bar.y)
      await expectNoSideways(page)
    })
  })
}

test('a product is passed on by its own address where the device can, and elsewhere nothing is asked for it', async ({
  page,
  context,
  store,
}) => {
  await page.addInitScript(() => {
    const shared: string[] = []
    Object.assign(window, { shared })
    Object.assign(navigator, { share: ({ url }: { url: string }) => Promise.resolve(void shared.push(url)) })
  })
  const address = `/s/${store}/p/camisa-de-lino`
  const partsOf = (of: Page) => {
    const asked: string[] = []
    of.on('request', (request) => asked.push(request.url()))
    return () => asked.filter((url) => /\/assets\/share-/.test(url)).length
  }
  const parts = partsOf(page)
  await page.goto(`${address}?utm_source=diario`)
  await page.getByRole('button', { name: 'Compartir' }).click()
  const shared = () => page.evaluate(() => Reflect.get(window, 'shared') as string[])
  await expect.poll(shared).toEqual([new URL(address, page.url()).href])
  expect(parts()).toBe(1)
  await expectAccessible(page)

  const desk = await context.newPage()
  const partsOfDesk = partsOf(desk)
  await desk.goto(address)
  await desk.waitForLoadState('networkidle')
  await expect(desk.getByRole('button', { name: 'Compartir' })).toHaveCount(0)
  expect(partsOfDesk()).toBe(0)
})
