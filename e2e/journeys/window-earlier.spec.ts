/** A reservation that stays open while another selection is begun. */
import { expect, test } from '../support/fixtures.ts'
import { chooseOne, comeBackToTicket, standInForWhatsapp } from './window-steps.ts'

const DAY_MS = 24 * 60 * 60_000

test('on a phone whose clock is two days ahead it is told all the same, until the shop says that it has ended', async ({
  page,
  request,
  store,
}) => {
  await standInForWhatsapp(page)
  await page.clock.setFixedTime(Date.now() + 2 * DAY_MS)
  await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await comeBackToTicket(page)
  const ticket = page.url()
  await page.goto(`/s/${store}/selection`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Empezar otra' }).click()
  await expect(page.getByText('Todavía no elegiste nada.')).toBeVisible()
  const told = page.getByText(/^Tu reserva anterior sigue guardada hasta mañana/)
  await expect(told).toBeVisible()
  await page.reload()
  await expect(told).toBeVisible()
  await page.getByRole('link', { name: 'Ver reserva' }).click()
  await expect(page).toHaveURL(ticket)

  const code = ticket.split('/').at(-1) ?? ''
  expect((await request.post(`/api/stores/${store}/checkouts/${code}/cancel`, { data: {} })).ok()).toBe(true)
  await page.goto(`/s/${store}/selection`)
  await expect(page.getByText('Todavía no elegiste nada.')).toBeVisible()
  await expect(told).toBeHidden()
  const kept = () => page.evaluate((key) => localStorage.getItem(key), `vidriera:${store}:earlier`)
  await expect.poll(kept).toBeNull()
})
