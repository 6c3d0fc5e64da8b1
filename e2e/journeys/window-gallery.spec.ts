import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import { expectNoSideways } from './window-steps.ts'

test.use({ serviceWorkers: 'block', store: 'lizimportados' })

type Told = {
  images: { url: string; variantId: string | null }[]
  variants: { id: string; available: number | null; mayFreeUpAt: string | null; backorder: boolean }[]
}

/** Opens a product of the window as the server tells it, changed by `change` on its way. */
async function openTold(page: Page, store: string, change: (told: Told) => Partial<Told>): Promise<void> {
  await page.route(/\/api\/stores\/[a-z]+\/products\/[a-z-]+\?/, async (route) => {
    if (/facets|suggestions/.test(route.request().url())) return route.continue()
    const response = await route.fetch()
    const told = (await response.json()) as Told
    await route.fulfill({ response, json: { ...told, ...change(told) } })
  })
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('region', { name: 'Productos' }).getByRole('link').nth(1).click()
  await expect(page.getByRole('list', { name: 'Fotos' })).toBeVisible()
}

/** Three pictures, the last of them of the second variant. */
const threePictures = ({ images: [image], variants }: Told): Partial<Told> =>
  image ? { images: [null, null, variants[1]?.id ?? null].map((variantId) => ({ ...image, variantId })) } : {}

const viewer = (page: Page) => page.getByRole('dialog', { name: /^Fotos: / })
/** How many times as large as whole the shown picture stands. */
const nearness = (page: Page) =>
  page
    .locator('.viewer-strip > li:not([aria-hidden="true"]) .viewer-picture')
    .evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a)

for (const [viewport, colorScheme] of [
  [{ width: 320, height: 640 }, 'dark'],
  [{ width: 1280, height: 800 }, 'light'],
] as const) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('pictures are turned, counted and opened by keyboard, and the focus comes back', async ({
      page,
      store,
    }) => {
      await openTold(page, store, threePictures)
      await expect(page.getByText('1 de 3')).toBeVisible()
      await page.getByRole('list', { name: 'Fotos' }).getByRole('link').first().focus()
      await page.keyboard.press('ArrowRight')
      await expect(page.getByText('2 de 3')).toBeVisible()
      await expectNoSideways(page)
      await page.getByRole('list', { name: 'Fotos' }).getByRole('link').nth(1).focus()
      await page.keyboard.press('Enter')
      await expect(viewer(page)).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('ArrowRight')
      await expect(viewer(page).getByText('3 de 3')).toBeVisible()
      await page.keyboard.press('+')
      await expect.poll(() => nearness(page)).toBeCloseTo(1.6)
      await page.keyboard.press('0')
      await expect.poll(() => nearness(page)).toBe(1)
      await page.keyboard.press('Tab')
      expect(await viewer(page).evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true)
      await page.keyboard.press('Escape')
      await expect(viewer(page)).toHaveCount(0)
      await expect(page.getByRole('list', { name: 'Fotos' }).getByRole('link').nth(2)).toBeFocused()
      await expect(page.getByText('3 de 3')).toBeVisible()
    })
  })
}

test('fingers: tapped twice it comes near, pinched nearer, pushed aside it turns, thrown down it closes', async ({
  page,
  store,
}) => {
  await openTold(page, store, threePictures)
  await page.getByRole('list', { name: 'Fotos' }).getByRole('link').first().tap()
  await expect(viewer(page)).toBeVisible()
  await page.touchscreen.tap(195, 400)
  await page.touchscreen.tap(195, 400)
  await expect.poll(() => nearness(page)).toBeCloseTo(2.5)
  const touch = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    })
  await send('touchStart', [150, 400], [240, 400])
  await send('touchMove', [130, 400], [260, 400])
  await send('touchEnd')
  await expect.poll(() => nearness(page)).toBeGreaterThan(3)
  await page.keyboard.press('0')
  await send('touchStart', [300, 400])
  await send('touchMove', [200, 402])
  await send('touchMove', [120, 404])
  await send('touchEnd')
  await expect(viewer(page).getByText('2 de 3')).toBeVisible()
  await send('touchStart', [200, 300])
  await send('touchMove', [202, 400])
  await send('touchMove', [204, 520])
  await send('touchEnd')
  await expect(viewer(page)).toHaveCount(0)
})

test('the picture of the chosen variant comes forward', async ({ page, store }) => {
  await openTold(page, store, (told) => ({
    ...threePictures(told),
    variants: told.variants.slice(0, 2).map((variant) => ({ ...variant, options: {} })),
    options: [],
  }))
  await page.getByRole('group', { name: 'Opción' }).getByRole('radio').nth(1).check()
  await expect(page.getByText('3 de 3')).toBeVisible()
})

test('what others hold says when it may be free', async ({ page, store }) => {
  const mayFreeUpAt = new Date(Date.now() + 3_600_000).toISOString()
  await openTold(page, store, ({ variants }) => ({
    variants: variants.map((variant) => ({ ...variant, available: 0, backorder: false, mayFreeUpAt })),
  }))
  await expect(
    page.getByText(/^Lo tiene reservado otra persona; puede liberarse .* a las \d\d:\d\d\.$/),
  ).toBeVisible()
})

test('related products stand below, fetched when somebody comes near, and lead on', async ({
  page,
  store,
}) => {
  const answer = page.waitForResponse(/\/related\?/)
  await page.goto(`/s/${store}/p/camisa-de-lino`)
  await page.getByRole('contentinfo').scrollIntoViewIfNeeded()
  await answer
  const related = page.getByRole('region', { name: 'También en la vidriera' })
  await expect(related.getByRole('link').first()).toBeVisible()
  await expectNoSideways(page)
  await expectAccessible(page)
  await related.getByRole('link').first().click()
  await expect(page).not.toHaveURL(/camisa-de-lino$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('what is picked falls into the selection, and stays where less motion is asked for', async ({
  page,
  store,
}) => {
  await page.addInitScript(() => {
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node instanceof Element && node.matches('.falling-picture'))
            document.documentElement.dataset['fell'] = 'yes'
    }).observe(document, { childList: true, subtree: true })
  })
  const pick = async () => {
    await page.goto(`/s/${store}/p/tapado-largo`)
    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: 'Elegir', exact: true }).click()
    await expect(page.getByText('en tu selección')).toBeVisible()
  }
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await pick()
  await expect(page.locator('html')).not.toHaveAttribute('data-fell', 'yes')
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.goto(`/s/${store}/selection`)
  await page.getByRole('button', { name: /^Sacar/ }).click()
  await pick()
  await expect(page.locator('html')).toHaveAttribute('data-fell', 'yes')
  await expect(page.locator('.falling-picture')).toHaveCount(0)
})
