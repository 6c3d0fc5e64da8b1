/** More than one reservation takes: it is read as the most there may be, said where it is, and not reserved. */
import type { Page } from '@playwright/test'
import { MAX_LINES } from '../../shared/selection.ts'
import type { NewLine } from '../../shared/selection-document.ts'
import { expectAccessible } from '../support/accessible.ts'
import { expect } from '../support/fixtures.ts'
import { importProduct, test } from './merchant-steps.ts'
import { addFromElsewhere, quantity, saved } from './together-steps.ts'
import { choose } from './window-steps.ts'

/** What is on the page is at the shop, and somebody else adds these to it. */
async function addToWhatIsShown(page: Page, baseURL: string, store: string, lines: NewLine[]): Promise<void> {
  await page.goto(`/s/${store}/selection`)
  await expect(page.locator('.kept-where')).toHaveText(saved)
  const id = await page.evaluate((key) => localStorage.getItem(key) ?? '', `vidriera:${store}:selection`)
  await addFromElsewhere(baseURL, { store, id }, lines)
}

const reserve = (page: Page) => page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })

test('more units than a line holds are said at the line and beside the button, and one tap takes the most', async ({
  page,
  api,
  store,
  baseURL,
}) => {
  const jar = await importProduct(api, store, 5_000)
  await choose(page, store, jar)
  await addToWhatIsShown(page, baseURL ?? '', store, [{ variantId: jar.variantId, quantity: 999 }])
  const line = page.getByRole('listitem').filter({ hasText: jar.name })
  await expect(quantity(page, jar.name)).toHaveValue('999')
  await expect(line).toContainText('Entre todos pidieron más de 999, lo más que lleva una reserva.')
  await expect(reserve(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(reserve(page)).toHaveAccessibleDescription(/^Una reserva lleva hasta 999 de cada producto\./)

  await expectAccessible(page)
  await line.getByRole('button', { name: 'Llevar 999' }).click()
  await expect(line).not.toContainText('Entre todos')
  await expect(reserve(page)).toHaveAttribute('aria-disabled', 'false')
  await page.getByRole('button', { name: 'Uno menos' }).click()
  await expect(quantity(page, jar.name)).toHaveValue('998')
})

test('lines behind the hundredth are named, said to be left out, and keep the rest from being reserved until some are taken out', async ({
  page,
  api,
  store,
  baseURL,
}) => {
  const [jar, last] = [await importProduct(api, store, 5_000), await importProduct(api, store, 5_000)]
  await choose(page, store, jar)
  const engraved = Array.from({ length: MAX_LINES }, (_, n) => ({
    ...{ variantId: n === MAX_LINES - 1 ? last.variantId : jar.variantId, quantity: 1 },
    configuration: { grabado: String(n) },
  }))
  await addToWhatIsShown(page, baseURL ?? '', store, engraved)
  const lines = page.locator('.line')
  await expect(lines).toHaveCount(MAX_LINES + 1)
  await expect(lines.nth(MAX_LINES - 1)).toContainText('$')
  const outside = lines.nth(MAX_LINES)
  await expect(outside).toContainText('Quedó afuera: una reserva lleva hasta 100 productos.')
  await expect(outside).toContainText(last.name)
  await expect(page.getByText('Quedó afuera')).toHaveCount(1)
  await expect(reserve(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(reserve(page)).toHaveAccessibleDescription(
    'Una reserva lleva hasta 100 productos y elegiste 101. Sacá 1 para poder reservar.',
  )
  await lines
    .first()
    .getByRole('button', { name: /^Sacar/ })
    .click()
  await expect(page.getByText('Quedó afuera')).toHaveCount(0)
  await expect(reserve(page)).toHaveAttribute('aria-disabled', 'false')
})
