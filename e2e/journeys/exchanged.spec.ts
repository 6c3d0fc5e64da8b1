import { expect, test } from '../support/fixtures.ts'
import { makeCheckout, standInForWhatsapp } from './window-steps.ts'

test('the link of a reservation that was exchanged leads to the new one', async ({
  page,
  request,
  store,
}) => {
  await standInForWhatsapp(page)
  const first = await makeCheckout(request, store)
  const second = await makeCheckout(request, store, { replaces: first })
  await page.goto(`/c/${first}`)
  await expect(page.getByText('Cambiaste esta reserva por otra.')).toBeVisible()
  await page.getByRole('link', { name: 'Ver la reserva nueva' }).click()
  await page.waitForURL(`**/c/${second}`)
  const whatsapp = page.getByRole('link', { name: /WhatsApp/ }).first()
  const text = decodeURIComponent((await whatsapp.getAttribute('href')) ?? '')
  expect(text).toMatch(/Reemplaza a mi reserva [0-9A-Z]{4}-[0-9A-Z]{4}\./)
})
