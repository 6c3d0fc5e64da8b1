/** The ticket in the hand of whoever holds its link. */
import { expect, test } from '../support/fixtures.ts'
import { expectNoSideways, makeCheckout } from './window-steps.ts'

test.use({ serviceWorkers: 'block' })

for (const width of [320, 390, 768, 1280]) {
  test.describe(`at ${width} px`, () => {
    // of the four stores the one whose letters run widest
    test.use({ viewport: { width, height: 800 }, store: 'luxurywatch' })

    test('the widest code stands in one line, inside the ticket', async ({ page, request, store }) => {
      await page.goto(`/c/${await makeCheckout(request, store)}`)
      const code = page.locator('.ticket-code')
      await expect(code).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
      await page.evaluate(() => document.fonts.ready)
      const lines = await code.evaluate((element) => {
        element.textContent = 'WWWW-WWWW'
        const letters = document.createRange()
        letters.selectNodeContents(element)
        const paper = element.closest('.ticket-head')?.getBoundingClientRect()
        return [...letters.getClientRects()].map(({ right }) => right - (paper?.right ?? 0))
      })
      expect(lines).toHaveLength(1)
      expect(lines[0]).toBeLessThanOrEqual(0)
      await expectNoSideways(page)
    })
  })
}
