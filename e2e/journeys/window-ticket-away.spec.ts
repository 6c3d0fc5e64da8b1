/** A ticket that cannot be shown just now: what this browser still says of it. */
import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { kept } from '../support/offline-phone.ts'
import { importProduct, test as owners } from './merchant-steps.ts'
import { choose, comeBackToTicket, makeCheckout, standInForWhatsapp } from './window-steps.ts'

owners.describe('without a server, once it is over', () => {
  owners.use({ serviceWorkers: 'allow' })

  owners.beforeEach(async ({ page, api, store }) => {
    await standInForWhatsapp(page)
    await choose(page, store, await importProduct(api, store, 3))
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await page.goto(`/s/${store}/selection`)
    await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
    await comeBackToTicket(page)
  })

  const expectNoPromise = async (page: Page, context: BrowserContext) => {
    await expect.poll(async () => (await kept(page))?.products.length ?? 0).toBeGreaterThan(0)
    await page.waitForLoadState('networkidle')
    await context.setOffline(true)
    await page.reload()
    await expect(page.getByText('No pudimos traer tu reserva. Sigue como estaba')).toBeVisible()
    await expect(page.getByText(/te lo guardamos/i)).toHaveCount(0)
  }

  owners(
    'a confirmed one promises nothing, and leads back to the window',
    async ({ page, context, api, store }) => {
      const code = page.url().split('/c/')[1]
      const sold = await api.post(`/api/stores/${store}/checkouts/${code}/confirm`, { data: {} })
      expect(sold.status(), await sold.text()).toBe(200)
      await page.reload()
      await expect(page.getByRole('status').filter({ hasText: 'Confirmado' })).toBeVisible()
      await expectNoPromise(page, context)
      await expect(page.getByRole('link', { name: 'Volver a la vidriera' })).toBeVisible()
    },
  )

  owners(
    'one that was left for another and then cancelled promises nothing',
    async ({ page, context, store }) => {
      const ticket = page.url()
      await page.getByRole('button', { name: 'Empezar otra' }).click()
      await expect(page).toHaveURL(new RegExp(`/s/${store}/$`))
      await page.goto(ticket)
      await page.getByRole('button', { name: 'Cancelar reserva' }).click()
      await page.getByRole('button', { name: 'Sí, cancelar' }).click()
      await expect(page.getByRole('status').filter({ hasText: 'Cancelado' })).toBeVisible()
      await expectNoPromise(page, context)
    },
  )
})

test.describe('turned out not to be there', () => {
  test.use({ serviceWorkers: 'block' })

  test('it is not asked for again', async ({ page, request, store }) => {
    await page.clock.install()
    const code = await makeCheckout(request, store)
    await page.goto(`/c/${code}`)
    await expect(page.getByRole('status').filter({ hasText: 'Guardado para vos' })).toBeVisible()
    await page.waitForLoadState('networkidle')
    const asked: number[] = []
    let status = 503
    await page.route(new RegExp(`/api/.*${code}$`), async (route) => {
      asked.push(status)
      await route.fulfill({ status, json: { status, code: status === 404 ? 'not-found' : 'unavailable' } })
    })
    await page.clock.runFor(21_000)
    await expect(page.getByText('No pudimos traer tu reserva. Sigue como estaba')).toBeVisible()
    status = 404
    await page.clock.runFor(21_000)
    await expect(page.getByText('No encontramos esta reserva.')).toBeVisible()
    asked.length = 0
    await page.clock.runFor(65_000)
    // what the clock has set off has been sent by the time that this comes back
    await page.evaluate(async () => void (await fetch('/robots.txt')))
    expect(asked).toEqual([])
  })
})
