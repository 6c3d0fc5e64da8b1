import { expect, test } from '../support/fixtures.ts'
import { countStock, importProduct, test as owners } from './merchant-steps.ts'
import {
  buyable,
  choose,
  chooseOne,
  comeBackToTicket,
  expectNoSideways,
  standInForWhatsapp,
} from './window-steps.ts'

test.use({ serviceWorkers: 'block', viewport: { width: 390, height: 844 } })

test('what is chosen stays, counts up and down, survives a reload and reaches other tabs', async ({
  page,
  request,
  store,
}) => {
  const [one, two] = await buyable(request, store)
  const lines: string[] = []
  page.on('console', (message) => lines.push(message.text()))
  await choose(page, store, one)
  await choose(page, store, two)
  const other = await page.context().newPage()
  await other.goto(`/s/${store}/selection`)
  await page.goto(`/s/${store}/selection`)
  await expect(page.getByRole('listitem').filter({ hasText: one.name })).toBeVisible()
  await page
    .getByRole('listitem')
    .filter({ hasText: one.name })
    .getByRole('button', { name: 'Uno más' })
    .click()
  await expect(page.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('2')
  await expect(other.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('2')
  await other.getByRole('button', { name: `Sacar ${two.name}` }).click()
  await expect(page.getByRole('button', { name: `Sacar ${two.name}` })).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('2')
  await expect(page.getByRole('link', { name: 'Selección, 2 unidades' })).toBeVisible()
  await expectNoSideways(page)
  expect(lines).toContain(`selección: agregado ${one.name} ×1`)
  expect(lines.some((line) => line.startsWith('selección: resuelta'))).toBe(true)
})

owners(
  'what is gone is taken out with one notice that names it and says why',
  async ({ page, api, store }) => {
    const [one, two] = [await importProduct(api, store, 3), await importProduct(api, store, 3)]
    await choose(page, store, one)
    await choose(page, store, two)
    const lines: string[] = []
    page.on('console', (message) => lines.push(message.text()))
    await countStock(api, store, one, 0)
    await page.goto(`/s/${store}/selection`)
    await expect(page.getByRole('alert')).toHaveCount(1)
    await expect(page.getByRole('alert')).toContainText(`${one.name}, se agotó.`)
    await expect(page.getByRole('button', { name: `Sacar ${one.name}` })).toHaveCount(0)
    await expect(page.getByRole('button', { name: `Sacar ${two.name}` })).toBeVisible()
    await expect.poll(() => lines).toContain(`selección: quitado ${one.name} (sold-out)`)
    await page.getByRole('button', { name: 'Entendido' }).click()
    await expect(page.getByRole('alert')).toHaveCount(0)
  },
)

test('an empty selection invites back to the window', async ({ page, store }) => {
  await page.goto(`/s/${store}/selection`)
  await expect(page.getByText('Todavía no elegiste nada.')).toBeVisible()
  await page.getByRole('link', { name: 'Ver toda la vidriera' }).click()
  await expect(page).toHaveURL(new RegExp(`/s/${store}/$`))
})

for (const width of [320, 390, 1280])
  test(`one press: the stock is held, WhatsApp opens, the ticket stays; then it is cancelled, at ${width} px`, async ({
    page,
    request,
    store,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    await standInForWhatsapp(page)
    await chooseOne(page, request, store)
    await page.goto(`/s/${store}/selection`)
    const whatsapp = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
    expect((await whatsapp).url()).toContain('wa.me')
    await comeBackToTicket(page)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Reserva')
    await expect(page.getByText('Te lo guardamos hasta')).toBeVisible()
    await expect(page.getByRole('timer')).toContainText(/\d/)
    await expect(page.getByRole('link', { name: 'Seguir por WhatsApp' })).toHaveAttribute(
      'href',
      /^https:\/\/wa\.me\//,
    )
    await expectNoSideways(page)
    await page.getByRole('link', { name: 'Volver a la vidriera' }).click()
    await expect(page.getByText('Tenés una reserva hasta')).toBeVisible()
    await page.getByRole('link', { name: 'Ver', exact: true }).click()
    await page.getByRole('button', { name: 'Cancelar reserva' }).click()
    await page.getByRole('button', { name: 'Sí, cancelar' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Cancelado' })).toBeVisible()
    await page.getByRole('link', { name: 'Elegir otra vez' }).click()
    await expect(page.getByText('Tenés una reserva hasta')).toHaveCount(0)
  })

test('changing a reservation swaps it for another', async ({ page, request, store }) => {
  await standInForWhatsapp(page)
  await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  await page.getByRole('textbox', { name: 'Algo que quieras decir' }).fill('Para regalo')
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  const first = page.url()
  await page.getByRole('button', { name: 'Cambiar algo' }).click()
  await expect(page).toHaveURL(/\/selection$/)
  await expect(page.getByRole('textbox', { name: 'Algo que quieras decir' })).toHaveValue('Para regalo')
  await page.getByRole('button', { name: 'Uno más' }).click()
  await page.getByRole('button', { name: 'Cambiar la reserva y seguir por WhatsApp' }).click()
  await expect(page).toHaveURL(/\/c\//)
  expect(page.url()).not.toBe(first)
  await expect(page.getByRole('table', { name: 'Lo reservado' })).toContainText('2')
  await page.goto(first)
  await expect(page.getByText('Cambiaste esta reserva por otra.')).toBeVisible()
})

test('an answer that comes late is not taken for what is selected now', async ({ page, request, store }) => {
  await standInForWhatsapp(page)
  await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  await expect(page.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeVisible()
  const late = Promise.withResolvers<undefined>()
  const asked: number[] = []
  await page.route('**/selections/resolve?*', async (route) => {
    const { lines } = route.request().postDataJSON() as { lines: { quantity: number }[] }
    asked.push(lines[0]?.quantity ?? 0)
    const response = await route.fetch()
    if (asked.length === 1) await late.promise
    await route.fulfill({ response })
  })
  await page.getByRole('button', { name: 'Uno más' }).click()
  await expect.poll(() => asked).toEqual([2])
  await page.getByRole('button', { name: 'Uno más' }).click()
  late.resolve(undefined)
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await expect(page).toHaveURL(/\/c\//)
  await expect(page.getByRole('table', { name: 'Lo reservado' })).toContainText('3 ×')
})

owners(
  'once the sale is confirmed, what was sold leaves the selection and what was picked since stays',
  async ({ page, api, store }) => {
    await standInForWhatsapp(page)
    const [one, two] = [await importProduct(api, store, 3), await importProduct(api, store, 3)]
    await choose(page, store, one)
    await page.goto(`/s/${store}/selection`)
    await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
    await comeBackToTicket(page)
    const code = page.url().split('/c/')[1]
    await choose(page, store, two)
    const sold = await api.post(`/api/stores/${store}/checkouts/${code}/confirm`, { data: {} })
    expect(sold.status(), await sold.text()).toBe(200)
    await page.goto(`/s/${store}/selection`)
    await expect(page.getByRole('link', { name: 'Selección, 1 unidad' })).toBeVisible()
    await expect(page.getByRole('button', { name: `Sacar ${two.name}` })).toBeVisible()
    await expect(page.getByRole('button', { name: `Sacar ${one.name}` })).toHaveCount(0)
  },
)

test('offline, what is chosen still counts; prices come back with the connection', async ({
  page,
  request,
  store,
}) => {
  const one = await chooseOne(page, request, store)
  await page.getByRole('link', { name: 'Ver selección' }).click()
  await expect(page.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Uno más' }).click()
  await expect(page.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('2')
  await expect(page.getByRole('button', { name: 'Reservar cuando vuelva la conexión' })).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeVisible()
})

test('picked, then offline: the selection opens all the same', async ({ page, request, store }) => {
  await chooseOne(page, request, store)
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Selección, 1 unidad' }).click()
  const sheet = page.getByRole('dialog', { name: 'Tu selección' })
  await expect(sheet.getByRole('button', { name: 'Reservar cuando vuelva la conexión' })).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText('Te lo guardamos 24 h sin que pagues nada')).toBeVisible()
})

test('a page whose code cannot come says so under the header, and comes with the connection', async ({
  page,
  request,
  store,
}) => {
  const [one] = await buyable(request, store)
  const code = /\/assets\/(?:selection-(?:page|sheet)|counter)/
  await page.route(code, (route) => route.abort('internetdisconnected'))
  await page.goto(`/s/${store}/p/${one.slug}`)
  await page.waitForLoadState('networkidle')
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Selección, vacía' }).click()
  await expect(page.getByRole('heading', { name: 'Sin conexión' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Selección, vacía' })).toBeVisible()
  await page.unroute(code)
  await page.context().setOffline(false)
  await expect(page.getByText('Todavía no elegiste nada.')).toBeVisible()
})
