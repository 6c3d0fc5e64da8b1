import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { buyable, choose, makeCheckout } from './window-steps.ts'

const languageLink = (page: Page, name: string) =>
  page.getByRole('contentinfo').getByRole('link', { name, exact: true })

test('PAG5 a language is chosen in the footer, and stays chosen', async ({ page, request, store }) => {
  const [item] = await buyable(request, store)
  await choose(page, store, item ?? { slug: '' })
  await languageLink(page, 'English').click()
  await expect(page.getByRole('button', { name: 'Choose', exact: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB')
  // What is passed on imposes no language.
  await expect(page).toHaveURL(new RegExp(`/p/${item?.slug}$`))
  await expect(page.getByText('Your selection has 1.')).toBeVisible()
  await expect(languageLink(page, 'English')).toHaveAttribute('aria-current', 'true')

  await page.getByRole('link', { name: 'Selection, 1 item' }).click()
  await expect(page.getByRole('dialog', { name: 'Your selection' })).toBeVisible()
  await page.goto(`/s/${store}/selection`)
  await expect(page.getByText('We keep it for you for 24 hours.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Your selection' })).toBeVisible()

  await languageLink(page, 'Português').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sua seleção' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reservar e seguir pelo WhatsApp' })).toBeVisible()
})

test('PAG5 the ticket speaks the shopper’s language, the message the store’s', async ({
  page,
  request,
  store,
}) => {
  const code = await makeCheckout(request, store)
  await page.goto(`/c/${code}?lang=en`)
  await expect(page.getByText('We keep it for you until tomorrow at')).toBeVisible()
  await expect(page.getByRole('row', { name: 'Total' })).toContainText(/ARS [\d,]+/)
  const href = await page.getByRole('link', { name: 'Continue on WhatsApp' }).getAttribute('href')
  expect(new URL(href ?? '').searchParams.get('text')).toContain('quiero reservar')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('PAG5 the same links work, and the search that was made stays', async ({ page, store }) => {
    await page.goto(`/s/${store}/?q=a&sort=name`)
    await languageLink(page, 'Português').click()
    await expect(page).toHaveURL(/\?q=a&sort=name&lang=pt$/)
    await expect(page.getByRole('button', { name: 'Buscar' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Produtos' })).toBeVisible()
    await page.getByRole('region', { name: 'Produtos' }).getByRole('link').first().click()
    await expect(page.getByText('é preciso JavaScript')).toBeVisible()
    await languageLink(page, 'Español').click()
    await expect(page.getByText('hace falta JavaScript')).toBeVisible()
  })
})

test.describe('a browser set to another language', () => {
  test.use({ locale: 'pt-PT' })
  test('PAG5 finds the window in its own', async ({ page, store }) => {
    await page.goto(`/s/${store}/`)
    await expect(page.getByRole('region', { name: 'Produtos' })).toBeVisible()
  })
})
