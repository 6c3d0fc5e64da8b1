/**
 * What keeping the shop on a phone costs, in a real browser: `node e2e/load/offline-figures.ts` prints milliseconds.
 * The server is killed for the cold start; the processor is slowed four times where it says so.
 */
import type { Page } from '@playwright/test'
import fs from 'node:fs'
import { kept, Phone } from '../support/offline-phone.ts'
import { median } from './measure.ts'
import { openShop, prepareShop, SLUG, stopServer, type Shop } from './shop.ts'

const ROUNDS = 5
const SLOW = 4
const TYPED = 'remera de lino dorada'

/** Chromium's console line that says how a window was kept carries no moment: the page notes it. */
const noteKept = (page: Page) =>
  page.addInitScript(() => {
    const { info } = console
    console.info = (...said: unknown[]) => {
      if (String(said[0]).includes('productos guardados')) performance.mark('kept')
      info.apply(console, said)
    }
  })

const slowDown = async (page: Page, rate: number): Promise<void> => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
}

const windowOf = (shop: Shop) => `http://localhost:${shop.port}/s/${SLUG}/`
const untilKept = (page: Page) =>
  page.waitForFunction(() => performance.getEntriesByName('kept').length > 0, null, { timeout: 60_000 })

/** From the last byte of the bundle to the end of the transaction, without what the network takes in between. */
async function applied(shop: Shop, rate: number): Promise<number> {
  const phone = new Phone()
  const page = await phone.open()
  await noteKept(page)
  await slowDown(page, rate)
  await page.goto(windowOf(shop))
  await untilKept(page)
  const spent = await page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const bundle = entries.find(({ name }) => /bundles\/[\w-]{22}\.json/.test(name))
    const changes = entries.find(({ name }) => name.includes('/catalogue?'))
    const [mark] = performance.getEntriesByName('kept')
    if (!bundle || !changes || !mark) throw new Error('the window was not kept')
    return mark.startTime - bundle.responseEnd - (changes.responseEnd - changes.startTime)
  })
  await phone.remove()
  return spent
}

/** Each letter of a search, in milliseconds, the slowest last. */
async function keystrokes(shop: Shop): Promise<number[]> {
  const phone = new Phone()
  const page = await phone.open()
  await noteKept(page)
  await page.goto(windowOf(shop))
  await untilKept(page)
  await slowDown(page, SLOW)
  const spent = await page.evaluate(
    async ({ store, typed }) => {
      const entries = performance.getEntriesByType('resource').map(({ name }) => name)
      type Module = {
        phone?: { open: (s: string) => Promise<{ suggestions: (t: string) => Promise<unknown> }> }
      }
      for (const name of entries.filter((one) => /\/assets\/phone-[\w-]+\.js$/.test(one))) {
        const { phone } = (await import(name)) as Module
        if (!phone) continue
        const shop = await phone.open(store)
        await shop.suggestions('nada')
        const times: number[] = []
        for (let length = 1; length <= typed.length; length++) {
          const started = performance.now()
          await shop.suggestions(typed.slice(0, length))
          times.push(performance.now() - started)
        }
        return times
      }
      throw new Error('the phone was not fetched')
    },
    { store: SLUG, typed: TYPED },
  )
  await phone.remove()
  return spent.sort((a, b) => a - b)
}

/** From the tap to a window that answers, the server gone, the browser just started. */
async function coldStart(shop: Shop): Promise<number[]> {
  const phone = new Phone()
  const installing = await phone.open()
  await installing.goto(windowOf(shop))
  await installing.evaluate(async () => void (await navigator.serviceWorker.ready))
  while (((await kept(installing))?.details ?? 0) === 0) await installing.waitForTimeout(200)
  await phone.close()
  await shop.superuser.end()
  shop.process.kill('SIGKILL')
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const page = await phone.open()
    await slowDown(page, SLOW)
    await page.goto(windowOf(shop))
    await page.waitForFunction(() => document.querySelectorAll('.card').length > 0)
    times.push(
      await page.evaluate(
        () => new Promise<number>((resolve) => requestIdleCallback(() => resolve(performance.now()))),
      ),
    )
    await phone.close()
  }
  await phone.remove()
  return times.sort((a, b) => a - b)
}

const shown = (values: number[]) => values.map((value) => value.toFixed(1)).join(' ')

async function figures(products: number): Promise<void> {
  const dataDir = await prepareShop({ products, checkouts: 0 })
  const shop = await openShop(dataDir)
  for (const rate of [1, SLOW]) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) times.push(await applied(shop, rate))
    console.log(`${products} products kept, ${rate}×: ${shown(times)}, median ${median(times).toFixed(0)} ms`)
  }
  const letters = await keystrokes(shop)
  console.log(
    `a keystroke in ${products}, ${SLOW}×: median ${median(letters).toFixed(1)}, worst ${shown(letters.slice(-3))} ms`,
  )
  const starts = await coldStart(shop)
  console.log(
    `cold start with ${products}, no server, ${SLOW}×: ${shown(starts)}, median ${median(starts).toFixed(0)} ms`,
  )
  await stopServer(shop.process)
  const last = await openShop(dataDir)
  await last.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
}

for (const products of [1_000, 2_000]) await figures(products)
