import { randomUUID } from 'node:crypto'
import type { APIRequestContext, ConsoleMessage, Page } from '@playwright/test'
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

/** What the shop notes for whoever looks is no complaint. */
const isJournal = (message: ConsoleMessage) =>
  message.type() === 'info' && /^(?:vidriera|selección): /.test(message.text())

/** Opens a page and answers what went wrong while it came to life. */
async function hydrate(page: Page, path: string) {
  const said: string[] = []
  const hear = (message: ConsoleMessage) => {
    if (!isOwnNoise(message.text()) && !isJournal(message)) said.push(`${message.type()}: ${message.text()}`)
  }
  const fail = (error: Error) => said.push(String(error))
  page.on('console', hear)
  page.on('pageerror', fail)
  await rememberServerNodes(page)
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  page.off('console', hear)
  page.off('pageerror', fail)
  const nodes = await page.evaluate(() => ({
    language: document.documentElement.lang.slice(0, 2),
    sent: window.fromServer.length,
    // The button that asks to be told is replaced by its own code, which comes later.
    lost: window.fromServer
      .filter((node) => !node.isConnected && !node.closest('.bell'))
      .map((node) => node.outerHTML.slice(0, 120)),
  }))
  return { said, nodes }
}

type AddressOf = (request: APIRequestContext, store: string) => string | Promise<string>

/** Every page of a store that is rendered with something in it. */
const pages: Record<string, AddressOf> = {
  window: (_, store) => `/s/${store}/`,
  search: (_, store) => `/s/${store}/?q=a&sort=name`,
  filters: (_, store) => `/s/${store}/?available=1&min=1`,
  category: async (request, store) => {
    const answer = await request.get(`/api/stores/${store}/categories`)
    const { categories } = (await answer.json()) as { categories: { slug: string }[] }
    return `/s/${store}/?category=${categories[0]?.slug}`
  },
  product: async (request, store) => `/s/${store}/p/${(await buyable(request, store))[0]?.slug}`,
  'product with options': async (request, store) => {
    const answer = await request.get(`/api/stores/${store}/products?limit=100`)
    const { items } = (await answer.json()) as { items: { slug: string; options: unknown[] }[] }
    return `/s/${store}/p/${items.find(({ options }) => options.length > 0)?.slug}`
  },
  'what is not there': (_, store) => `/s/${store}/p/no-hay`,
  'an address of nothing': () => '/nada',
}

/** Every page in the usual language; in the others two of them, all where there is time. */
function pagesIn(language: string): [name: string, addressOf: AddressOf][] {
  const always = ['window', 'product']
  return Object.entries(pages).filter(
    ([name]) => process.env['SOAK'] === '1' || language === 'es' || always.includes(name),
  )
}

const waiting = /Abriendo tu selección|Opening your selection|Abrindo sua seleção/

/** What the browser is set to; a header beside it would be overruled now and then. */
const locales = { es: 'es-AR', en: 'en-GB', pt: 'pt-BR' }

for (const [language, locale] of Object.entries(locales)) {
  test.describe(`hydration keeps the server’s nodes and says nothing, ${language}`, () => {
    // no other journey sells, hides or imports here: what is read again is what was rendered
    test.use({ locale, store: 'luxurywatch' })

    for (const [name, addressOf] of pagesIn(language)) {
      test(`${name}, as it is rendered and as it is kept`, async ({ page, request, store }) => {
        const address = await addressOf(request, store)
        const never = `${address}${address.includes('?') ? '&' : '?'}vez=${randomUUID()}`
        // Asked for by somebody else before, then again by this browser, which has it already.
        await request.get(address, { headers: { 'accept-language': language } })
        for (const path of [never, address, address]) {
          const { said, nodes } = await hydrate(page, path)
          expect(said, path).toEqual([])
          expect(nodes.language, path).toBe(language)
          expect(nodes.lost, path).toEqual([])
          expect(nodes.sent, path).toBeGreaterThan(5)
        }
      })
    }

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
      const shown = [`/c/${await makeCheckout(request, store)}`]
      for (const [, addressOf] of pagesIn(language)) shown.push(await addressOf(request, store))
      for (const path of shown) {
        const { language: written, server, browser } = await bothWritings(page, path)
        expect(written, path).toBe(language)
        expect(server.length, path).toBeGreaterThan(50)
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
    (url) => url.pathname + url.search === path,
    async (route) => {
      const answer = await route.fetch()
      html = await answer.text()
      const empty = html.replace(
        /(<div id="app">)[\s\S]*(<\/div>)<script[\s\S]*?<\/script>(?=(?:<link[^>]*>)*<template)/,
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
      // What changes every second, and what only a browser can offer.
      for (const own of copy?.querySelectorAll('[role=timer], .footer-luggage') ?? []) own.remove()
      return copy?.textContent ?? ''
    }
    const language = document.documentElement.lang.slice(0, 2)
    return {
      language,
      server: textOf(new DOMParser().parseFromString(sent, 'text/html')),
      browser: textOf(document),
    }
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

declare global {
  interface Window {
    oneTurn: () => void
    allTurns: () => void
    /** What the page keeps (`client/platform/early-touches.ts`). */
    earlyTouches?: { solid?: { count?: number } }
    /** Solid's: set once it has heard something. */
    _$HY?: { done?: boolean }
  }
}

/** Opens the window, and lets its first part come to life: each comes in a task of its own, and the others wait to be let on. */
async function beginToLive(page: Page, store: string): Promise<void> {
  await page.addInitScript(() => {
    const later = window.setTimeout.bind(window)
    const waiting: (() => void)[] = []
    const held = (run: () => void, ms = 0) => (ms > 0 ? later(run, ms) : waiting.push(run))
    Object.assign(window, {
      setTimeout: held,
      oneTurn: () => waiting.shift()?.(),
      allTurns: () => {
        Object.assign(window, { setTimeout: later })
        for (const run of waiting) run()
      },
    })
  })
  await page.goto(`/s/${store}/`, { waitUntil: 'load' })
  const partsToCome = () =>
    page.evaluate(() => {
      window.oneTurn()
      return window.earlyTouches?.solid?.count ?? 0
    })
  await expect.poll(partsToCome, { intervals: [20] }).toBeGreaterThan(0)
}

/** Holds the code back; answers how to let it come. */
async function holdCode(page: Page): Promise<() => void> {
  let come = (): void => undefined
  const held = new Promise<void>((resolve) => (come = resolve))
  await page.route('**/assets/*.js', async (route) => {
    await held
    await route.continue()
  })
  return come
}

test('PAG11 a press right after the first paint is done when the code is there, once however often', async ({
  page,
  request,
  store,
}) => {
  const product = (await buyable(request, store)).find(({ variants }) => variants.length === 1)
  const comeCode = await holdCode(page)
  await page.goto(`/s/${store}/p/${product?.slug}`, { waitUntil: 'commit' })
  const choose = page.getByRole('button', { name: 'Elegir', exact: true })
  await page.getByRole('button', { name: 'Uno más' }).click()
  for (let press = 0; press < 3; press++) await choose.click()
  // it shows that it was pressed
  await expect(choose).toHaveAttribute('aria-busy', 'true')
  comeCode()
  await expect(page.getByRole('link', { name: 'Selección, 2 unidades' })).toBeVisible()
  await expect(choose).not.toHaveAttribute('aria-busy')
  await choose.click()
  await expect(page.getByRole('link', { name: 'Selección, 3 unidades' })).toBeVisible()
})

test('PAG11 a variant chosen before the code is there stays chosen', async ({ page, request, store }) => {
  const answer = await request.get(`/api/stores/${store}/products?limit=100`)
  type Item = { slug: string; variants: { available: number; options: Record<string, string> }[] }
  const { items } = (await answer.json()) as { items: Item[] }
  const product = items.find(
    ({ variants: [one] }) => one && one.available > 0 && Object.keys(one.options).length === 1,
  )
  const [value = ''] = Object.values(product?.variants[0]?.options ?? {})
  const comeCode = await holdCode(page)
  await page.goto(`/s/${store}/p/${product?.slug}`, { waitUntil: 'commit' })
  const radio = page.getByRole('radio', { name: value, exact: true })
  await radio.check()
  comeCode()
  await page.getByRole('button', { name: 'Elegir', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Selección, 1 unidad' })).toBeVisible()
  await expect(radio).toBeChecked()
})

test('PAG11 what opens over the page opens once its code is there; what was unfolded stays so', async ({
  page,
  store,
}) => {
  const comeCode = await holdCode(page)
  await page.goto(`/s/${store}/`, { waitUntil: 'commit' })
  const filters = page.locator('details.filters')
  await filters.locator('summary').click()
  await page.getByRole('link', { name: 'Selección, vacía' }).click()
  comeCode()
  await expect(page.getByRole('dialog', { name: 'Tu selección' })).toBeVisible()
  await expect(filters).toHaveAttribute('open')
  expect(new URL(page.url()).pathname).toBe(`/s/${store}/`)
})

test('PAG11 what is unfolded while parts of the page still come to life stays as it is, whatever else is pressed', async ({
  page,
  store,
}) => {
  await beginToLive(page, store)
  const filters = page.locator('details.filters')
  const before = await filters.elementHandle()
  await filters.locator('summary').click()
  await page.locator('h1').click()
  await page.keyboard.press('Shift')
  expect(await page.evaluate(() => window.earlyTouches?.solid?.count)).toBeGreaterThan(0)
  await page.evaluate(() => window.allTurns())
  await expect.poll(() => page.evaluate(() => window.earlyTouches?.solid?.count)).toBe(0)
  await page.waitForLoadState('networkidle')
  await expect(filters).toHaveAttribute('open')
  expect(await before?.evaluate((element) => element.isConnected)).toBe(true)
})

test('PAG11 a part that never comes to life keeps the others from hearing for two seconds at most', async ({
  page,
  store,
}) => {
  await beginToLive(page, store)
  const isHeard = async () => {
    await page.locator('h1').click()
    return page.evaluate(() => window._$HY?.done === true)
  }
  expect(await isHeard()).toBe(false)
  await expect.poll(isHeard).toBe(true)
})

test('PAG11 a press on what is replaced as soon as the code is there is heard', async ({
  page,
  request,
  store,
}) => {
  const comeCode = await holdCode(page)
  await page.goto(`/c/${await makeCheckout(request, store)}`, { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Avisame 2 horas antes' }).click()
  comeCode()
  await expect(page.locator('.bell-said')).toHaveText(/./)
})

test('PAG11 where its code does not come, a link leads to its page', async ({ page, store }) => {
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.goto(`/s/${store}/`, { waitUntil: 'commit' })
  await page.getByRole('link', { name: 'Selección, vacía' }).click()
  await expect(page).toHaveURL(new RegExp(`/s/${store}/selection$`))
})

test('PAG10 rules for typefaces come in the first bytes and when the page is idle, not with the code: all of it would be measured anew', async ({
  page,
  store,
}) => {
  let come = (): void => undefined
  const held = new Promise<void>((resolve) => (come = resolve))
  await page.route('**/assets/typefaces-*.css', async (route) => {
    await held
    await route.continue()
  })
  const families = () => page.evaluate(() => [...new Set([...document.fonts].map(({ family }) => family))])
  await page.goto(`/s/${store}/`)
  await expect(page.locator('link[rel=stylesheet]').first()).toBeEnabled()
  await expect.poll(() => page.evaluate(() => window.earlyTouches?.solid?.count)).toBe(0)
  expect(await page.evaluate(() => [...document.styleSheets].every(({ disabled }) => !disabled))).toBe(true)
  const first = await families()
  expect(first).toContain('Figtree')
  expect(first).not.toContain('Jost')
  come()
  await expect.poll(families).toContain('Jost')
})

test('PAG12 the code is asked for behind the picture that the page is about, or at the first touch', async ({
  page,
  store,
}) => {
  let comePicture = (): void => undefined
  const held = new Promise<void>((resolve) => (comePicture = resolve))
  await page.route('**/media/*', async (route) => {
    await held
    await route.continue()
  })
  await page.clock.install()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const codes = () => asked.filter((url) => url.includes('/assets/entry-client')).length
  const open = async () => {
    asked.length = 0
    await page.goto(`/s/${store}/`, { waitUntil: 'commit' })
    await expect(page.locator('footer')).toBeAttached()
    await expect.poll(() => asked.filter((url) => url.includes('/media/')).length).toBeGreaterThan(0)
    expect(codes()).toBe(0)
  }
  await open()
  await page.locator('h1').tap()
  await expect.poll(codes).toBeGreaterThan(0)
  await open()
  await page.clock.runFor(1_000)
  await expect.poll(codes).toBeGreaterThan(0)
  await open()
  comePicture()
  await page.clock.runFor(100)
  await expect.poll(codes).toBeGreaterThan(0)
})

test('PAG3 the policy names this page’s scripts, and an injected one does not run', async ({
  context,
  store,
}) => {
  // A page of its own: the browser complains about the injected script, as it should.
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => {
    if (!isOwnNoise(message.text()) && !isJournal(message)) said.push(message.text())
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
