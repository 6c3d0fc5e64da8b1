import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'

/** The picture of the first product, as the browser has chosen it. */
const firstPicture = (page: Page) =>
  page.getByRole('region', { name: 'Productos' }).locator('picture img').first()

/** Of every picture that arrived: its name, and how. */
function arrivals(page: Page): { hash: string; width: number; type: string }[] {
  const seen: { hash: string; width: number; type: string }[] = []
  page.on('response', (response) => {
    const [, hash = '', width = '', type = ''] = /\/media\/(\w{32})-(\d+)\.(\w+)$/.exec(response.url()) ?? []
    if (hash !== '' && response.ok()) seen.push({ hash, width: Number(width), type })
  })
  return seen
}

for (const { scale, first, others } of [
  { scale: 1, first: 480, others: 320 },
  { scale: 2, first: 750, others: 480 },
]) {
  test.describe(`on a screen of ${scale} dots a pixel`, () => {
    test.use({ deviceScaleFactor: scale })

    test('each picture comes once, as AVIF, no wider than is shown; the first is announced in the head', async ({
      page,
      store,
    }) => {
      const seen = arrivals(page)
      await page.goto(`/s/${store}/`, { waitUntil: 'networkidle' })
      await expect(firstPicture(page)).toHaveJSProperty('complete', true)
      const chosen = await firstPicture(page).evaluate((image: HTMLImageElement) => image.currentSrc)
      expect(chosen).toMatch(new RegExp(`-${first}\\.avif$`))
      const announced = await page.locator('link[rel=preload][as=image]').getAttribute('imagesrcset')
      expect(announced).toContain(new URL(chosen).pathname)
      expect(seen.every(({ type }) => type === 'avif')).toBe(true)
      // a category shows one of them as well, a thumb's breadth wide
      const small = await page
        .locator('.categories picture img')
        .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).currentSrc))
      const large = seen.filter(({ hash, width }) => !small.some((url) => url.includes(`${hash}-${width}.`)))
      expect(large.length).toBeGreaterThan(2)
      expect(new Set(large.map(({ hash }) => hash)).size).toBe(large.length)
      expect(new Set(large.map(({ width }) => width))).toEqual(new Set([first, others]))
    })
  })
}

test('until it is there its colours stand in, and nothing moves when it comes', async ({ page, store }) => {
  await page.addInitScript(() => {
    Reflect.set(window, 'shifted', 0)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Reflect.set(
          window,
          'shifted',
          Number(Reflect.get(window, 'shifted')) + Number(Reflect.get(entry, 'value')),
        )
    }).observe({ type: 'layout-shift', buffered: true })
  })
  let arrive = (): void => undefined
  const held = new Promise<void>((resolve) => (arrive = resolve))
  await page.route('**/media/**', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/s/${store}/`, { waitUntil: 'domcontentloaded' })
  const standIn = page.locator('.picture > img').first()
  await expect(standIn).toHaveAttribute('src', /^data:image\/bmp;base64,/)
  expect(await standIn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(4)
  const before = await firstPicture(page).boundingBox()
  arrive()
  await expect(firstPicture(page)).toHaveJSProperty('complete', true)
  expect(await firstPicture(page).boundingBox()).toEqual(before)
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => Number(Reflect.get(window, 'shifted')))).toBeLessThanOrEqual(0.02)
})

test('what does not come leaves the niche', async ({ page, store }) => {
  await page.route('**/media/**', (route) => route.fulfill({ status: 404 }))
  await page.goto(`/s/${store}/`)
  const card = page.getByRole('region', { name: 'Productos' }).getByRole('listitem').first()
  await expect(card.locator('.niche')).toBeVisible()
  await expect(card.locator('img')).toHaveCount(0)
})

test('the page says nothing of style inside its markup', async ({ request, store }) => {
  const html = await (await request.get(`/s/${store}/`)).text()
  expect(html).toContain('src="data:image/bmp;base64,')
  expect(html).not.toMatch(/\sstyle=/)
})
