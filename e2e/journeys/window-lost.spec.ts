import { expectAccessible } from '../support/accessible.ts'
import { addStore } from '../support/command.ts'
import { expect, test } from '../support/fixtures.ts'
import { chooseOne, makeCheckout, standInForWhatsapp } from './window-steps.ts'

test.use({ serviceWorkers: 'block' })

for (const { what, search, says } of [
  {
    what: 'a category that is gone',
    search: '?category=nada',
    says: 'Esa categoría ya no está en la vidriera.',
  },
  { what: 'a search too long', search: `?q=${'a'.repeat(300)}`, says: 'Es mucho para buscar de una vez.' },
  { what: 'a link cut short', search: '?cursor=xx', says: 'No entendimos qué se busca con este enlace.' },
]) {
  test(`${what} is said, is not found, and leads out`, async ({ page, store }) => {
    const answer = await page.goto(`/s/${store}/${search}`)
    expect(answer?.status()).toBe(404)
    await expect(page.getByText(says)).toBeVisible()
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', 'noindex')
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Ver toda la vidriera' }).click()
    await expect(page.getByRole('region', { name: 'Productos' }).getByRole('link').first()).toBeVisible()
    await expect(page.getByText(says)).toHaveCount(0)
    await page.goBack()
    await expect(page.getByText(says)).toBeVisible()
  })
}

test('a store that has nothing yet offers to be asked, and no tools that would find nothing', async ({
  page,
}) => {
  const store = addStore('Todavía vacía')
  for (let visit = 0; visit < 2; visit++) {
    // Once as the server writes it, once as the page does.
    if (visit === 0) await page.goto(`/s/${store}/`)
    else await page.getByRole('link', { name: 'Ver toda la vidriera' }).click()
    await expect(page.getByText('La vidriera se está armando.')).toBeVisible()
    const ask = page.getByRole('main').getByRole('link', { name: 'Escribinos por WhatsApp' })
    await expect(ask).toHaveAttribute('href', 'https://wa.me/5491155550199')
    await expect(page.getByRole('link', { name: 'Ver toda la vidriera' })).toHaveCount(0)
    await expect(page.getByRole('search')).toBeHidden()
    await expect(page.getByText('Filtrar')).toBeHidden()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
    await page.goto(`/s/${store}/?q=nada`)
    await expect(page.getByRole('search')).toBeVisible()
  }
})

test('a ticket whose code cannot come says what is safe, and comes with the connection', async ({
  page,
  request,
  store,
}) => {
  await standInForWhatsapp(page)
  await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  const code = /\/assets\/checkout-page.*\.js/
  await page.route(code, (route) => route.abort('internetdisconnected'))
  // nobody is reached when the page asks whether a reload would help
  await page.route('**/*', (route) =>
    route.request().method() === 'HEAD' ? route.abort() : route.fallback(),
  )
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await expect(page.getByText('No pudimos traer tu reserva. Sigue como estaba')).toBeVisible()
  await expectAccessible(page)
  await page.unroute(code)
  await page.getByRole('button', { name: 'Probar otra vez' }).click()
  await expect(page.getByText('Te lo guardamos hasta')).toBeVisible()
})

test('a ticket opened by its link stays readable where its code cannot come', async ({
  page,
  request,
  store,
}) => {
  const code = await makeCheckout(request, store)
  await page.route(/\/assets\/checkout-page.*\.js/, (route) => route.abort('internetdisconnected'))
  await page.goto(`/c/${code}`)
  await page.waitForLoadState('networkidle')
  await expect(page.getByText('Te lo guardamos hasta')).toBeVisible()
  await expect(page.getByRole('main')).toHaveCount(1)
})
