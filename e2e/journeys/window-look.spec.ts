import type { Page } from '@playwright/test'
import type { Facets } from '../../shared/catalogue.ts'
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

test.describe('under a thumb', () => {
  test.use({ isMobile: true, hasTouch: true })
  test('nothing stays lit after a tap', async ({ page, store }) => {
    await page.goto(`/s/${store}/`)
    await page.waitForLoadState('networkidle')
    const summary = page.locator('summary')
    const colour = () => summary.evaluate((element) => getComputedStyle(element).color)
    const before = await colour()
    await summary.tap()
    await expect(page.locator('.filters')).toHaveAttribute('open')
    expect(await colour()).toBe(before)
  })
})

test('a colour is shown where it is filtered by', async ({ page, request }) => {
  const answer = await request.get('/api/stores/lizimportados/products/facets')
  const { options } = (await answer.json()) as Facets
  const colours = options.flatMap(({ values }) => values.flatMap(({ colorHex }) => colorHex ?? []))
  expect(colours.length).toBeGreaterThan(2)
  await page.goto('/s/lizimportados/')
  await page.getByText('Filtrar').click()
  const shown = () =>
    page
      .locator('.chip circle:visible')
      .evaluateAll((all) => all.map((circle) => circle.getAttribute('fill')))
  await expect.poll(shown).toEqual(colours)
})

test('on a desk no picture but the great one is cropped, and none is fetched larger than it is shown', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  // every product here has a picture: no journey brings another one in
  await page.goto('/s/monpatisserie/')
  const pictures = page.locator('.card .picture picture img')
  await expect(pictures).toHaveCount(12)
  for (const picture of await pictures.all()) await picture.scrollIntoViewIfNeeded()
  await page.waitForLoadState('networkidle')
  const shown = await pictures.evaluateAll((all) =>
    all.map((image) => {
      const { width, height } = image.getBoundingClientRect()
      const fetched = Number(/-(\d+)\.\w+$/.exec((image as HTMLImageElement).currentSrc)?.[1])
      return { ratio: (width / height).toFixed(2), spare: fetched / width }
    }),
  )
  expect(shown.slice(1).map(({ ratio }) => ratio)).toEqual(Array(11).fill('0.80'))
  for (const { spare } of shown) expect(spare).toBeLessThan(1.5)
})

for (const [width, height] of [
  [390, 664],
  [360, 640],
  [320, 640],
] as const) {
  test(`on a screen of ${width} × ${height} the great picture is whole, and the first row is seen below it`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height })
    for (const store of stores) {
      await page.goto(`/s/${store}/`)
      await page.waitForLoadState('networkidle')
      const bottom = await page
        .locator('.card .picture')
        .first()
        .evaluate((picture) => picture.getBoundingClientRect().bottom)
      expect(bottom, store).toBeLessThanOrEqual(height)
      const next = await page
        .locator('.card .picture')
        .nth(1)
        .evaluate((picture) => picture.getBoundingClientRect().top)
      expect(next, store).toBeLessThanOrEqual(height - 16)
      for (const part of [page.getByRole('searchbox'), page.locator('summary'), page.getByText(/^Hoy/)])
        await expect(part).toBeInViewport({ ratio: 1 })
    }
  })
}

test('on a phone the line to search on takes all of its line when it is written on', async ({
  page,
  store,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('searchbox').click()
  const line = page.getByRole('combobox', { name: /buscar/i })
  await line.pressSequentially('lu', { delay: 40 })
  const option = page.getByRole('listbox').getByRole('option').first()
  await expect(option).toBeVisible()
  expect((await option.boundingBox())?.width).toBeGreaterThan(230)
  await line.press('Escape')
  await line.press('Tab')
  await expect(page.getByRole('combobox', { name: 'Ordenar' })).toBeFocused()
})

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
