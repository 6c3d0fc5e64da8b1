/** A selection that newer code has written to: in another tab, or before a shop went back to an older build. */
import * as Y from 'yjs'
import { expectAccessible } from '../support/accessible.ts'
import { expect, test } from '../support/fixtures.ts'
import { chooseOne } from './window-steps.ts'

/** As a tab with newer code tells the others. */
function newerUpdate(): number[] {
  const doc = new Y.Doc()
  doc.getMap('about').set('version', 3)
  return [...Y.encodeStateAsUpdate(doc)]
}

test('what newer code has written is neither read nor changed here: it is said, and reloading is offered', async ({
  page,
  request,
  store,
}) => {
  const one = await chooseOne(page, request, store)
  await page.goto(`/s/${store}/selection`)
  await expect(page.locator('.kept-where')).toHaveText('Guardada acá y en la tienda')
  await page.evaluate(
    ([name, bytes]) => {
      const channel = new BroadcastChannel(name)
      channel.postMessage({ kind: 'update', update: new Uint8Array(bytes) })
      channel.close()
    },
    [`vidriera:selection:${store}`, newerUpdate()] as const,
  )
  const notice = page.getByText('Una versión más nueva de la tienda cambió esta selección.')
  await expect(notice).toBeVisible()
  await expect(page.getByText(one.name)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' })).toBeHidden()
  await expectAccessible(page, { hasTargets: true })

  // a tap anywhere else is not written either, and the page says why
  await page.goto(`/s/${store}/p/${one.slug}`)
  await expect(page.getByText('Hay una versión nueva de la tienda.')).toBeVisible()
  await page.getByRole('button', { name: 'Elegir', exact: true }).click()
  await expect(page.getByText('en tu selección')).toBeHidden()
  await page.goto(`/s/${store}/selection`)
  await expect(notice).toBeVisible()
  const again = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Recargar' }).click()
  await again
  await expect(notice).toBeVisible()
})
