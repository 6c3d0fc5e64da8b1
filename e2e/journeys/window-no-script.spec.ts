import { expect, test } from '../support/fixtures.ts'
import { ownersApi } from './merchant-steps.ts'
import { buyable, expectNoSideways, makeCheckout } from './window-steps.ts'

test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })

test('the window reads, searches and turns its pages without JavaScript', async ({
  page,
  request,
  store,
}) => {
  const [item] = await buyable(request, store)
  await page.goto(`/s/${store}/`)
  const products = page.getByRole('region', { name: 'Productos' })
  const firstName = await products.getByRole('link').first().textContent()
  await products.getByRole('link', { name: 'Ver más' }).click()
  await expect(page).toHaveURL(/cursor=/)
  expect(await products.getByRole('link').first().textContent()).not.toBe(firstName)
  await page.getByRole('link', { name: 'Ver desde el principio' }).click()
  await page.getByRole('searchbox').fill(item?.name ?? '')
  await page.getByRole('button', { name: 'Buscar' }).click()
  await expect(products.getByRole('link').first()).toContainText(item?.name ?? '')
})

test('a product reads without JavaScript, and offers nothing that would not work', async ({
  page,
  request,
  store,
}) => {
  const [item] = await buyable(request, store)
  await page.goto(`/s/${store}/p/${item?.slug}`)
  await expect(page.getByRole('heading', { level: 1, name: item?.name ?? '' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Detalles' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Elegir' })).toHaveCount(0)
})

test('the ticket reads without JavaScript, and the GET changes nothing', async ({
  page,
  request,
  store,
  owner,
  baseURL,
}) => {
  const code = await makeCheckout(request, store)
  const api = await ownersApi(baseURL ?? '', owner)
  const merchants = `/api/stores/${store}/checkouts/${code}/merchant`
  const kept = async () => (await (await api.get(merchants)).json()) as object
  const before = await kept()
  expect(before).toMatchObject({ status: 'pending', events: [{ kind: 'made' }] })
  const answer = await page.goto(`/c/${code}`)
  expect(answer?.headers()).toMatchObject({
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'no-referrer',
  })
  await expect(page.getByText('Te lo guardamos hasta')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Lo reservado' })).toBeVisible()
  await expectNoSideways(page)
  expect(await kept()).toEqual({ ...before, serverTime: expect.any(String) })
  await api.dispose()
})

test('the selection says why it needs JavaScript', async ({ page, store }) => {
  await page.goto(`/s/${store}/selection`)
  await expect(page.getByText('hace falta JavaScript')).toBeVisible()
})
