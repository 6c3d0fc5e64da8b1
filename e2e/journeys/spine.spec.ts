/** From a file to a sale: what the product is for, whole, as its people do it. */
import fs from 'node:fs'
import path from 'node:path'
import { addStore, command } from '../support/command.ts'
import { expect, test } from '../support/fixtures.ts'
import { checkoutRow, signIn } from './merchant-steps.ts'
import { standInForWhatsapp } from './window-steps.ts'

const exportOfAnotherShop = [
  'ID,Type,SKU,Name,Published,Visibility in catalog,Short description,Description,In stock?,Stock,Backorders allowed?,Sale price,Regular price,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 1 global',
  '1,simple,mate-1,Mate de algarrobo,1,visible,Curado y listo.,"<p>Con virola de <strong>alpaca</strong>.</p><script>alert(1)</script>",1,2,0,18000,20000,Mesa > Mate,,,,,,',
  '2,variable,poncho,Poncho de lana,1,visible,,,1,,0,,,Abrigo,,,Color,"Crudo, Gris",1,1',
  '3,variation,poncho-crudo,Poncho de lana - Crudo,1,visible,,,1,4,0,,95000,,,poncho,Color,Crudo,,1',
  '4,variation,poncho-gris,Poncho de lana - Gris,1,visible,,,1,0,0,,95000,,,poncho,Color,Gris,,1',
  '5,simple,roto,Precio roto,1,visible,,,1,3,0,,doce pesos,Mesa,,,,,,',
].join('\r\n')

test('a merchant loads a file, a shopper reserves on a phone, the merchant confirms the sale', async ({
  page,
  browser,
  baseURL,
  owner,
}, testInfo) => {
  test.slow()
  const store = addStore('Mesa y Abrigo')
  const file = testInfo.outputPath('export.csv')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, exportOfAnotherShop)
  const rehearsal = command('server/exchange/import-command.ts', '--store', store, file, '--dry-run')
  const imported = command('server/exchange/import-command.ts', '--store', store, file)
  // one bad row is named and left out, the rest is taken
  for (const { code, output } of [rehearsal, imported]) {
    expect(code, output).toBe(1)
    expect(output).toContain('doce pesos')
  }
  const again = command('server/exchange/import-command.ts', '--store', store, file)
  expect(again.output).toMatch(/unchanged/)

  await standInForWhatsapp(page)
  await page.goto(`/s/${store}/`)
  await page
    .getByRole('link', { name: /Mate de algarrobo/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'Mate de algarrobo' })).toBeVisible()
  await expect(page.getByText('Quedan 2')).toBeVisible()
  await expect(page.getByText('alpaca')).toBeVisible()
  await page.getByRole('button', { name: 'Elegir', exact: true }).click()
  await expect(page.getByText('en tu selección')).toBeVisible()
  await page.goto(`/s/${store}/selection`)
  await page.getByRole('button', { name: 'Uno más' }).click()
  await page.getByRole('button', { name: 'Reservar y seguir por WhatsApp' }).click()
  await page.waitForURL(/\/c\/[A-Za-z0-9_-]{22}$/)
  await expect(page.getByText('Mate de algarrobo')).toBeVisible()
  // a hand with an icon has a name all the same
  await expect(page.getByRole('button', { name: 'Copiar enlace' })).toBeVisible()
  const whatsapp = await page
    .getByRole('link', { name: /WhatsApp/ })
    .first()
    .getAttribute('href')
  expect(whatsapp).toMatch(/^https:\/\/wa\.me\/5491155550199\?text=/)
  const text = decodeURIComponent(whatsapp?.split('?text=')[1] ?? '')
  expect(text).toContain('2 × Mate de algarrobo')
  expect(text).toContain(page.url())

  // nobody else can have what is held
  const rival = await browser.newContext()
  const window = await rival.newPage()
  await window.goto(`${baseURL}/s/${store}/p/mate-de-algarrobo`)
  await expect(window.getByRole('button', { name: 'Elegir', exact: true })).toHaveCount(0)

  const merchant = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const desk = await merchant.newPage()
  await desk.goto(`${baseURL}/admin/${store}/checkouts`)
  await signIn(desk, owner)
  await checkoutRow(desk, 'Mate de algarrobo').click()
  await desk.getByRole('button', { name: 'Confirmar venta' }).click()
  await expect(
    desk
      .getByRole('article')
      .getByText(/^Confirmada/)
      .first(),
  ).toBeVisible()
  await desk.goto(`${baseURL}/admin/${store}/stock`)
  await expect(desk.getByRole('link', { name: /Mate de algarrobo/ })).toContainText('0')

  await page.reload()
  await expect(page.getByText(/confirmad/i).first()).toBeVisible()
  await Promise.all([rival.close(), merchant.close()])
})
