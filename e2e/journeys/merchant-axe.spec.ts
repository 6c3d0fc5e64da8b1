import { randomUUID } from 'node:crypto'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import { checkoutRow, ownersApi, reserve, signIn } from './merchant-steps.ts'
import { expectNoSideways } from './window-steps.ts'

test.use({ store: 'lizimportados' })

const screens = [
  { name: 'phone, light', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'desk, dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'the narrowest phone, dark', colorScheme: 'dark', viewport: { width: 320, height: 640 } },
] as const

for (const { name, colorScheme, viewport } of screens) {
  test(`every merchant page is accessible and fits: ${name}`, async ({ page, baseURL, store, owner }) => {
    test.slow()
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(viewport)
    const api = await ownersApi(baseURL ?? '', owner)
    const customer = `Clienta ${randomUUID().slice(0, 8)}`
    const reserved = await reserve(api, store, { customer })
    const check = async () => {
      if (viewport.width > 320) await expectAccessible(page) // there it is the same as at 390
      await expectNoSideways(page)
    }
    await page.goto(`/admin/${store}`)
    await expect(page.getByLabel('Correo')).toBeVisible()
    await check()
    await signIn(page, owner)
    await expect(page.getByRole('link', { name: /^Pendientes/ })).toBeVisible()
    await check()
    await page.goto(`/admin/${store}/checkouts?status=all`)
    await expect(checkoutRow(page, customer)).toBeVisible()
    await check()
    await checkoutRow(page, customer).click()
    await expect(page.getByRole('article').getByRole('table')).toBeVisible()
    await check()
    await page.getByRole('button', { name: 'Cancelar', exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await check()
    await page.goto(`/admin/${store}/stock/${reserved.variantId}?q=${encodeURIComponent(reserved.name)}`)
    await expect(page.getByRole('heading', { name: 'Registro' })).toBeVisible()
    await check()
    await page.goto(`/admin/${store}/settings`)
    await expect(page.getByLabel('Horas que dura una reserva')).toHaveValue('24')
    await check()
    await page.getByLabel('Mostrar el horario').check()
    await page.getByRole('button', { name: 'Agregar horario el lunes' }).click()
    await check()
    await page.goto(`/admin/${store}/people`)
    await expect(page.getByRole('listitem').filter({ hasText: owner.email })).toBeVisible()
    await check()
    await page.getByRole('link', { name: 'Tokens de API' }).click()
    await page.getByLabel('Para qué es').fill(customer)
    await page.getByRole('button', { name: 'Hacer token' }).click()
    await expect(page.getByLabel(`Token de ${customer}`)).toBeVisible()
    await check()
    await page.getByRole('button', { name: `Revocar el token ${customer}` }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await check()
    await page.getByRole('dialog').getByRole('button', { name: 'Revocar' }).click()
    await page.goto(`/admin/account?store=${store}`)
    await expect(page.getByRole('heading', { name: 'Tu cuenta' })).toBeVisible()
    await check()
    await page.goto('/admin/no-es-mia/stock')
    await expect(page.getByRole('heading', { name: 'Esta tienda no es de las tuyas.' })).toBeVisible()
    await check()
  })
}

test('on a desk the list is walked with the keyboard', async ({ page, baseURL, store, owner }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  const api = await ownersApi(baseURL ?? '', owner)
  const family = randomUUID().slice(0, 8)
  const [older, newer] = [`Ana ${family}`, `Berta ${family}`]
  await reserve(api, store, { customer: older })
  const second = await reserve(api, store, { customer: newer })
  await page.goto(`/admin/${store}/checkouts?status=all&q=${family}`)
  await signIn(page, owner)
  await expect(checkoutRow(page, family)).toHaveText([/Berta/, /Ana/])
  await checkoutRow(page, newer).click()
  await expect(page.getByRole('heading', { name: second.reference })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('heading', { name: second.reference })).toBeHidden()
  await page.keyboard.press('k')
  await expect(page.getByRole('heading', { name: second.reference })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type(older)
  await expect(checkoutRow(page, older)).toBeVisible()
  await expect(checkoutRow(page, newer)).toBeHidden()
})
