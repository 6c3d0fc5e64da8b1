/** A newer build is put in place of the one that pages were opened with. */
import type { BrowserContext, Page } from '@playwright/test'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../../server/pages/build.ts'
import { expect, test } from '../support/fixtures.ts'
import { freePort, startShop, type Shop } from '../support/start-shop.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const WORDS = 'client/platform/words/es/shop.ts'

test.describe.configure({ mode: 'serial', timeout: 120_000 })

let newer = ''
let shop: Shop
let port = ''

/** The same sources with one word changed, built anew. */
test.beforeAll(async () => {
  test.setTimeout(120_000)
  newer = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-newer-'))
  for (const name of [
    '.config',
    'client',
    'server',
    'shared',
    'package.json',
    'vite.config.ts',
    'tsconfig.json',
  ])
    fs.cpSync(path.join(root, name), path.join(newer, name), { recursive: true })
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(newer, 'node_modules'))
  const words = fs.readFileSync(path.join(newer, WORDS), 'utf8')
  const changed = words.replace("short: 'Selección'", "short: 'Elegido'")
  expect(changed, 'the word that marks the newer build').not.toBe(words)
  fs.writeFileSync(path.join(newer, WORDS), changed)
  await build(newer)
  port = String(await freePort())
})

test.beforeEach(async () => {
  shop = await startShop({ PORT: port })
})

test.afterEach(async () => {
  await shop.stop()
  fs.rmSync(shop.dataDir, { recursive: true, force: true })
})

test.afterAll(() => fs.rmSync(newer, { recursive: true, force: true }))

async function deploy(): Promise<void> {
  await shop.stop()
  shop = await startShop({ PORT: port, DATA_DIR: shop.dataDir }, newer)
}

/** Which build a page is of. */
const expectBuild = (page: Page, word: 'Selección' | 'Elegido') =>
  expect(page.getByRole('banner').locator('.shop-selection')).toContainText(word)
const window = () => `${shop.baseUrl}/s/raremagic/`

/** Opens the window; where workers are allowed, once one is in charge. */
async function open(context: BrowserContext, hasWorker: boolean): Promise<Page> {
  const page = await context.newPage()
  await page.goto(window())
  // its code comes after what is painted
  await page.waitForLoadState('networkidle')
  if (!hasWorker) return page
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  return page
}

async function openProduct(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Productos' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/p\//)
  await expect(page.getByRole('button', { name: 'Elegir', exact: true })).toBeVisible()
}

test('without a worker a page that is open goes on with the build it came with', async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await open(context, false)
  await deploy()
  const reloads = countReloads(page)
  await openProduct(page)
  await expectBuild(page, 'Selección')
  expect(reloads()).toBe(0)
  await page.reload()
  await expectBuild(page, 'Elegido')
  await context.close()
})

test('with a worker the newer build is offered in every tab, taken in one, forced on none', async ({
  browser,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'allow' })
  const [first, second] = [await open(context, true), await open(context, true)]
  await second.getByRole('searchbox').fill('un borrador')
  await deploy()
  await first.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  const offer = (page: Page) => page.getByRole('status').getByRole('button', { name: 'Usarla' })
  await expect(offer(first)).toBeVisible()
  await expect(offer(second)).toBeVisible()
  await openProduct(first)
  await expectBuild(first, 'Selección')
  const reloads = countReloads(second)
  await offer(first).click()
  await expectBuild(first, 'Elegido')
  // the other tab keeps what is written in it, and goes on to pages whose code it had not asked for yet
  await expect(second.getByRole('combobox').or(second.getByRole('searchbox')).first()).toHaveValue(
    'un borrador',
  )
  await openProduct(second)
  await expectBuild(second, 'Selección')
  expect(reloads()).toBe(0)
  await offer(second).click()
  await expectBuild(second, 'Elegido')
  await context.close()
})

function countReloads(page: Page): () => number {
  let count = 0
  page.on('domcontentloaded', () => count++)
  return () => count
}
