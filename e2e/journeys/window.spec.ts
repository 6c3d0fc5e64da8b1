import { expect, test } from '../support/fixtures.ts'
import { buyable, expectNoSideways, searchLine } from './window-steps.ts'

test.use({ serviceWorkers: 'block' })

for (const width of [320, 390]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 740 } })

    test('the window shows the store, its categories and its products', async ({ page, store }) => {
      await page.goto(`/s/${store}/`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(
        page.getByRole('navigation', { name: 'Categorías' }).getByRole('link').first(),
      ).toBeVisible()
      await expect(page.getByRole('region', { name: 'Productos' }).getByRole('link').first()).toBeInViewport()
      await expectNoSideways(page)
    })

    test('searching finds by name, and says so when it finds nothing', async ({ page, request, store }) => {
      const [item] = await buyable(request, store)
      await page.goto(`/s/${store}/`)
      const field = searchLine(page)
      await field.fill(item?.name ?? '')
      await field.press('Enter')
      await expect(page).toHaveURL(/[?&]q=/)
      await expect(page.getByRole('region', { name: 'Productos' }).getByRole('link').first()).toContainText(
        item?.name ?? '',
      )
      await field.fill('xqzwvkj')
      await field.press('Enter')
      await expect(page.getByText('No encontramos nada para “xqzwvkj”.')).toBeVisible()
      await page.getByRole('link', { name: 'Ver toda la vidriera' }).click()
      await expect(
        page.getByRole('region', { name: 'Productos' }).getByRole('listitem').first(),
      ).toBeVisible()
      await expectNoSideways(page)
    })

    test('a product opens from the window and closes back to the same place', async ({ page, store }) => {
      await page.goto(`/s/${store}/`)
      const cards = page.getByRole('region', { name: 'Productos' }).getByRole('link')
      const card = cards.nth(5)
      await card.scrollIntoViewIfNeeded()
      const place = await page.evaluate(() => scrollY)
      await card.click()
      await expect(page).toHaveURL(/\/p\//)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectNoSideways(page)
      await page.goBack()
      await expect(card).toBeInViewport()
      expect(Math.abs((await page.evaluate(() => scrollY)) - place)).toBeLessThan(60)
    })
  })
}

test('what is written while a search is on its way stays on the line', async ({ page, store }) => {
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  const field = searchLine(page)
  await field.fill('lu')
  await page.waitForLoadState('networkidle')
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => (letThrough = resolve))
  await page.route('**/products?*q=lu*', async (route) => {
    await held
    await route.continue()
  })
  await field.press('Enter')
  await field.fill('luna')
  letThrough()
  await expect(page).toHaveURL(/q=lu$/)
  await page.waitForLoadState('networkidle')
  await expect(field).toHaveValue('luna')
})

test('what is written before the script has come stays on the line, and is sent', async ({ page, store }) => {
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => (letThrough = resolve))
  await page.route('**/assets/window-tools*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/s/${store}/`, { waitUntil: 'commit' })
  const line = searchLine(page)
  await line.fill('luna')
  letThrough()
  await page.waitForLoadState('networkidle')
  await expect(line).toHaveValue('luna')
  await line.press('Enter')
  await expect(page).toHaveURL(/q=luna/)
})

test('where the line that suggests takes the place of the plain one, there is no moment without a line', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    const lost: string[] = []
    Object.assign(window, { lost })
    const look = () => {
      const { activeElement } = document
      if (!(activeElement instanceof HTMLInputElement)) lost.push(activeElement?.tagName ?? 'nothing')
    }
    const line = document.querySelector('#search')
    if (!line) throw new Error('there is nothing to search on')
    new MutationObserver(look).observe(line, { childList: true, subtree: true })
  })
  await searchLine(page).focus()
  await expect(page.getByRole('combobox', { name: /buscar/i })).toBeFocused()
  expect(await page.evaluate(() => (window as unknown as { lost: string[] }).lost)).toEqual([])
})

test('what is read anew and is the same leaves the page as it is, under a finger too', async ({ page }) => {
  // Of all journeys only the matrix buys in it, so that the second answer is the first one.
  await page.goto('/s/monpatisserie/')
  await page.waitForLoadState('networkidle')
  const links = page.locator('main a')
  await links.evaluateAll((all) => all.forEach((link) => Object.assign(link, { isOld: true })))
  await page.route('**/suggestions?*', (route) => route.abort(), { times: 1 })
  await searchLine(page).fill('l')
  await expect(page.getByText('Sin conexión')).toBeVisible()
  const again = ['categories', 'facets', 'products'].map(async (part) => {
    const answer = await page.waitForResponse((one) => new URL(one.url()).pathname.endsWith(`/${part}`))
    await answer.finished()
  })
  await searchLine(page).pressSequentially('u')
  await Promise.all(again)
  await expect(page.getByText('Sin conexión')).toBeHidden()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(await links.evaluateAll((all) => all.filter((link) => !('isOld' in link)).length)).toBe(0)
})

test('the line that says there is no connection waits until nothing is pressed, so that a press is not lost', async ({
  page,
}) => {
  await page.goto('/s/monpatisserie/')
  await page.waitForLoadState('networkidle')
  const line = page.getByText('Sin conexión')
  const { x, y, width, height } = (await page.locator('nav a[href*="category="]').first().boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  }
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.waitForLoadState('networkidle')
  await page.mouse.down()
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true })
    dispatchEvent(new Event('offline'))
  })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(line).toBeHidden()
  await page.mouse.up()
  await expect(page).toHaveURL(/category=/)
  await expect(line).toBeVisible()
})

test('ordering by price puts the cheapest first', async ({ page, request, store }) => {
  await page.goto(`/s/${store}/`)
  await page.getByRole('combobox', { name: 'Ordenar' }).selectOption('price-asc')
  await expect(page).toHaveURL(/sort=price-asc/)
  const answer = await request.get(`/api/stores/${store}/products?sort=price-asc&limit=1`)
  const { items } = (await answer.json()) as { items: { name: string }[] }
  await expect(page.getByRole('region', { name: 'Productos' }).getByRole('link').first()).toContainText(
    items[0]?.name ?? '',
  )
})

test('an order that is chosen before the script has come is followed when it comes', async ({
  page,
  store,
}) => {
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => (letThrough = resolve))
  await page.route('**/assets/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/s/${store}/`, { waitUntil: 'commit' })
  await page.getByRole('combobox', { name: 'Ordenar' }).selectOption('price-asc')
  letThrough()
  await expect(page).toHaveURL(/sort=price-asc/)
})

test('“Ver más” adds below, keeps what was there, and coming back finds all of it', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/`)
  const products = page.getByRole('region', { name: 'Productos' })
  const before = await products.getByRole('listitem').count()
  const first = await products.getByRole('link').first().textContent()
  await products.getByRole('link', { name: 'Ver más' }).click()
  await expect.poll(() => products.getByRole('listitem').count()).toBeGreaterThan(before)
  expect(await products.getByRole('link').first().textContent()).toBe(first)
  const all = await products.getByRole('listitem').count()
  await products.getByRole('listitem').nth(before).getByRole('link').click()
  await expect(page).toHaveURL(/\/p\//)
  await page.goBack()
  await expect(products.getByRole('listitem')).toHaveCount(all)
})

test('addresses that lead nowhere are 404 pages in our words', async ({ page, store }) => {
  for (const path of [
    '/nada',
    `/s/${store}/p/nada-de-nada`,
    '/s/no-existe/',
    '/c/AAAAAAAAAAAAAAAAAAAAAA',
    '/c/x',
  ]) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { name: 'Acá no hay nada' })).toBeVisible()
  }
  const asset = await page.request.get('/assets/nada.js')
  expect([asset.status(), asset.headers()['content-type']]).toEqual([
    404,
    expect.stringContaining('text/plain'),
  ])
})

test('the front door leads to the first store', async ({ request }) => {
  const answer = await request.get('/', { maxRedirects: 0 })
  expect([answer.status(), answer.headers().location]).toEqual([
    307,
    expect.stringMatching(/^\/s\/[a-z0-9-]+\/$/),
  ])
})
