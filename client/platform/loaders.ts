/** What pages read while they are rendered; kept by the router, so that going back is instant. */
import type { WindowSearch } from '../paths.ts'
import { checkoutByCode, shopApi } from './api.ts'
import { query } from './query.ts'
import { windowQuery } from './window-query.ts'

/** Products a page of the window holds: enough to scroll through, little enough for a slow network. */
export const WINDOW_PAGE = '12'

export const loadStore = query((store: string) => shopApi(store).profile(), 'store')
export const loadCategories = query((store: string) => shopApi(store).categories(), 'categories')
export const loadProducts = query(
  async (store: string, search: WindowSearch) =>
    shopApi(store).products({ ...(await asked(store, search)), limit: WINDOW_PAGE }),
  'products',
)
export const loadFacets = query(async (store: string, search: WindowSearch) => {
  const { sort: _sort, cursor: _cursor, ...narrowed } = await asked(store, search)
  return shopApi(store).facets(narrowed)
}, 'facets')
export const loadProduct = query((store: string, slug: string) => shopApi(store).product(slug), 'product')
export const loadCheckout = query((code: string) => checkoutByCode(code), 'checkout')

/** Only prices need to know the store's currency. */
async function asked(store: string, search: WindowSearch) {
  if (search.min === undefined && search.max === undefined) return windowQuery(search, '')
  const profile = await shopApi(store).profile()
  return windowQuery(search, profile.ok ? profile.value.currency : 'USD')
}
