import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { makeCheckout } from './window-steps.ts'

test.use({ serviceWorkers: 'block', viewport: { width: 390, height: 844 }, locale: 'es-AR' })

const stores = ['raremagic', 'lizimportados', 'luxurywatch', 'monpatisserie']
const colourOf = (page: Page, property: string) =>
  page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name), property)

/** Woff2 files the page asks for, with their sizes. */
function watchFonts(page: Page): Map<string, Promise<number>> {
  const fonts = new Map<string, Promise<number>>()
  page.on('response', (answer) => {
    const name = new URL(answer.url()).pathname.split('/').at(-1) ?? ''
    if (name.endsWith('.woff2'))
      fonts.set(
        name,
        answer.body().then((body) => body.length),
      )
  })
  return fonts
}

for (const store of stores) {
  test(`${store} fetches its own two families at most, 60 kB together`, async ({ page }) => {
    const fonts = watchFonts(page)
    await page.goto(`/s/${store}/`)
    await page.evaluate(() => document.fonts.ready)
    const sizes = await Promise.all(fonts.values())
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.length).toBeLessThanOrEqual(2)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000)
  })
}

/** Categories that something else covers, or that the edge of their line cuts where nothing says that it goes on. */
const hiddenCategories = (page: Page) =>
  page.locator('.categories ul').evaluateAll((lines) =>
    lines.flatMap((line) => {
      const edge = line.getBoundingClientRect()
      const fades = getComputedStyle(line).maskImage !== 'none'
      return [...line.querySelectorAll('a')].flatMap((link) => {
        const { left, right, top, bottom } = link.getBoundingClientRect()
        if (right > edge.right + 1)
          return fades || edge.right >= innerWidth ? [] : [`${link.textContent} is cut`]
        const at = (x: number) => document.elementFromPoint(x, (top + bottom) / 2)
        const isSeen = [left + 2, right - 2].every((x) => at(x) === link)
        return isSeen ? [] : [`${link.textContent} is covered`]
      })
    }),
  )

for (const [width, height] of [
  [820, 1180],
  [844, 390],
  [1024, 768],
  [1280, 800],
] as const) {
  test(`at ${width} px no category is covered, or cut without a sign`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    for (const store of stores) {
      await page.goto(`/s/${store}/`)
      await expect(page.getByRole('searchbox')).toBeVisible()
      expect(await hiddenCategories(page), store).toEqual([])
      const line = page.locator('.categories ul').first()
      await line.evaluate((element) => element.scrollTo({ left: element.scrollWidth }))
      await expect.poll(() => line.evaluate((element) => getComputedStyle(element).maskImage)).toBe('none')
      await expect(line.getByRole('link').last()).toBeInViewport({ ratio: 1 })
    }
  })
}

test('PAG6 another store is followed into its colours, light and dark, without a new document', async ({
  page,
}) => {
  await page.goto('/s/raremagic/')
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = '/s/monpatisserie/'
    link.textContent = 'otra tienda'
    document.querySelector('main')?.prepend(link)
    Object.assign(window, { isSameDocument: true })
  })
  const before = await colourOf(page, '--surface')
  await page.getByRole('link', { name: 'otra tienda' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mon Patisserie' })).toBeVisible()
  await expect.poll(() => colourOf(page, '--surface')).not.toBe(before)
  const light = await colourOf(page, '--surface')
  await expect(page.locator('html')).toHaveAttribute('data-typeface', 'soft')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await colourOf(page, '--surface')).not.toBe(light)
  expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)
})

test('more contrast is given where it is asked for', async ({ page }) => {
  await page.emulateMedia({ contrast: 'more' })
  await page.goto('/s/raremagic/')
  expect(await colourOf(page, '--muted')).toBe(await colourOf(page, '--ink'))
})

test('a sheet comes over the page, is thrown away by the thumb, and gives the focus back', async ({
  page,
  request,
  store,
}) => {
  await page.goto(`/c/${await makeCheckout(request, store)}`)
  const opener = page.getByRole('button', { name: 'Cancelar reserva' })
  await opener.click()
  const sheet = page.getByRole('dialog', { name: 'Cancelar reserva' })
  await expect(sheet).toBeInViewport({ ratio: 0.9 })
  const box = await sheet.boundingBox()
  const x = 195
  const y = (box?.y ?? 0) + 12
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y + (box?.height ?? 0) * 0.8, { steps: 6 })
  await page.mouse.up()
  await expect(sheet).toBeHidden()
  await expect(opener).toBeFocused()
})

test('the line to search on suggests, by keyboard too, and Enter on nothing sends it', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('searchbox').click()
  const line = page.getByRole('combobox', { name: /buscar/i })
  await expect(line).toBeFocused()
  await line.pressSequentially('lu', { delay: 40 })
  const first = page.getByRole('listbox').getByRole('option').first()
  await expect(first).toBeVisible()
  await line.press('Enter')
  await expect(page).toHaveURL(/\?q=lu$/)
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('searchbox').click()
  await expect(line).toBeFocused()
  await line.pressSequentially('lu', { delay: 40 })
  await expect(first).toBeVisible()
  await line.press('ArrowDown')
  await expect(first).toHaveAttribute('data-highlighted', '')
  await line.press('Enter')
  await expect(page).toHaveURL(/\/p\/|category=/)
})

test('the way to search leads to the line from every page', async ({ page, store }) => {
  await page.goto(`/s/${store}/selection`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('banner').getByRole('link', { name: 'Buscar en la vidriera' }).click()
  await expect(page.locator('#search input').first()).toBeFocused()
})

for (const store of stores) {
  test(`${store}: faces that come late take their place without a shift`, async ({ page, request }) => {
    const answer = await request.get(`/api/stores/${store}/products?limit=1`)
    const { items } = (await answer.json()) as { items: { slug: string }[] }
    await page.setViewportSize({ width: 1280, height: 860 })
    await page.addInitScript(() => {
      Object.assign(window, { shifted: 0 })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
          (window as unknown as { shifted: number }).shifted += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    // they arrive only once everything has been painted without them
    let arrive = (): void => undefined
    const painted = new Promise<void>((resolve) => (arrive = resolve))
    await page.route('**/*.woff2', async (route) => {
      await painted
      await route.continue()
    })
    await page.goto(`/s/${store}/p/${items[0]?.slug}`, { waitUntil: 'domcontentloaded' })
    await expect(page.getByRole('link', { name: /Selección/ })).toBeVisible()
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    arrive()
    await page.evaluate(() => document.fonts.ready)
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThanOrEqual(
      0.02,
    )
  })
}

test('the picture that is tapped travels into its page; with less motion nothing travels', async ({
  page,
  store,
}) => {
  await page.addInitScript(() => {
    const moved: string[] = []
    Object.assign(window, { moved })
    const start = document.startViewTransition.bind(document)
    document.startViewTransition = (update) => {
      const transition = start(update)
      void transition.ready.then(() => {
        for (const { effect } of document.documentElement.getAnimations({ subtree: true }))
          if (effect instanceof KeyframeEffect) moved.push(effect.pseudoElement ?? '')
      })
      return transition
    }
  })
  const moved = () => page.evaluate(() => (window as unknown as { moved: string[] }).moved)
  const follow = async () => {
    const arrived = page.waitForResponse(/page-transitions/)
    await page.goto(`/s/${store}/`)
    await arrived
    await page.waitForLoadState('networkidle')
    // At hand before it is tapped: nothing travels to a page that has to be waited for.
    const card = page.getByRole('region', { name: 'Productos' }).getByRole('link').nth(1)
    const fetched = page.waitForResponse(/\/api\/.*\/products\/[^/?]+/)
    await card.hover()
    await fetched
    await page.waitForLoadState('networkidle')
    await card.click()
    await expect(page).toHaveURL(/\/p\//)
    await expect.poll(async () => (await moved()).length).toBeGreaterThan(0)
  }
  await follow()
  expect(await moved()).toContain('::view-transition-group(travelling-picture)')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await follow()
  expect((await moved()).filter((name) => /group\(/.test(name) && !name.includes('root'))).toEqual([])
})
