/** Every page and state that a shopper may find, each with the way there and what is read there. */
import { randomUUID } from 'node:crypto'
import type { APIRequestContext, APIResponse, Locator, Page, Response } from '@playwright/test'
import type { Words } from '../../client/platform/words/rooms.ts'
import type { Language } from '../../shared/language.ts'
import { addStore } from '../support/command.ts'
import { expect } from '../support/fixtures.ts'
import { letExpire } from './merchant-steps.ts'

const endings = ['cancelled', 'replaced', 'confirmed', 'expired'] as const
type Ending = (typeof endings)[number]

type Variant = { id: string; available: number | null; backorder: boolean; options: Record<string, string> }
type Item = { slug: string; variants: Variant[] }
type Pick = { slug: string; variant: Variant }

const isGone = ({ available, backorder }: Variant) => available === 0 && !backorder
const plenty = ({ available }: Variant) => available ?? 999

/** What is looked at: made when it is first asked for, in the owner's name, and used by all that come after. */
export function createSubjects(api: APIRequestContext) {
  const made = new Map<string, Promise<unknown>>()
  const once = <T>(what: string, make: () => Promise<T>): Promise<T> => {
    const found = (made.get(what) as Promise<T> | undefined) ?? make()
    made.set(what, found)
    return found
  }
  const ask = async <T>(asked: Promise<APIResponse>, status = 200): Promise<T> => {
    const answer = await asked
    expect(answer.status(), await answer.text()).toBe(status)
    return (await answer.json()) as T
  }
  const itemsOf = (store: string) =>
    once(`items ${store}`, () => ask<{ items: Item[] }>(api.get(`/api/stores/${store}/products?limit=100`)))
  const buyable = async (store: string): Promise<Pick> => {
    const { items } = await itemsOf(store)
    const all = items.flatMap(({ slug, variants }) => variants.map((variant) => ({ slug, variant })))
    const [found] = all.sort((a, b) => plenty(b.variant) - plenty(a.variant))
    if (!found) throw new Error(`nothing of ${store} can be bought`)
    return found
  }
  const reserve = async (store: string, replaces?: string) => {
    const { variant } = await buyable(store)
    const headers = { 'idempotency-key': randomUUID() }
    const data = { items: [{ variantId: variant.id, quantity: 1 }], ...(replaces && { replaces }) }
    return ask<{ id: string; code: string }>(
      api.post(`/api/stores/${store}/checkouts`, { headers, data }),
      201,
    )
  }
  const end = async (store: string, ending: Ending) => {
    const { id, code } = await reserve(store)
    if (ending === 'expired') await letExpire(id)
    else if (ending === 'replaced') await reserve(store, code)
    else {
      const way = ending === 'confirmed' ? 'confirm' : 'cancel'
      const answer = await api.post(`/api/stores/${store}/checkouts/${code}/${way}`, { data: {} })
      expect(answer.ok(), await answer.text()).toBe(true)
    }
    return code
  }
  return {
    buyable,
    /** Sold out, or in one of its variants. */
    gone: async (store: string) => {
      const { items } = await itemsOf(store)
      const found =
        items.find(({ variants }) => variants.every(isGone)) ??
        items.find(({ variants }) => variants.some(isGone))
      return found?.slug ?? ''
    },
    pending: (store: string) => once(`pending ${store}`, async () => (await reserve(store)).code),
    ended: (store: string, ending: Ending) => once(`${ending} ${store}`, () => end(store, ending)),
    /** A store of nobody else, with nothing in it. */
    stopped: (status: 'inactive' | 'suspended') =>
      once(status, async () => {
        const slug = addStore('Persiana')
        await ask(api.patch(`/api/stores/${slug}`, { data: { status } }))
        return slug
      }),
    /** What the store itself says, which may be in the same words as the shop. */
    ownWords: (store: string, language: Language) =>
      once(`words ${store} ${language}`, async () => {
        const said = ['products?limit=100&', 'categories?', 'store?'].map(async (path) =>
          JSON.stringify(await ask(api.get(`/api/stores/${store}/${path}lang=${language}`))),
        )
        return (await Promise.all(said)).join()
      }),
  }
}

export type Place = {
  page: Page
  store: string
  words: Words
  subjects: ReturnType<typeof createSubjects>
  /** Of several that a state has, which one: told by the store and the language. */
  turn: number
}

export type State = {
  open: (place: Place) => Promise<Response | null>
  /** What is there once the state is reached. */
  seen: (place: Place) => Locator
  status?: number
  /** It is of no store, and wears the shop's own colours. */
  isOfNone?: boolean
  /** Nothing can be fetched any more, by whoever measures neither. */
  isAway?: boolean
}

const seenText = (pick: (words: Words) => string) => (place: Place) =>
  place.page.getByText(pick(place.words), { exact: true }).first()
const seenTitle = (pick: (words: Words) => string) => (place: Place) =>
  place.page.getByRole('heading', { level: 1, name: pick(place.words), exact: true })

export const states: Record<string, State> = {
  window: {
    open: ({ page, store }) => page.goto(`/s/${store}/`),
    seen: ({ page, words }) =>
      page.getByRole('region', { name: words.window.products }).getByRole('link').first(),
  },
  'filtered, with the filters open': {
    open: ({ page, store }) => page.goto(`/s/${store}/?available=1`),
    seen: ({ page, words }) => page.getByRole('link', { name: words.window.withoutFilters }),
  },
  'filtered to nothing': {
    open: ({ page, store }) => page.goto(`/s/${store}/?min=99999998&available=1`),
    seen: seenText(({ nothing }) => nothing.filteredEmpty),
  },
  'search without result': {
    open: ({ page, store }) => page.goto(`/s/${store}/?q=xqzwvkj`),
    seen: seenText(({ nothing }) => nothing.nothingFound('xqzwvkj')),
  },
  product: {
    open: async ({ page, store, subjects }) =>
      page.goto(`/s/${store}/p/${(await subjects.buyable(store)).slug}`),
    // where something has to be chosen first, the button says so
    seen: ({ page, words: { product } }) =>
      page.getByRole('button', { name: new RegExp(`^${product.choose}$|^${product.chooseFirst('')}`) }),
  },
  'sold out': {
    open: async ({ page, store, subjects }) => page.goto(`/s/${store}/p/${await subjects.gone(store)}`),
    seen: ({ page, words }) =>
      page
        .locator('.product-stock', { hasText: words.product.soldOutLong })
        .or(page.getByText(words.product.gone))
        .first(),
  },
  'selection, empty': {
    open: ({ page, store }) => page.goto(`/s/${store}/selection`),
    seen: seenText(({ selection }) => selection.empty),
  },
  'selection with something in it': {
    open: async ({ page, store, subjects, words }) => {
      const { slug, variant } = await subjects.buyable(store)
      const answer = await page.goto(`/s/${store}/p/${slug}`)
      for (const value of Object.values(variant.options))
        await page.getByRole('radio', { name: value, exact: true }).first().check()
      await page.getByRole('button', { name: words.product.choose, exact: true }).click()
      await page.getByRole('link', { name: words.product.seeSelection }).click()
      return answer
    },
    seen: ({ page, words }) => page.getByRole('button', { name: words.selection.reserve, disabled: false }),
  },
  'ticket, held': {
    open: async ({ page, store, subjects }) => page.goto(`/c/${await subjects.pending(store)}`),
    seen: seenText(({ checkout }) => checkout.statuses.pending),
  },
  'ticket, over': {
    open: async ({ page, store, subjects, turn }) =>
      page.goto(`/c/${await subjects.ended(store, endings[turn % endings.length] ?? 'cancelled')}`),
    seen: ({ page, words: { checkout } }) =>
      page.locator('.ticket-status', {
        hasText: new RegExp(
          [checkout.statuses.cancelled, checkout.statuses.confirmed, checkout.statuses.expired].join('|'),
        ),
      }),
  },
  'nothing there in the store': {
    open: ({ page, store }) => page.goto(`/s/${store}/p/no-hay`),
    seen: seenTitle(({ shop }) => shop.notFound.title),
    status: 404,
  },
  'nothing there at all': {
    open: ({ page }) => page.goto('/nada'),
    seen: seenTitle(({ shop }) => shop.notFound.title),
    status: 404,
    isOfNone: true,
  },
  'a store with nothing in it, paused': {
    open: async ({ page, subjects }) => page.goto(`/s/${await subjects.stopped('inactive')}/`),
    seen: seenText(({ shop }) => shop.paused),
    isOfNone: true,
  },
  'closed store': {
    open: async ({ page, subjects }) => page.goto(`/s/${await subjects.stopped('suspended')}/`),
    seen: seenTitle(({ shop }) => shop.closed.title),
    status: 403,
    isOfNone: true,
  },
  'connection lost': {
    open: async ({ page, store }) => {
      const answer = await page.goto(`/s/${store}/`)
      // what it still waits for would be missed
      await page.waitForLoadState('networkidle')
      await page.context().setOffline(true)
      return answer
    },
    seen: ({ page, words }) =>
      page.getByRole('status').filter({ hasText: words.shop.unavailable.offlineTitle }),
    isAway: true,
  },
  'no connection': {
    open: async ({ page, store }) => {
      // as the service worker opens it where nobody answers
      await page.route(
        (url) => url.pathname === `/s/${store}/`,
        async (route) => {
          const shell = new URL('/shell', route.request().url()).href
          await route.fulfill({ response: await route.fetch({ url: shell }) })
        },
      )
      await page.route('**/api/**', (route) => route.abort('internetdisconnected'))
      return page.goto(`/s/${store}/`)
    },
    seen: seenTitle(({ shop }) => shop.unavailable.offlineTitle),
    isOfNone: true,
  },
}
