import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { ownersApi, reserve, signIn } from './merchant-steps.ts'

test.use({ store: 'lizimportados' })

test('a session that ends elsewhere asks for the sign-in, and goes on where it was', async ({
  page,
  store,
  owner,
}) => {
  await page.clock.install()
  await page.goto(`/admin/${store}/stock`)
  await signIn(page, owner)
  await expect(page.getByRole('list', { name: 'Stock por variante' })).toBeVisible()
  await page.context().clearCookies()
  await page.clock.runFor(16_000)
  await expect(page.getByText('Tu sesión terminó.')).toBeVisible()
  await signIn(page, owner)
  await expect(page.getByRole('list', { name: 'Stock por variante' })).toBeVisible()
})

test('who may only look is told why the buttons do nothing; who is removed is out at once', async ({
  page,
  baseURL,
  store,
  owner,
}) => {
  const api = await ownersApi(baseURL ?? '', owner)
  const { id } = await reserve(api, store, { customer: `Clienta ${randomUUID().slice(0, 8)}` })
  const email = `mira-${randomUUID().slice(0, 8)}@vidriera.test`
  const made = await api.put(`/api/stores/${store}/members/${email}`, { data: { role: 'viewer' } })
  const { password, userId } = (await made.json()) as { password: string; userId: string }

  await page.clock.install()
  await page.goto(`/admin/${store}/checkouts/${id}`)
  await signIn(page, { email, password })
  await expect(page.getByRole('button', { name: 'Confirmar venta' })).toBeDisabled()
  await expect(page.getByText('Tu rol es de solo lectura')).toBeVisible()
  await page.getByRole('link', { name: 'Ajustes' }).click()
  await expect(page.getByRole('button', { name: 'Guardar ajustes' })).toBeDisabled()

  await page.getByRole('link', { name: 'Reservas' }).click()
  const removed = await api.delete(`/api/stores/${store}/members/${userId}`)
  expect(removed.status()).toBe(204)
  await page.clock.runFor(16_000)
  await expect(page.getByRole('heading', { name: 'Tu cuenta no tiene tiendas todavía.' })).toBeVisible()
})

test('without JavaScript the merchant pages say what they need', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  for (const path of ['/admin', '/admin/lizimportados/stock']) {
    await page.goto(baseURL + path)
    await expect(page.getByText('necesita JavaScript')).toBeVisible()
    await expect(page.getByRole('main')).toHaveCount(1)
  }
  await context.close()
})

/** Somebody new in the store, with the password we made for them. */
async function addMember(api: APIRequestContext, store: string, role: string) {
  const email = `${role}-${randomUUID().slice(0, 8)}@vidriera.test`
  const made = await api.put(`/api/stores/${store}/members/${email}`, { data: { role } })
  const { password } = (await made.json()) as { password: string }
  return { email, password }
}

test('a password that we made is advised to be changed, once; a new one ends every other session', async ({
  page,
  browser,
  baseURL,
  store,
  owner,
}) => {
  const member = await addMember(await ownersApi(baseURL ?? '', owner), store, 'agent')
  const elsewhere = await ownersApi(baseURL ?? '', member)
  await page.goto(`/admin/${store}/stock`)
  await signIn(page, member)
  await page.getByRole('link', { name: 'Poner una tuya' }).click()
  await expect(page.getByRole('heading', { name: 'Tu cuenta' })).toBeVisible()

  const change = async (current: string, next: string, again = next) => {
    await page.getByLabel('La que tenés ahora').fill(current)
    await page.getByLabel('La nueva', { exact: true }).fill(next)
    await page.getByLabel('La nueva, otra vez').fill(again)
    await page.getByRole('button', { name: 'Cambiar contraseña' }).click()
  }
  await change(member.password, 'corta')
  await expect(page.getByText('La nueva es muy corta')).toBeVisible()
  await change(member.password, 'una clave propia', 'otra clave propia')
  await expect(page.getByText('Las dos no coinciden.')).toBeVisible()
  await change('no es esta', 'una clave propia')
  await expect(page.getByText('La contraseña que tenés ahora es otra. No cambió nada.')).toBeVisible()
  expect((await elsewhere.get('/api/session')).status()).toBe(200)

  await change(member.password, 'una clave propia')
  await expect(page.getByText('Contraseña cambiada.')).toBeVisible()
  await expect(page.getByText('la hicimos nosotros')).toBeHidden()
  expect((await elsewhere.get('/api/session')).status()).toBe(401)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Tu cuenta' })).toBeVisible()

  const other = await browser.newContext()
  const desk = await other.newPage()
  await desk.goto(`${baseURL}/admin/${store}`)
  await signIn(desk, { email: member.email, password: 'una clave propia' })
  await other.close()
})

test('the advice goes away for good; the name changes everywhere; signing out everywhere is everywhere', async ({
  page,
  baseURL,
  store,
  owner,
}) => {
  const member = await addMember(await ownersApi(baseURL ?? '', owner), store, 'viewer')
  const elsewhere = await ownersApi(baseURL ?? '', member)
  await page.goto(`/admin/${store}/stock`)
  await signIn(page, member)
  await page.getByRole('button', { name: 'Ahora no' }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Salir' })).toBeVisible()
  await expect(page.getByText('la hicimos nosotros')).toBeHidden()
  await expect(page.getByRole('link', { name: 'Equipo' })).toBeHidden()

  await page.getByRole('link', { name: 'Cuenta' }).click()
  await page.getByLabel('Nombre').fill('  ')
  await page.getByRole('button', { name: 'Guardar nombre' }).click()
  await expect(page.getByText('Poné un nombre')).toBeVisible()
  await page.getByLabel('Nombre').fill('Ana Pérez')
  await page.getByRole('button', { name: 'Guardar nombre' }).click()
  await expect(page.getByText('Nombre guardado.')).toBeVisible()
  const session = (await (await elsewhere.get('/api/session')).json()) as { user: { name: string } }
  expect(session.user.name).toBe('Ana Pérez')

  await page.getByRole('button', { name: 'Cerrar todas las sesiones' }).click()
  await expect(page.getByRole('button', { name: 'Entrar' })).toBeVisible()
  expect((await elsewhere.get('/api/session')).status()).toBe(401)
})

test('where it is no demo, nothing opens before the password is one’s own', async ({
  page,
  store,
  baseURL,
  owner,
}) => {
  const member = await addMember(await ownersApi(baseURL ?? '', owner), store, 'agent')
  // the shop of these journeys is a demo: the answer is changed into that of a serious one
  let isOwn = false
  await page.route('**/api/session', async (route) => {
    const answer = await route.fetch()
    const session = (await answer.json()) as object
    await route.fulfill({
      response: answer,
      json: answer.ok() ? { ...session, passwordChange: isOwn ? 'none' : 'needed' } : session,
    })
  })
  await page.goto(`/admin/${store}/stock`)
  await page.getByLabel('Correo').fill(member.email)
  await page.getByLabel('Contraseña').fill(member.password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await expect(page.getByRole('heading', { name: 'Poné una contraseña tuya' })).toBeVisible()
  await expect(page.getByRole('navigation')).toBeHidden()
  await page.getByLabel('La que tenés ahora').fill(member.password)
  await page.getByLabel('La nueva', { exact: true }).fill('una clave propia')
  await page.getByLabel('La nueva, otra vez').fill('una clave propia')
  isOwn = true
  await page.getByRole('button', { name: 'Cambiar contraseña' }).click()
  await expect(page.getByRole('list', { name: 'Stock por variante' })).toBeVisible()
})
