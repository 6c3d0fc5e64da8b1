/** What a hand or a key does to a page leaves the rest of it where it is, and what is led to is found. */
import { expect, test } from '../support/fixtures.ts'
import { expectNoSideways, searchLine } from './window-steps.ts'

test.use({ serviceWorkers: 'block', store: 'lizimportados' })

test('the selection opens and closes over a page that stays where it was scrolled to', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    window.scrollTo(0, 900)
  })
  const way = page.getByRole('link', { name: /^Selección/ })
  const stands = await way.boundingBox()
  if (!stands) throw new Error('no way to the selection')
  await page.touchscreen.tap(stands.x + 20, stands.y + 20)
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('button', { name: 'Cerrar' }).tap()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(way).toBeFocused()
  expect(await page.evaluate(() => window.scrollY)).toBe(900)
})

test('the language in the head leads to the languages, also past what comes in when they are near', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/p/camisa-de-lino`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('link', { name: 'Idioma' }).tap()
  await expect(page.getByRole('heading', { name: 'También en la vidriera' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'English' })).toBeInViewport({ ratio: 1 })
})

test('on a phone that lies on its side the picture stands whole beside name, price and button', async ({
  page,
  store,
}) => {
  await page.setViewportSize({ width: 667, height: 375 })
  await page.goto(`/s/${store}/p/camisa-de-lino`)
  const picture = page.locator('.gallery .picture').first()
  await expect(picture).toBeInViewport({ ratio: 0.99 })
  const { width, height } = (await picture.boundingBox()) ?? { width: 0, height: 1 }
  expect(width / height).toBeCloseTo(0.8, 2)
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport({ ratio: 1 })
  await expect(page.locator('.product-price')).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('button', { name: /^Eleg/ })).toBeInViewport({ ratio: 1 })
  await expectNoSideways(page)
})

test('the filters of a phone end in what they leave: one press closes them and shows it', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  const filters = page.locator('details.filters')
  await filters.locator('summary').tap()
  await expect(page.getByRole('button', { name: /^Ver \d+ productos$/ })).toBeInViewport({ ratio: 1 })
  await page.getByRole('link', { name: 'Crudo' }).tap()
  await page.getByRole('button', { name: 'Ver 4 productos' }).tap()
  await expect(filters).not.toHaveAttribute('open')
  await expect(filters.locator('summary')).toBeFocused()
  await expect(page.locator('.grid > li').first()).toBeInViewport({ ratio: 1 })
})

test('what a key reaches among the categories has its whole ring', async ({ page, store }) => {
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('navigation', { name: 'Categorías' }).getByRole('link').first().focus()
  await page.keyboard.press('Tab')
  const room = await page.evaluate(() => {
    const link = document.activeElement
    const line = link?.closest('ul')
    if (!link || !line) return null
    const { outlineWidth, outlineOffset } = getComputedStyle(link)
    const ring = parseFloat(outlineWidth) + parseFloat(outlineOffset)
    const [inner, outer] = [link.getBoundingClientRect(), line.getBoundingClientRect()]
    return Math.min(inner.top - outer.top, outer.bottom - inner.bottom) - ring
  })
  expect(room).toBeGreaterThanOrEqual(0)
})

for (const width of [390, 1280]) {
  test(`what is suggested hangs from the whole line that is written on, at ${width} px`, async ({
    page,
    store,
  }) => {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(`/s/${store}/`)
    await page.waitForLoadState('networkidle')
    await searchLine(page).click()
    await page.keyboard.type('rem')
    const suggestion = page.getByRole('option', { name: /Remera recta/ })
    await expect(suggestion).toBeVisible()
    const [list, line] = [
      await suggestion.boundingBox(),
      await page.getByRole('search').locator('.search-box').boundingBox(),
    ]
    expect(Math.abs((list?.x ?? 0) - (line?.x ?? -100))).toBeLessThanOrEqual(1)
    await expectNoSideways(page)
  })
}

test('a product stands in the colour that the window is narrowed to, fresh from the server and narrowed here', async ({
  page,
  store,
}) => {
  const shown = page.locator('.grid > li').first().locator('img[src^="/media/"]')
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await expect(page.locator('.grid > li').first()).toContainText('Remera recta')
  const red = await shown.getAttribute('src')
  await page.locator('details.filters > summary').tap()
  await page.getByRole('link', { name: 'Crudo' }).tap()
  await expect(page.getByRole('button', { name: 'Ver 4 productos' })).toBeVisible()
  await expect(page.locator('.grid > li').first()).toContainText('Remera recta')
  await expect(shown).not.toHaveAttribute('src', red ?? '')
  const ecru = (await shown.getAttribute('src')) ?? ''
  await page.reload()
  await expect(shown).toHaveAttribute('src', ecru)
})
