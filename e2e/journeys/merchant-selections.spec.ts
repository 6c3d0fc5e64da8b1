/** A merchant has what is no longer sold taken out of all selections, also of those that nobody opens. */
import { randomBytes, randomUUID } from 'node:crypto'
import { addStore } from '../support/command.ts'
import { expect } from '../support/fixtures.ts'
import { importProduct, publish, signIn, test } from './merchant-steps.ts'
import { addFromElsewhere } from './together-steps.ts'

test('all selections are cleaned with one press, how far it is and what came of it are told, and one that is reserved is let be', async ({
  page,
  api,
  owner,
  baseURL,
}) => {
  const store = addStore('Con selecciones')
  const jar = await importProduct(api, store, 9)
  const kept = await importProduct(api, store, 9)
  const fill = async (lines: { variantId: string; quantity: number }[]) => {
    const id = randomBytes(16).toString('base64url')
    const leave = await addFromElsewhere(baseURL ?? '', { store, id }, lines)
    const lying = async () => {
      const answer = await api.get(`/api/stores/${store}/selections/${id}`)
      return ((await answer.json()) as { lines?: unknown[] }).lines?.length
    }
    await expect.poll(lying).toBe(lines.length)
    leave()
    return id
  }
  const line = ({ variantId }: { variantId: string }) => ({ variantId, quantity: 1 })
  await fill([line(jar), line(kept)])
  await fill([line(kept)])
  const reserved = await fill([line(jar)])
  const made = await api.post(`/api/stores/${store}/checkouts`, {
    headers: { 'idempotency-key': randomUUID() },
    data: { items: [line(jar)], selectionId: reserved },
  })
  expect(made.status(), await made.text()).toBe(201)
  await publish(api, store, jar, false)

  await page.goto(`/admin/${store}/settings`)
  await signIn(page, owner)
  const section = page.getByRole('region', { name: 'Selecciones' })
  await section.getByRole('button', { name: 'Limpiar selecciones' }).click()
  await expect(section.getByRole('progressbar', { name: 'Selecciones revisadas' })).toBeVisible()
  await expect(section.getByRole('button', { name: 'Limpiando' })).toHaveAttribute('aria-disabled', 'true')
  await expect(section.getByRole('status').first()).toContainText(
    'Revisamos 3 selecciones y sacamos 1 línea de 1 selección.',
  )
  await expect(section.getByRole('listitem')).toHaveText(['1 línea de lo que no está en la vidriera'])
  await expect(section).toContainText('Hay 1 reservada: se limpia cuando termine la reserva.')

  await section.getByRole('button', { name: 'Limpiar selecciones' }).click()
  await expect(section).toContainText('Revisamos 3 selecciones: no había nada para sacar.')
})
