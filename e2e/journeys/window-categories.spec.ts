import type { CategoryTree } from '../../shared/catalogue.ts'
import { expect, test } from '../support/fixtures.ts'

test('a picture stands before the name of its category: round, the smallest there is, and the line is no taller', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/`)
  const line = page.getByRole('navigation', { name: 'Categorías' })
  // what it shows is decoration: the link is called what it says
  const link = line.getByRole('link', { name: 'Instrumentos', exact: true })
  const picture = link.locator('picture img')
  await expect(picture).toHaveAttribute('alt', '')
  await expect(picture).toHaveAttribute('loading', 'lazy')
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => [img.naturalWidth > 0, img.currentSrc]))
    .toEqual([true, expect.stringMatching(/-320\.(?:avif|webp)$/)])
  const frame = link.locator('.picture')
  await expect(frame).toHaveCSS('border-radius', '50%')
  const [round, whole, bare] = await Promise.all(
    [frame, link, line.getByRole('link', { name: 'Todo' })].map((one) =>
      one.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect),
    ),
  )
  expect([round?.width, round?.height, round?.left]).toEqual([28, 28, whole?.left])
  expect(whole?.height).toBe(bare?.height)
})

test('a category without a picture is its name alone, and one whose picture cannot be had its initial before it', async ({
  page,
  store,
}) => {
  await page.route('**/media/*-320.*', (route) => route.abort())
  await page.route(`**/api/stores/${store}/categories**`, async (route) => {
    const response = await route.fetch()
    const { categories } = (await response.json()) as CategoryTree
    const bare = categories.map((one) => (one.slug === 'naturaleza' ? { ...one, image: null } : one))
    await route.fulfill({ response, json: { categories: bare } })
  })
  await page.goto(`/s/${store}/p/sextante`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('banner').getByRole('link', { name: 'Rare & Magic' }).click()
  const named = (name: string) => page.getByRole('link', { name, exact: true })
  await expect(named('Naturaleza')).toBeVisible()
  await expect(named('Naturaleza').locator('.picture')).toHaveCount(0)
  await expect(named('Instrumentos').locator('.picture')).toHaveText('I')
})
