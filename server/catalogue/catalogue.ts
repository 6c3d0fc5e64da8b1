/**
 * Reading the catalogue: the window, one product, the category tree.
 *
 * CAT1 only active products are shown; sold-out ones stay, with `available` 0.
 * CAT2 a reader that starts after a COMMIT sees it: queries are shared, and an answer is given again only where the database
 *      says that nothing was committed since.
 * CAT3 paging by cursor: what is added or removed meanwhile never repeats or skips a product that stayed.
 * CAT4 prices and offers follow the database's clock and the one rule of the view `sellable_variants`.
 * CAT5 search finds by name, brand, tags, categories, options, codes and descriptions, without accents, by stem, the last word
 *      by its beginning; the best first unless a sort is asked for. Whatever changes a text changes what finds it.
 */
import type { CategoryTree, Product } from '../../shared/catalogue.ts'
import type { Store } from '../platform/http.ts'
import { SharedRead, UnchangedRead, type Timed } from '../platform/shared-read.ts'
import type { Database } from '../platform/tenancy.ts'
import { queryCategories } from './category-tree.ts'
import { queryPage, type ProductQuery, type SerialisedPage } from './list-products.ts'
import { queryProduct } from './read-product.ts'

export type { ProductQuery } from './list-products.ts'

export type Catalogue = {
  listProducts: (store: Store, query: ProductQuery) => Promise<SerialisedPage>
  readProduct: (store: Store, slug: string) => Promise<Product>
  readCategories: (store: Store) => Promise<CategoryTree>
}

export function createCatalogue({ db }: { db: Database }): Catalogue {
  const pages = new SharedRead<Timed<SerialisedPage>>()
  const unchanged = new UnchangedRead<SerialisedPage>(db)
  return {
    listProducts: (store, query) => {
      const wanted = { ...query, limit: query.limit ?? 24 }
      const key = `${store.id} ${store.currency} ${JSON.stringify(wanted)}`
      return unchanged.read(key, () => pages.read(key, () => queryPage(db, store, wanted)))
    },
    readProduct: (store, slug) => queryProduct(db, store, slug),
    readCategories: (store) => queryCategories(db, store),
  }
}
