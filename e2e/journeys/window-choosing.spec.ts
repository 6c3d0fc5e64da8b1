/** Finding among what is there: suggestions and filters. */
import type { APIRequestContext, Page } from '@playwright/test'
import type { ProductPage } from '../../shared/catalogue.ts'
import { expect, test } from '../support/fixtures.ts'
import { searchLine } from './window-steps.ts'

test.use({ serviceWorkers: 'block' })

async function productsOf(request: APIRequestContext, store: string, query = ''): Promise<ProductPage> {
  const answer = await request.get(`/api/stores/${store}/products?limit=100&${query}`)
  return (await answer.json()) as ProductPage
}

test('suggestions bring thumbnails, and say of a price that it is the lowest, as the cards do', async ({
  page,
  request,
}) => {
  const store = 'monpatisserie'
  const { items } = await productsOf(request, store)
  const several = items.find(({ variants }) => new Set(variants.map(({ price }) => price.amount)).size > 1)
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  const widths: number[] = []
  page.on('request', (asked) => {
    const width = /\/media\/[0-9a-f]+-(\d+)\./.exec(asked.url())?.[1]
    if (width) widths.push(Number(width))
  })
  const option = page.getByRole('option', { name: several?.name ?? '' }).first()
  await expect(async () => {
    // where the server is slower than a keystroke the phone answers, and says no price
    await searchLine(page).fill('')
    await searchLine(page).fill(several?.name ?? '')
    await expect(option).toContainText(/desde \$/, { timeout: 2_000 })
  }).toPass()
  await page.waitForLoadState('networkidle')
  expect(widths.length).toBeGreaterThan(0)
  expect(Math.max(...widths)).toBeLessThanOrEqual(320)
})

const cards = (page: Page) => page.getByRole('region', { name: 'Productos' }).getByRole('listitem')
const total = (n: number) => (n === 1 ? '1 producto' : `${n} productos`)

/** The window shows what the API answers to the same question, as many and the same ones. */
async function expectAnswered(
  page: Page,
  request: APIRequestContext,
  store: string,
  query: string,
): Promise<void> {
  const { items } = await productsOf(request, store, query)
  await expect(page.locator('.filters-total')).toHaveText(total(items.length))
  await expect(cards(page)).toHaveCount(Math.min(items.length, 12))
  const names = items.map(({ name }) => name)
  for (const name of await page.locator('.card-name').allTextContents()) expect(names).toContain(name)
}

test('a chip, “Disponible” and “En oferta” narrow the window, and give it back', async ({
  page,
  request,
}) => {
  // no journey brings anything into it, so that the answer is the same a moment later
  const store = 'luxurywatch'
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.getByText('Filtrar').click()
  await page.getByRole('link', { name: 'Disponible ahora' }).click()
  await expect(page).toHaveURL(/\?available=1$/)
  await expectAnswered(page, request, store, 'available=1')
  const chip = page.getByRole('region', { name: 'Esfera' }).getByRole('link', { name: 'Verde botella' })
  await chip.click()
  await expect(page).toHaveURL(/option=esfera%3A/)
  const option = new URL(page.url()).searchParams.get('option') ?? ''
  await expectAnswered(page, request, store, `available=1&option=${option}`)
  await expect(chip).toHaveAttribute('aria-current', 'true')
  await page.getByRole('link', { name: 'En oferta' }).click()
  await expect(page).toHaveURL(/sale=1/)
  await expectAnswered(page, request, store, `available=1&option=${option}&onSale=1`)
  await expect(page.locator('.filters-count')).toHaveText('3')
  await chip.click()
  await expect(page).not.toHaveURL(/option=/)
  await expectAnswered(page, request, store, 'available=1&onSale=1')
  await page.getByRole('link', { name: 'Quitar los filtros' }).click()
  await expect(page).toHaveURL(new RegExp(`/s/${store}/$`))
  await expectAnswered(page, request, store, '')
})

test('a price is taken as it is written, with thousands and decimals', async ({ page, request, store }) => {
  await page.goto(`/s/${store}/?sort=price-asc`)
  await page.waitForLoadState('networkidle')
  await page.getByText('Filtrar').click()
  await page.getByLabel('Desde').fill('112.000,50')
  await page.getByLabel('Hasta').fill('$ 199.000')
  await page.getByRole('button', { name: 'Aplicar' }).click()
  await expect(page).toHaveURL(/\?sort=price-asc&min=112000\.5&max=199000$/)
  await expectAnswered(page, request, store, 'minPrice=11200050&maxPrice=19900000')
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })
  const everything = 'q=lino&sort=price-asc&option=talle%3Am&available=1&sale=1&min=50000&max=900000'
  const asked = (page: Page) => [...new URL(page.url()).searchParams].sort().join(' ')
  const wanted = (change: Record<string, string>) => {
    const search = new URLSearchParams(everything)
    for (const [name, value] of Object.entries(change)) search.set(name, value)
    return [...search].sort().join(' ')
  }

  test('searching and ordering lose nothing that narrows the window', async ({ page }) => {
    await page.goto(`/s/lizimportados/?${everything}`)
    await searchLine(page).fill('camisa')
    await page.getByRole('combobox', { name: 'Ordenar' }).selectOption('name')
    await page.getByRole('button', { name: 'Buscar' }).click()
    await expect.poll(() => asked(page)).toBe(wanted({ q: 'camisa', sort: 'name' }))
  })

  test('a price loses nothing that narrows the window', async ({ page }) => {
    await page.goto(`/s/lizimportados/?${everything}`)
    await page.getByLabel('Desde').fill('60000')
    await page.getByRole('button', { name: 'Aplicar' }).click()
    await expect.poll(() => asked(page)).toBe(wanted({ min: '60000' }))
  })

  test('a price narrows the window as it is written', async ({ page, request, store }) => {
    await page.goto(`/s/${store}/?sort=price-asc`)
    await page.getByText('Filtrar').click()
    await page.getByLabel('Desde').fill('112.000,50')
    await page.getByRole('button', { name: 'Aplicar' }).click()
    await expect(page.getByLabel('Desde')).toHaveValue('112.000,50')
    await expectAnswered(page, request, store, 'minPrice=11200050')
  })
})

for (const { language, name, says } of [
  { language: 'es', name: 'Óptica', says: 'Lentes para lo lejano y lo chiquito.' },
  { language: 'en', name: 'Optics', says: 'Lenses for the far and the tiny.' },
  { language: 'pt', name: 'Óptica', says: 'Lentes para o distante e o miúdo.' },
]) {
  test(`a category has a page of its own, in ${language}: its name, its words, the way to it`, async ({
    page,
    request,
  }) => {
    const address = `/s/raremagic/?category=optica&lang=${language}`
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await expect(page.getByText(says)).toBeVisible()
    await expect(page).toHaveTitle(`${name} · Rare & Magic`)
    await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', says)
    await page.waitForLoadState('networkidle')
    const data = await page.locator('script[type="application/ld+json"]').allTextContents()
    const way = data
      .map(
        (text) => JSON.parse(text) as { '@type': string; itemListElement: { name: string; item: string }[] },
      )
      .find((one) => one['@type'] === 'BreadcrumbList')
    expect(way?.itemListElement.map((step) => new URL(step.item).search)).toEqual([
      '',
      '?category=instrumentos',
      '?category=optica',
    ])
    expect(way?.itemListElement.at(-1)?.name).toBe(name)
    expect((await request.get(way?.itemListElement[1]?.item ?? '')).status()).toBe(200)
    await page.getByRole('navigation').getByRole('link').first().click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rare & Magic')
    await expect(page).toHaveTitle('Rare & Magic')
    await page.goBack()
    await expect(page).toHaveTitle(`${name} · Rare & Magic`)
    await expect(page.getByText(says)).toBeVisible()
  })
}
