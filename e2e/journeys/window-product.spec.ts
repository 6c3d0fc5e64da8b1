import type { APIRequestContext } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { buyable, choose, expectNoSideways } from './window-steps.ts'

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

  test('more than there is cannot be picked in two goes', async ({ page, request, store }) => {
    const item = (await buyable(request, store)).find(({ variants }) => variants[0]?.available !== null)
    if (!item) throw new Error('the demo store counts no stock')
    await choose(page, store, item)
    await page.getByRole('textbox', { name: 'Cantidad' }).fill(String(item.variants[0]?.available))
    await page.getByRole('textbox', { name: 'Cantidad' }).press('Enter')
    await page.getByRole('button', { name: 'Elegir', exact: true }).click()
    await expect(page.getByText('y ya tenés 1 en tu selección: no hay más.')).toBeVisible()
    await expect(page.getByText('Ya tenés 1 en tu selección.')).toBeVisible()
  })
})
