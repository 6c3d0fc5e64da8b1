import { randomUUID } from 'node:crypto'
import { request as requests } from '@playwright/test'
import { addStore } from '../support/command.ts'
import { expect, test } from '../support/fixtures.ts'
import { signIn } from './merchant-steps.ts'

test('somebody is added by their address, works, gets another role and is taken out', async ({
  page,
  browser,
  baseURL,
  owner,
}) => {
  const store = addStore('Equipo chico')
  const email = `ana-${randomUUID().slice(0, 8)}@vidriera.test`
  await page.goto(`/admin/${store}/people`)
  await signIn(page, owner)
  const list = page.getByRole('list', { name: 'Personas de la tienda' })
  const mine = list.getByRole('listitem').filter({ hasText: owner.email })
  await expect(mine.getByRole('combobox')).toBeDisabled()
  await expect(mine.getByRole('button', { name: /^Quitar/ })).toBeDisabled()
  await expect(mine).toContainText('Una tienda no se queda sin dueño')

  await page.getByLabel('Correo').fill('esto no es un correo')
  await page.getByRole('button', { name: 'Sumar' }).click()
  await expect(page.getByText('Revisá el correo')).toBeVisible()
  await page.getByLabel('Correo').fill(email)
  await page.getByRole('radio', { name: 'solo lectura' }).check()
  await page.getByRole('button', { name: 'Sumar' }).click()
  const password = await page.getByLabel(`Contraseña para ${email}`).inputValue()
  expect(password).toMatch(/^[a-z2-9-]{23}$/)
  await page.getByRole('button', { name: 'Ya lo guardé' }).click()
  await expect(page.getByLabel(`Contraseña para ${email}`)).toBeHidden()

  const hers = list.getByRole('listitem').filter({ hasText: email })
  await hers.getByRole('combobox').selectOption('dueño')
  await expect(page.getByText('ahora es dueño.')).toBeVisible()
  // two owners: either may go
  await expect(mine.getByRole('combobox')).toBeEnabled()
  await hers.getByRole('combobox').selectOption('atención')
  await expect(page.getByText('ahora es atención.')).toBeVisible()
  await expect(mine.getByRole('combobox')).toBeDisabled()

  const context = await browser.newContext({ baseURL: baseURL ?? '' })
  const desk = await context.newPage()
  await desk.goto(`/admin/${store}/people`)
  await signIn(desk, { email, password })
  await expect(desk.getByText('El equipo lo ven los administradores')).toBeVisible()

  await hers.getByRole('button', { name: /^Quitar/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Dejar como está' }).click()
  await expect(hers).toBeVisible()
  await hers.getByRole('button', { name: /^Quitar/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Quitar' }).click()
  await expect(hers).toBeHidden()
  await desk.reload()
  await expect(desk.getByRole('heading', { name: 'Tu cuenta no tiene tiendas todavía.' })).toBeVisible()
  await context.close()
})

test('what the page took for possible and the server refuses is said, and the list is as it is', async ({
  page,
  owner,
}) => {
  const store = addStore('Equipo apurado')
  const email = `beto-${randomUUID().slice(0, 8)}@vidriera.test`
  await page.goto(`/admin/${store}/people`)
  await signIn(page, owner)
  await page.getByLabel('Correo').fill(email)
  await page.getByRole('button', { name: 'Sumar' }).click()
  const his = page.getByRole('listitem').filter({ hasText: email })
  await expect(his).toBeVisible()
  // somebody was quicker: by the time this arrives it would be the last owner
  await page.route(`**/members/${encodeURIComponent(email)}`, (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'conflict', status: 409, path: 'role' }),
    }),
  )
  await his.getByRole('combobox').selectOption('administrador')
  await expect(page.getByRole('alert').filter({ hasText: 'Una tienda no se queda sin dueño' })).toBeVisible()
  await expect(his.getByRole('combobox')).toHaveValue('agent')
})

test('a token is made, shown once, opens what its role may, and is revoked', async ({
  page,
  baseURL,
  owner,
}) => {
  const store = addStore('Con tokens')
  await page.goto(`/admin/${store}/people/tokens`)
  await signIn(page, owner)
  await expect(page.getByText('Todavía no hay ninguno.')).toBeVisible()
  await page.getByRole('button', { name: 'Hacer token' }).click()
  await expect(page.getByText('Poné para qué es')).toBeVisible()
  await page.getByLabel('Para qué es').fill('facturación')
  await page.getByRole('radio', { name: 'solo lectura' }).check()
  await page.getByRole('button', { name: 'Hacer token' }).click()
  const secret = await page.getByLabel('Token de facturación').inputValue()
  const row = page.getByRole('list', { name: 'Tokens de la tienda' }).getByRole('listitem')
  await expect(row).toContainText('sin usar todavía')

  const api = await requests.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  })
  const read = () => api.get(`/api/stores/${store}/checkouts`)
  expect((await read()).status()).toBe(200)
  expect((await api.get('/api/stores/lizimportados/checkouts')).status()).toBe(403)
  await page.reload()
  await expect(page.getByLabel('Token de facturación')).toBeHidden()
  await expect(row).toContainText('usado')

  await row.getByRole('button', { name: 'Revocar el token facturación' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Dejarlo' }).click()
  expect((await read()).status()).toBe(200)
  await row.getByRole('button', { name: 'Revocar el token facturación' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revocar' }).click()
  await expect(page.getByText('El token facturación ya no anda.')).toBeVisible()
  expect((await read()).status()).toBe(401)
})
