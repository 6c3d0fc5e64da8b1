/** Where a shopper stood in the window, when a phone has thrown its tab away meanwhile. */
import { expect, test } from '../support/fixtures.ts'
import { addStore } from '../support/command.ts'
import { ownersApi } from './merchant-steps.ts'

test('two further pages and the place among them outlive a reload, and a document of another page', async ({
  page,
  baseURL,
  owner,
}) => {
  const store = addStore('Frascos')
  const api = await ownersApi(baseURL ?? '', owner)
  const rows = Array.from({ length: 40 }, (_, n) => `simple,frasco-${n},Frasco ${n},1,5,${1500 + n}`)
  const imported = await api.post(`/api/stores/${store}/imports`, {
    headers: { 'content-type': 'text/csv' },
    data: `Type,SKU,Name,Published,Stock,Regular price\n${rows.join('\n')}\n`,
  })
  expect(await imported.json()).toMatchObject({ products: { created: rows.length }, errors: 0 })
  await api.dispose()

  await page.goto(`/s/${store}/?sort=price-asc`)
  const products = page.getByRole('region', { name: 'Productos' })
  const cards = products.getByRole('listitem')
  for (const count of [24, 36]) {
    await products.getByRole('link', { name: 'Ver más' }).click()
    await expect(cards).toHaveCount(count)
  }
  const card = cards.filter({ hasText: 'Frasco 30' })
  await card.scrollIntoViewIfNeeded()
  const top = await card.evaluate((element) => element.getBoundingClientRect().top)
  const expectSamePlace = async () => {
    await expect(cards).toHaveCount(36)
    await expect(card).toBeInViewport()
    await expect
      .poll(() => card.evaluate((element) => element.getBoundingClientRect().top))
      .toBeCloseTo(top, -1)
  }
  await page.reload()
  await expectSamePlace()

  await card.getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Frasco 30', level: 1 })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Frasco 30', level: 1 })).toBeVisible()
  await page.goBack()
  await expectSamePlace()
})
