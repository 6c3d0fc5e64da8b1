/** What pages read while they are rendered; kept a while, so that going back is instant. */
import type { CardItem, CardPage } from '../../shared/catalogue.ts'
import type { WindowSearch } from '../paths.ts'
import { shopQuery } from './answered.ts'
import { checkoutByCode, shopApi, type Answer, type ProductQuery } from './api.ts'
import { PHONE_CURSOR } from './phone.ts'
import { query } from './query.ts'
import { windowQuery } from './window-query.ts'

/** Products a page of the window holds: enough to scroll through, little enough for a slow network. */
export const WINDOW_PAGE = '12'

export const loadStore = shopQuery(
  'store',
  (store) => shopApi(store).profile(),
  (shop) => shop.profile,
)
export const loadCategories = shopQuery(
  'categories',
  (store) => shopApi(store).categories(),
  (shop) => shop.categories(),
)
export const loadProducts = shopQuery(
  'products',
  async (store, search: WindowSearch) =>
    askProducts(store, firstPage(search, await currencyOf(store, search))),
  (shop, search) => shop.products(firstPage(search, shop.profile.currency)),
)
export const loadFacets = shopQuery(
  'facets',
  async (store, search: WindowSearch) =>
    shopApi(store).facets(narrowing(search, await currencyOf(store, search))),
  (shop, search) => shop.facets(narrowing(search, shop.profile.currency)),
)
export const loadProduct = shopQuery(
  'product',
  (store, slug: string) => shopApi(store).product(slug),
  (shop, slug) => shop.product(slug),
)
export const loadCheckout = query((code: string) => checkoutByCode(code), 'checkout')

/** A place in a list of the phone's is no place in one of the server's. */
export async function askProducts(store: string, wanted: ProductQuery): Promise<Answer<CardPage>> {
  if (wanted.cursor?.startsWith(PHONE_CURSOR)) return { ok: false, problem: { status: 0, code: 'offline' } }
  const answer = await shopApi(store).products(wanted)
  if (!answer.ok) return answer
  // asked of a narrowed window alone; where its code cannot be had, a card shows its first picture
  const code = wanted.option && (await import('./wanted-picture.ts').catch(() => null))
  const as = code?.wantedFirst(wanted.option ?? [])
  const { items } = answer.value
  return { ...answer, value: { ...answer.value, items: (as ? items.map(as) : items).map(cardOf) } }
}

/** What its card shows of a product: it travels with the page, beside the markup, so nothing else does. */
function cardOf({ slug, name, price, compareAtPrice, available, images, variants }: CardItem): CardItem {
  const isTold = new Set(variants.map((variant) => variant.price.amount)).size > 1
  return {
    slug,
    name,
    price,
    compareAtPrice,
    available,
    images: images
      .slice(0, 1)
      .map(({ url, width, height, thumbhash }) => ({ url, width, height, thumbhash })),
    variants: variants
      .filter(({ backorder }) => isTold || backorder)
      .map(({ price, backorder }) => ({ price, backorder })),
  }
}

const firstPage = (search: WindowSearch, currency: string): ProductQuery => ({
  ...windowQuery(search, currency),
  limit: WINDOW_PAGE,
})

function narrowing(search: WindowSearch, currency: string): ProductQuery {
  const { sort: _sort, cursor: _cursor, ...narrowed } = windowQuery(search, currency)
  return narrowed
}

/** Only prices need to know it. */
async function currencyOf(store: string, { min, max }: WindowSearch): Promise<string> {
  if (min === undefined && max === undefined) return ''
  const profile = await loadStore(store)
  return profile.ok ? profile.value.currency : 'USD'
}
