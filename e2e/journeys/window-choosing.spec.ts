/** Finding among what is there: suggestions and filters. */
import type { APIRequestContext } from '@playwright/test'
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
