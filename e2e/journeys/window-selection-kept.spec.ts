import { expect, test } from '../support/fixtures.ts'
import { buyable, choose, chooseOne } from './window-steps.ts'

test('what is tapped while the page is being left is chosen', async ({ page, request, store }) => {
  await chooseOne(page, request, store)
  const more = page.getByRole('button', { name: /^Elegir/ })
  for (const units of [2, 3, 4]) {
    const loaded = page.waitForEvent('load')
    await more
      .evaluate((button: HTMLElement) => {
        button.click()
        location.reload()
      })
      .catch((error: unknown) => {
        // the page may be gone before it has answered
        if (!/context was destroyed|because of a navigation/.test(String(error))) throw error
      })
    await loaded
    await expect(page.getByRole('link', { name: `Selección, ${units} unidades` })).toBeVisible()
  }
})

test('where the phone is full, what is chosen lives as long as the page, and the page says so', async ({
  page,
  request,
  store,
}) => {
  const [one] = await buyable(request, store)
  await page.addInitScript(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await choose(page, store, one)
  await page.getByRole('link', { name: 'Selección, 1 unidad' }).click()
  await expect(page.getByText('Tu navegador no guarda datos')).toBeVisible()
  await expect(page.getByRole('button', { name: `Sacar ${one.name}` })).toBeVisible()
})

test('without IndexedDB the selection works and says how long it lasts', async ({ page, request, store }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { get: () => undefined }))
  const one = await chooseOne(page, request, store)
  await page.getByRole('link', { name: 'Ver selección' }).click()
  await expect(page.getByText('Tu navegador no guarda datos')).toBeVisible()
  await expect(page.getByRole('textbox', { name: `Cantidad de ${one.name}` })).toHaveValue('1')
})

test('what could not be written once is written with the next tap', async ({ page, request, store }) => {
  const [one] = await buyable(request, store)
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
  await page.goto('/healthz')
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name, 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('updates', { autoIncrement: true })
        opening.onsuccess = () => {
          const writing = opening.result.transaction('updates', 'readwrite')
          writing.objectStore('updates').add(new Uint8Array([255, 255, 255, 1, 2, 3]))
          // a page that is left before this takes what it was writing with it
          writing.oncomplete = () => resolve(opening.result.close())
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
