/** From the window to the ticket without a finger and without a mouse. */
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { comeBackToTicket, standInForWhatsapp } from './window-steps.ts'

test.use({ serviceWorkers: 'block', contextOptions: { reducedMotion: 'reduce' } })

const MOST_STOPS = 60

/** Where the keyboard is: somewhere, and to be seen there unless it is all of the page. */
async function expectFocus(page: Page): Promise<void> {
  const found = () =>
    page.evaluate(() => {
      const { activeElement: here } = document
      if (!here || here === document.body) return 'lost'
      if (here.matches('[tabindex="-1"]')) return 'all of it'
      // a radio says it on what stands beside it, a line to write on with the box around it
      const box = here.closest('.search-box')
      const isSeen = [here, here.nextElementSibling, box].some((one) => {
        if (!one) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
      })
      return isSeen ? 'seen' : `not to be seen on ${here.outerHTML.slice(0, 120)}`
    })
  await expect.poll(found).toMatch(/^(?:seen|all of it)$/)
}

async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press(key)
    await expectFocus(page)
    if (await isThere()) return expect(target).toBeInViewport()
  }
  throw new Error(`the keyboard does not come to ${target.toString()}`)
}

async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await expectFocus(page)
}

for (const width of [390, 1280]) {
  test(`at ${width} px with Tab, Enter, Space and arrows alone`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    await standInForWhatsapp(page)
    await page.goto('/s/lizimportados/?q=remera')
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Ir al contenido' })).toBeFocused()
    await page.keyboard.press('Enter')
    await tabTo(
      page,
      page.getByRole('region', { name: 'Productos' }).getByRole('link', { name: /Remera recta/ }),
    )
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Remera recta' })).toBeVisible()
    await expectFocus(page)

    const sizes = page.getByRole('group', { name: 'Talle' }).getByRole('radio')
    await tabTo(page, sizes.first())
    await press(page, 'Space')
    await press(page, 'ArrowRight')
    await expect(sizes.nth(1)).toBeChecked()
    await tabTo(page, page.getByRole('group', { name: 'Color' }).getByRole('radio').first())
    await press(page, 'Space')
    await tabTo(page, page.getByRole('button', { name: 'Elegir', exact: true }))
    await press(page, 'Enter')
    await expect(page.getByText('en tu selección')).toBeVisible()
    await expectFocus(page)

    await tabTo(page, page.getByRole('link', { name: /^Selección, / }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog', { name: 'Tu selección' })
    await expect(sheet.getByRole('heading', { name: 'Remera recta' })).toBeVisible()
    await expectFocus(page)
    const quantity = sheet.getByRole('textbox', { name: /^Cantidad/ })
    await tabTo(page, sheet.getByRole('button', { name: 'Uno más' }))
    await press(page, 'Space')
    await expect(quantity).toHaveValue('2')
    await tabTo(page, sheet.getByRole('button', { name: 'Uno menos' }), 'Shift+Tab')
    await press(page, 'Enter')
    await expect(quantity).toHaveValue('1')
    // the last one cannot be taken away here, and the keyboard stays where it was
    await expectFocus(page)
    const reserve = sheet.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })
    await expect(reserve).toBeEnabled()
    await tabTo(page, reserve)
    await page.keyboard.press('Enter')
    await comeBackToTicket(page)
    await expect(page.getByText(/^Te lo guardamos hasta/)).toBeVisible()
    await expectFocus(page)
    await tabTo(page, page.getByRole('button', { name: 'Cancelar reserva' }))
    await press(page, 'Enter')
    await tabTo(page, page.getByRole('button', { name: 'Sí, cancelar' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status').filter({ hasText: 'Cancelado' })).toBeVisible()
    await expectFocus(page)
  })
}
