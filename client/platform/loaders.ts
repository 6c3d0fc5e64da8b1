/** What pages read while they are rendered; kept by the router, so that going back is instant. */
import { query } from '@solidjs/router'
import { checkoutByCode, shopApi, type ProductQuery } from './api.ts'

export const loadStore = query((store: string) => shopApi(store).profile(), 'store')
export const loadCategories = query((store: string) => shopApi(store).categories(), 'categories')
export const loadProducts = query(
  (store: string, search: ProductQuery) => shopApi(store).products(search),
  'products',
)
export const loadProduct = query((store: string, slug: string) => shopApi(store).product(slug), 'product')
export const loadCheckout = query((code: string) => checkoutByCode(code), 'checkout')
