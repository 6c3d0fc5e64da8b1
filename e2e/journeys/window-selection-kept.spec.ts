import { expect, test } from '../support/fixtures.ts'
import { buyable, choose } from './window-steps.ts'

test('what could not be written once is written with the next tap', async ({ page, request, store }) => {
  const [one, two] = await buyable(request, store)
  if (!one || !two) throw new Error('the demo store has too few products')
  await page.addInitScript(() => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- given its store below
    const { add } = IDBObjectStore.prototype
    IDBObjectStore.prototype.add = function (...written: [unknown]) {
      IDBObjectStore.prototype.add = add
      this.transaction.abort()
      return add.apply(this, written)
    }
  })
  await choose(page, store, one)
  await page.getByRole('button', { name: /^Elegir/ }).click()
  await expect(page.getByRole('link', { name: 'Selección, 2 unidades' })).toBeVisible()
  await page.goto(`/s/${store}/selection`)
  await expect(page.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('2')
})

test('a log that cannot be read leaves a selection that lives as long as the page', async ({
  page,
  request,
  store,
}) => {
  const [one] = await buyable(request, store)
  if (!one) throw new Error('the demo store has too few products')
  await page.goto('/healthz')
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name, 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('updates', { autoIncrement: true })
        opening.onsuccess = () => {
          // eslint-disable-next-line no-restricted-syntax -- of IndexedDB, not of drizzle
          const log = opening.result.transaction('updates', 'readwrite').objectStore('updates')
          log.add(new Uint8Array([255, 255, 255, 1, 2, 3])).onsuccess = () => resolve(opening.result.close())
        }
        opening.onerror = () => reject(opening.error ?? new Error('does not open'))
      }),
    `vidriera:selection:${store}`,
  )
  await choose(page, store, one)
  await page.getByRole('link', { name: 'Selección, 1 unidad' }).click()
  await expect(page.getByText('Tu navegador no guarda datos')).toBeVisible()
  await expect(page.getByRole('button', { name: `Sacar ${one.name}` })).toBeVisible()
})
