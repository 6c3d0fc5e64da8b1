/** One selection on two phones. */
import type { Browser, Locator, Page } from '@playwright/test'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { addLine, type NewLine } from '../../shared/selection-document.ts'
import { expect } from '../support/fixtures.ts'

export const saved = 'Guardada acá y en la tienda'
export const quantity = (on: Page, name: string) => on.getByRole('textbox', { name: `Cantidad de ${name}` })

/** Makes a link of that kind, and answers its address as whoever is shown it copies it. */
export async function makeLink(page: Page, way: 'Elegir juntos' | 'Solo mirar'): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await expect(page.locator('.kept-where')).toHaveText(saved)
  await page.getByRole('button', { name: 'Elegir con alguien' }).click()
  const sheet = page.getByRole('dialog', { name: 'Elegir con alguien' })
  await pressOption(sheet, way)
  await sheet.getByRole('button', { name: 'Crear enlace' }).click()
  await expect(sheet.getByRole('img', { name: 'Código QR con el enlace a esta selección' })).toBeVisible()
  await sheet.getByRole('button', { name: 'Copiar enlace' }).click()
  await expect(sheet.getByRole('button', { name: 'Copiado' })).toBeVisible()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Its circle is drawn beside one that is there for readers alone; the whole of the line is what a finger finds. */
export async function pressOption(sheet: Locator, name: string): Promise<void> {
  await sheet.locator('label', { hasText: name }).click()
  await expect(sheet.getByLabel(name)).toBeChecked()
}

export async function onAnotherPhone(browser: Browser, address: string): Promise<Page> {
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'es-AR' })
  const page = await phone.newPage()
  await page.goto(address)
  return page
}

/** A phone that had heard of nothing adds these to that selection at once; answers how it leaves. */
export async function addFromElsewhere(
  baseURL: string,
  { store, id }: { store: string; id: string },
  lines: NewLine[],
): Promise<() => void> {
  const doc = new Y.Doc()
  for (const line of lines) addLine(doc, line, 'otra-mano')
  const there = new WebsocketProvider(`${baseURL.replace('http', 'ws')}/sync/${store}`, id, doc, {
    params: { device: 'otro-telefono-000' },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  await new Promise((done) => there.once('sync', done))
  return () => there.destroy()
}
