/** What pages read while they are rendered; kept by the router, so that going back is instant. */
import { query } from '@solidjs/router'
import { checkoutByCode, shopApi, type ProductQuery } from './api.ts'

/** Products a page of the window holds: enough to scroll through, little enough for a slow network. */
export const WINDOW_PAGE = '12'

export const loadStore = query((store: string) => shopApi(store).profile(), 'store')
export const loadCategories = query((store: string) => shopApi(store).categories(), 'categories')
export const loadProducts = query(
  (store: string, search: ProductQuery) => shopApi(store).products({ ...search, limit: WINDOW_PAGE }),
  'products',
)
export const loadProduct = query((store: string, slug: string) => shopApi(store).product(slug), 'product')
export const loadCheckout = query((code: string) => checkoutByCode(code), 'checkout')
