import type { Page } from '@playwright/test'
import { expect, isOwnNoise, test } from '../support/fixtures.ts'
import { buyable, makeCheckout } from './window-steps.ts'

test.use({ serviceWorkers: 'block' })

declare global {
  interface Window {
    fromServer: Element[]
  }
}

/** Remembers the elements that came from the server, before any script of ours has run. */
async function rememberServerNodes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      if (document.readyState === 'interactive') window.fromServer = [...document.querySelectorAll('#app *')]
    })
  })
}

/** Opens a page and answers what went wrong while it came to life. */
async function hydrate(page: Page, path: string) {
  const said: string[] = []
  page.on('console', (message) => {
    if (!isOwnNoise(message.text())) said.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => said.push(String(error)))
  await rememberServerNodes(page)
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  const nodes = await page.evaluate(() => ({
    sent: window.fromServer.length,
    lost: window.fromServer.filter((node) => !node.isConnected).map((node) => node.outerHTML.slice(0, 120)),
  }))
  return { said, nodes }
}

const waiting = /Abriendo tu selección|Opening your selection|Abrindo sua seleção/

for (const language of ['es', 'en', 'pt']) {
  test.describe(`hydration keeps the server’s nodes and says nothing, ${language}`, () => {
    test.use({ extraHTTPHeaders: { 'accept-language': language } })

    test('window, product and 404', async ({ page, request, store }) => {
      const [item] = await buyable(request, store)
      for (const path of [
        `/s/${store}/`,
        `/s/${store}/?q=a&sort=name&lang=${language}`,
        `/s/${store}/p/${item?.slug}`,
        '/nada',
      ]) {
        const { said, nodes } = await hydrate(page, path)
        expect(said, path).toEqual([])
        expect(nodes.lost, path).toEqual([])
        expect(nodes.sent, path).toBeGreaterThan(5)
      }
    })

    test('ticket', async ({ page, request, store }) => {
      const { said, nodes } = await hydrate(page, `/c/${await makeCheckout(request, store)}`)
      expect(said).toEqual([])
      expect(nodes.lost).toEqual([])
    })

    test('selection: only the waiting line makes way for what the browser knows', async ({ page, store }) => {
      const { said, nodes } = await hydrate(page, `/s/${store}/selection`)
      expect(said).toEqual([])
      expect(nodes.lost.filter((html) => !waiting.test(html))).toEqual([])
    })

    // Hydration takes the server's texts unread: what the browser would have written is compared here.
    test('the browser writes what the server wrote, to the last space', async ({ page, request, store }) => {
      await takeNarrowSpaces(page)
      const [item] = await buyable(request, store)
      const paths = [
        `/s/${store}/`,
        `/s/${store}/p/${item?.slug}`,
        `/c/${await makeCheckout(request, store)}`,
      ]
      for (const path of paths) {
        const { server, browser } = await bothWritings(page, path)
        expect(server.length, path).toBeGreaterThan(100)
        expect(browser, path).toBe(server)
      }
    })
  })
}

/** As if the browser's tables for numbers were of another year than the server's: they differ in their spaces. */
async function takeNarrowSpaces(page: Page): Promise<void> {
  await page.addInitScript(() => {
    class NarrowFormat extends Intl.NumberFormat {
      override formatToParts(value: number) {
        const parts = super.formatToParts(value)
        return parts.map((part) => ({ ...part, value: part.value.replaceAll('\u00a0', '\u202f') }))
      }
      override format(value: number) {
        return this.formatToParts(value)
          .map((part) => part.value)
          .join('')
      }
    }
    Object.assign(Intl, { NumberFormat: NarrowFormat })
  })
}

/** The texts of a page as they came from the server, and as the script writes them into an empty page. */
async function bothWritings(page: Page, path: string) {
  let html = ''
  await page.route(
    (url) => url.pathname === path,
    async (route) => {
      const answer = await route.fetch()
      html = await answer.text()
      const empty = html.replace(
        /(<div id="app">)[\s\S]*(<\/div>)<script[\s\S]*?<\/script>(?=<\/body>)/,
        '$1$2',
      )
      await route.fulfill({ response: answer, body: empty })
    },
    { times: 1 },
  )
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  return page.evaluate((sent) => {
    const textOf = (root: ParentNode | null) => {
      const copy = root?.querySelector('#app')?.cloneNode(true) as Element | undefined
      // What changes every second.
      for (const clock of copy?.querySelectorAll('[role=timer]') ?? []) clock.remove()
      return copy?.textContent ?? ''
    }
    return { server: textOf(new DOMParser().parseFromString(sent, 'text/html')), browser: textOf(document) }
  }, html)
}

test('the page lives: a link is followed without a new document', async ({ page, store }) => {
  await page.goto(`/s/${store}/`)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }))
  await page.getByRole('region', { name: 'Productos' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/p\//)
  expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)
})

test('PAG3 the policy names this page’s scripts, and an injected one does not run', async ({
  context,
  store,
}) => {
  // A page of its own: the browser complains about the injected script, as it should.
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => {
    if (!isOwnNoise(message.text())) said.push(message.text())
  })
  const answer = await page.goto(`/s/${store}/`)
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/script-src 'self' 'sha256-/)
  expect(policy).not.toContain('unsafe')
  await page.waitForLoadState('networkidle')
  expect(said).toEqual([])
  expect((await answer?.text()) ?? '').not.toMatch(/ style="/)
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.body.append(script)
  })
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
})
