/** How many: held, and dragged like a dial. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { chooseOne } from './window-steps.ts'

test.use({ serviceWorkers: 'block' })

async function openCounter(page: Page, store: string) {
  await page.goto(`/s/${store}/selection`)
  const quantity = page.getByRole('textbox', { name: /^Cantidad/ })
  await expect(quantity).toHaveValue('1')
  return { quantity, count: async () => Number(await quantity.inputValue()) }
}

test('a button that is held goes on by itself, faster and faster, and stops with the finger', async ({
  page,
  request,
  store,
}) => {
  await chooseOne(page, request, store)
  const { count } = await openCounter(page, store)
  await page.getByRole('button', { name: 'Uno más' }).hover()
  await page.mouse.down()
  await expect.poll(count).toBeGreaterThan(9)
  await page.mouse.up()
  const reached = await count()
  await page.getByRole('button', { name: 'Uno menos' }).click()
  await expect.poll(count, 'the press that ends a hold counts for nothing of its own').toBe(reached - 1)
})

test('a thumb turns the number sideways, and a tap on it still writes', async ({ page, request, store }) => {
  await chooseOne(page, request, store)
  const { quantity, count } = await openCounter(page, store)
  const { x, y, width, height } = (await quantity.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const from = { x: x + width / 2, y: y + height / 2 }
  const thumb = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', by = 0) =>
    thumb.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: from.x + by, y: from.y }],
    })
  const drag = async (by: number) => {
    await touch('touchStart')
    for (let step = 1; step <= 6; step++) await touch('touchMove', (by * step) / 6)
    await touch('touchEnd')
  }
  await drag(14 * 4 + 3)
  await expect.poll(count).toBe(5)
  await expect(quantity).not.toBeFocused()
  await drag(-14 * 6)
  await expect.poll(count, 'never fewer than one').toBe(1)
  // right after a turn a browser may take it for the second half of a double tap
  await expect(async () => {
    await quantity.tap()
    await expect(quantity).toBeFocused({ timeout: 500 })
  }).toPass()
  await quantity.fill('3')
  await quantity.press('Enter')
  await expect.poll(count).toBe(3)
})
