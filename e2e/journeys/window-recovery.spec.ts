/** A selection that comes back by a code that was written down: on another phone, or after its data was cleared. */
import type { Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import { onAnotherPhone, pressOption, quantity, saved } from './together-steps.ts'
import { buyable, choose, expectNoSideways } from './window-steps.ts'

/** As somebody reads it from the sheet. */
async function readCode(page: Page): Promise<string> {
  await expect(page.locator('.kept-where')).toHaveText(saved)
  await page.getByRole('button', { name: 'Elegir con alguien' }).click()
  const sheet = page.getByRole('dialog', { name: 'Elegir con alguien' })
  await expect(sheet.getByRole('button', { name: 'Crear enlace' })).toBeVisible()
  await pressOption(sheet, 'Seguir en otro teléfono')
  await expect(sheet.getByRole('img', { name: 'Código QR para abrir esta selección' })).toBeVisible()
  return sheet.locator('.recovery-code').innerText()
}

test('a code written by hand brings the selection to another phone, where it is the same one', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  const code = await readCode(page)
  await page.keyboard.press('Escape')

  const other = await onAnotherPhone(browser, `/s/${store}/selection`)
  const sent: string[] = []
  other.on('request', (asked) => sent.push(asked.url() + (asked.postData() ?? '')))
  await other.getByRole('button', { name: 'Ya tengo un código' }).click()
  const field = other.getByLabel('Código de tu selección')
  await field.fill(code.replace(/.$/, (last) => (last === '0' ? '1' : '0')))
  await field.press('Enter')
  await expect(other.getByText('Ese código no cierra.')).toBeVisible()
  await expect(field).toBeFocused()
  await field.fill(code.toLowerCase().replaceAll('-', ' '))
  await other.getByRole('button', { name: 'Traerla acá' }).click()
  await expect(quantity(other, one.name)).toHaveValue('1')
  await other.getByRole('button', { name: 'Uno más' }).click()
  await expect(quantity(page, one.name)).toHaveValue('2')
  // its own from now on, also after a reload
  await other.reload()
  await expect(quantity(other, one.name)).toHaveValue('2')
  await expect(other.getByRole('button', { name: 'Elegir con alguien' })).toBeVisible()
  expect(sent.filter((text) => text.includes(code) || text.includes(code.replaceAll('-', '')))).toEqual([])
  await other.context().close()
})

test('by its link the code waits for a press, and what was chosen here is added only where that is asked for', async ({
  page,
  request,
  store,
  browser,
}) => {
  const [one, two] = await buyable(request, store)
  await choose(page, store, one)
  await page.goto(`/s/${store}/selection`)
  const code = await readCode(page)

  for (const isAsked of [false, true]) {
    const other = await onAnotherPhone(browser, `/s/${store}/selection`)
    await choose(other, store, two)
    await other.goto(`/s/${store}/selection#back=${code}`)
    await other.reload()
    await expect(other.getByLabel('Código de tu selección')).toHaveValue(code)
    await expect(quantity(other, two.name)).toHaveValue('1')
    await expect(quantity(other, one.name)).toBeHidden()
    if (isAsked) await other.getByLabel('Sumarle lo que ya elegiste acá').check()
    await other.getByRole('button', { name: 'Traerla acá' }).click()
    await expect(quantity(other, one.name)).toHaveValue('1')
    if (isAsked) await expect(quantity(page, two.name)).toHaveValue('1')
    else await expect(quantity(other, two.name)).toBeHidden()
    expect(other.url()).not.toContain('#')
    await expect(other.getByLabel('Código de tu selección')).toBeHidden()
    await other.context().close()
  }
})

for (const width of [320, 1280])
  test(`the code and its field, held against axe at ${width} px`, async ({
    page,
    request,
    store,
    browser,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const [one] = await buyable(request, store)
    await choose(page, store, one)
    await page.goto(`/s/${store}/selection`)
    await readCode(page)
    const other = await onAnotherPhone(browser, `/s/${store}/selection`)
    await other.setViewportSize({ width, height: 800 })
    await other.getByRole('button', { name: 'Ya tengo un código' }).click()
    await other.getByLabel('Código de tu selección').fill('mal')
    await other.getByRole('button', { name: 'Traerla acá' }).click()
    for (const colorScheme of ['light', 'dark'] as const)
      for (const shown of [page, other]) {
        await shown.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        // colours are on their way for a moment
        await shown.evaluate(() =>
          Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
        )
        await expectAccessible(shown, { hasTargets: true })
        await expectNoSideways(shown)
      }
    await other.context().close()
  })
