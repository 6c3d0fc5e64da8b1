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
 * CAT6 what a filter leaves over has one variant, sellable now, that meets all of it: one value of each attribute, the price, the
 *      stock, the offer. A facet counts what choosing it would leave over.
 * CAT7 every text comes in the language that is asked for where it is there, else in the store's own; keys and slugs stay.
 * CAT8 whoever keeps the window is told all that changed since any cursor, also what was committed late and what is no more;
 *      a change of stock alone is not told. What a bundle answers never changes.
 * CAT9 where others hold all that is free of a variant, its product says when the first of those holds ends.
 */
import { createHash } from 'node:crypto'
import type { SnapshotQuery } from '../../shared/catalogue-snapshot.ts'
import type { FacetQuery, ProductQuery, SuggestionQuery } from '../../shared/catalogue.ts'
import { languageOf, type Language } from '../../shared/language.ts'
import type { LanguageQuery } from '../../shared/translations.ts'
import type { Store } from '../platform/http.ts'
import type { Serialised } from '../platform/known-reads.ts'
import { SharedRead, UnchangedRead, type Timed } from '../platform/shared-read.ts'
import type { Database } from '../platform/tenancy.ts'
import { Bundles, queryPointer } from './bundle.ts'
import { queryCategories } from './category-tree.ts'
import { queryFacets } from './facets.ts'
import { queryPage } from './list-products.ts'
import { queryProduct } from './read-product.ts'
import { queryRelated } from './related.ts'
import { readPlace, readSnapshot } from './snapshot.ts'
import { querySuggestions } from './suggest.ts'
import { queryVersion } from './version.ts'

export { titleIn, wordsIn, type Words } from './words-in.ts'

/** Each in the language that is asked for, else in the store's own. */
export type Catalogue = {
  listProducts: (store: Store, query: ProductQuery) => Promise<Serialised>
  readFacets: (store: Store, query: FacetQuery) => Promise<Serialised>
  suggest: (store: Store, query: SuggestionQuery) => Promise<Serialised>
  readProduct: (store: Store, slug: string, query?: LanguageQuery) => Promise<Serialised>
  readRelated: (store: Store, slug: string, query?: LanguageQuery) => Promise<Serialised>
  readCategories: (store: Store, query?: LanguageQuery) => Promise<Serialised>
  readSnapshot: (store: Store, query: SnapshotQuery) => Promise<Serialised>
  readPointer: (store: Store, query?: LanguageQuery) => Promise<Serialised>
  readBundle: (store: Store, name: string) => Promise<Buffer>
  /** Another text whenever anything of the window but stock has become another; asked for as cheaply as an answer that is kept. */
  version: (store: Store) => Promise<string>
}

/** Answers that are kept while nobody writes: pages of a few stores, and what is looked at in them. */
const MOST_KEPT = 400
/** Products of one answer that brings a whole window: about a megabyte. */
const SNAPSHOT_PAGE = 500

export function createCatalogue({ db }: { db: Database }): Catalogue {
  const shared = new SharedRead<Timed<Serialised>>()
  const unchanged = new UnchangedRead<Serialised>(db, MOST_KEPT)
  const versions = new UnchangedRead<string>(db, MOST_KEPT)
  const snapshots = new SharedRead<Serialised>()
  const bundles = new Bundles(db)
  const read = (
    store: Store,
    what: string,
    asked: LanguageQuery,
    query: (language: Language) => Promise<Timed<object>>,
  ): Promise<Serialised> => {
    const language = asked.lang ?? languageOf(store.locale)
    const key = `${keyOf(store)} ${what} ${JSON.stringify(asked)}`
    return unchanged.read(key, () =>
      shared.read(key, async () => {
        const { value, until } = await query(language)
        return { value: serialise(value), until }
      }),
    )
  }
  return {
    listProducts: (store, query) =>
      read(store, 'list', query, (language) => queryPage(db, store, language, query)),
    readFacets: (store, query) =>
      read(store, 'facets', query, (language) => queryFacets(db, store, language, query)),
    suggest: (store, query) =>
      read(store, 'suggest', query, (language) => querySuggestions(db, store, language, query.q)),
    readProduct: (store, slug, query = {}) =>
      read(store, `product ${slug}`, query, (language) => queryProduct(db, store, language, slug)),
    readRelated: (store, slug, query = {}) =>
      read(store, `related ${slug}`, query, (language) => queryRelated(db, store, language, slug)),
    readCategories: (store, query = {}) =>
      read(store, 'categories', query, (language) => queryCategories(db, store, language)),
    readSnapshot: (store, { since, lang = languageOf(store.locale) }) =>
      snapshots.read(`${keyOf(store)} ${lang} ${since ?? ''}`, async () => {
        const place = since === undefined ? undefined : readPlace(since)
        const { readAt, ...rest } = await readSnapshot(db, store, lang, {
          since: place,
          limit: SNAPSHOT_PAGE,
        })
        // what has not changed has not changed, whenever it was read
        return { body: JSON.stringify({ ...rest, readAt }), etag: etagOf(JSON.stringify(rest)) }
      }),
    readPointer: (store, query = {}) =>
      read(store, 'pointer', query, (language) => queryPointer(db, store, language)),
    readBundle: (store, name) => bundles.read(store, name),
    version: (store) => versions.read(keyOf(store), () => queryVersion(db, store)),
  }
}

/** What an answer depends on beside the store's rows. */
const keyOf = ({ id, currency, locale }: Store): string => `${id} ${currency} ${locale}`

function serialise(value: object): Serialised {
  const body = JSON.stringify(value)
  return { body, etag: etagOf(body) }
}

const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
