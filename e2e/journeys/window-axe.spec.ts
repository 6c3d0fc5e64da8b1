import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { buyable, choose, makeCheckout } from './window-steps.ts'

test.use({ serviceWorkers: 'block', viewport: { width: 390, height: 844 } })

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }))).toEqual(
    [],
  )
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is accessible, ${colorScheme}`, async ({ page, request, store }) => {
    await page.emulateMedia({ colorScheme })
    const [item] = await buyable(request, store)
    if (!item) throw new Error('the demo store has too few products')
    const code = await makeCheckout(request, store)
    for (const path of [
      `/s/${store}/`,
      `/s/${store}/?q=xqzwvkj`,
      `/s/${store}/selection`,
      `/c/${code}`,
      '/nada',
    ]) {
      await page.goto(path)
      await expectAccessible(page)
    }
    await choose(page, store, item)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Ver selección' }).click()
    await expect(page.getByRole('textbox', { name: `Cantidad de ${item.name}` })).toBeVisible()
    await expectAccessible(page)
  })
}
