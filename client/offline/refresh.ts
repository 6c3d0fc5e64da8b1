/** Brings a window to the phone: whole where it is too old, else what changed since. */
import type {
  BundleDetails,
  CataloguePointer,
  CatalogueSnapshot,
  ProductDetails,
} from '../../shared/catalogue-snapshot.ts'
import type { Language } from '../../shared/language.ts'
import { call, shopApi, type Answer } from '../platform/api.ts'
import { journal } from '../platform/journal.ts'
import type { KeptShop } from './kept-shop.ts'

/** Stock moves without a word, and an offer begins by the clock alone: after so long all of it comes anew. */
const FRESH_MS = 60 * 60_000
/** Answers of one round of changes; more of them is a shop that changes faster than it can be read. */
const MOST_ROUNDS = 50

type Asked = { store: string; language: Language }
export type Brought = {
  shop: KeptShop
  /** False where all is as it was. */
  isChanged: boolean
  /** What product pages show and is still to be fetched; null where it is all there. */
  detailsUrl: string | null
}

/** The server said no, or nothing; the code says which. */
export class NotBrought extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** Null where the shop is too large to be taken along. */
export async function bringShop(asked: Asked, kept: KeptShop | null): Promise<Brought | null> {
  const broughtAt = Date.now()
  const profile = valueOf(await shopApi(asked.store).profile())
  if (kept && hasPages(kept) && isFresh(kept, broughtAt))
    return followChanges(asked, { ...kept, profile }, kept)
  const pointer = valueOf(await readPointer(asked))
  if (pointer.bundle === null) return null
  const { whole, from } = await readWhole(asked, pointer)
  const { full: _full, more: _more, removed: _removed, ...rest } = whole
  const brought = await followChanges(asked, { ...rest, profile, broughtAt, details: {} }, kept)
  const own = brought.shop
  // the pages of what has not changed are here already
  if (kept && kept.cursor === whole.cursor && hasPages(kept))
    return { ...brought, isChanged: true, shop: { ...own, details: { ...kept.details, ...own.details } } }
  return { ...brought, isChanged: true, detailsUrl: from.details?.url ?? null }
}

/** By one clock alone; where it was put back meanwhile nobody knows, and all of it comes anew. */
const isFresh = ({ broughtAt }: KeptShop, now: number): boolean =>
  broughtAt <= now && now - broughtAt < FRESH_MS

/** They come after the rest, and whatever ends the page in between leaves them out. */
const hasPages = ({ products, details }: KeptShop): boolean => products.every(({ id }) => id in details)

const base = ({ store }: Asked) => `/api/stores/${encodeURIComponent(store)}/catalogue`
const readPointer = (asked: Asked) => call<CataloguePointer>(`${base(asked)}/current?lang=${asked.language}`)

function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new NotBrought(answer.problem.code)
  return answer.value
}

/** A bundle may have gone between the pointer and the fetching of it: then the pointer is asked again, once. */
async function readWhole(
  asked: Asked,
  pointer: CataloguePointer,
  isLast = false,
): Promise<{ whole: CatalogueSnapshot; from: CataloguePointer }> {
  if (pointer.bundle === null) throw new NotBrought('too-large')
  const answer = await call<CatalogueSnapshot>(pointer.bundle.url)
  if (answer.ok) return { whole: answer.value, from: pointer }
  if (isLast || answer.problem.status !== 404) throw new NotBrought(answer.problem.code)
  return readWhole(asked, valueOf(await readPointer(asked)), true)
}

/** All that changed past the cursor of `start`, with the pages of what changed. */
async function followChanges(asked: Asked, start: KeptShop, before: KeptShop | null): Promise<Brought> {
  const products = new Map(start.products.map((product) => [product.id, product]))
  const details = new Map(Object.entries(start.details))
  let shop = start
  for (let round = 0; ; round++) {
    const path = `${base(asked)}?lang=${asked.language}&since=${encodeURIComponent(shop.cursor)}`
    const askedAt = Date.now()
    const changes: CatalogueSnapshot = valueOf(await call<CatalogueSnapshot>(path))
    if (changes.full) {
      products.clear()
      details.clear()
    }
    for (const { details: own, ...product } of changes.products) {
      products.set(product.id, product)
      if (own) details.set(product.id, own)
    }
    for (const id of changes.removed) {
      products.delete(id)
      details.delete(id)
    }
    const { categories, options, currency, cursor } = changes
    // prices of what did not change are as old as they were
    shop = {
      ...shop,
      categories,
      options,
      currency,
      cursor,
      ...(changes.full ? { readAt: changes.readAt, broughtAt: askedAt } : {}),
    }
    if (!changes.more) break
    if (round === MOST_ROUNDS) throw new NotBrought('too-many-changes')
  }
  const isChanged = before === null || shop.cursor !== before.cursor || !isSame(shop, before)
  return {
    shop: { ...shop, products: [...products.values()], details: Object.fromEntries(details) },
    isChanged,
    detailsUrl: null,
  }
}

/** What is no product changes without a cursor. */
const isSame = (a: KeptShop, b: KeptShop): boolean =>
  JSON.stringify([a.profile, a.categories, a.options]) ===
  JSON.stringify([b.profile, b.categories, b.options])

/** What product pages show, of the bundle that the shop was made from; what changed since is newer there. */
export async function bringDetails(
  url: string,
  shop: KeptShop,
): Promise<Record<string, ProductDetails> | null> {
  const answer = await call<BundleDetails>(url)
  if (!answer.ok) {
    journal(`las fichas no llegaron (${answer.problem.code})`, 'vidriera')
    return null
  }
  const shown = new Set(shop.products.map(({ id }) => id))
  const bundled = Object.entries(answer.value.details).filter(([id]) => shown.has(id))
  return { ...Object.fromEntries(bundled), ...shop.details }
}
