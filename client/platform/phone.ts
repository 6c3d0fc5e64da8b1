/** What this phone keeps of the shop, as pages see it. The rest of it is fetched when it is first needed. */
import type { CategoryTree, Facets, Product, ProductPage, Suggestions } from '../../shared/catalogue.ts'
import type { Language } from '../../shared/language.ts'
import type { ResolvedSelection, SelectionLineInput } from '../../shared/selection.ts'
import type { StoreProfile } from '../../shared/store.ts'
import type { ProductQuery } from './api.ts'

/** A store as it was at `readAt`; null is what the phone cannot say. */
export type PhoneShop = {
  readAt: string
  profile: StoreProfile
  categories: () => CategoryTree
  products: (query: ProductQuery) => Promise<ProductPage | null>
  facets: (query: ProductQuery) => Promise<Facets | null>
  product: (slug: string) => Product | null
  suggestions: (text: string) => Promise<Suggestions>
  resolve: (selectionId: string, lines: SelectionLineInput[]) => ResolvedSelection
}

/** A store that opens without a connection, in the language it was kept in. */
export type KeptStore = { store: string; profile: StoreProfile; language: Language; readAt: string }

/** Begins a place in a list of the phone's; the server never makes one like it. */
export const PHONE_CURSOR = '~'

/** The pictures of a whole store, taken along by choice. */
export type Luggage =
  | { state: 'left'; about: number }
  | { state: 'taking'; done: number; all: number }
  | { state: 'taken'; bytes: number }

export type Phone = {
  /** Null where nothing is kept of that store in the page's language. */
  open: (store: string) => Promise<PhoneShop | null>
  /** All that are kept, the last that was looked at first. */
  list: () => Promise<KeptStore[]>
  /** Keeps the store now and whenever there is a connection again. */
  follow: (store: string) => void
  /** Null where this browser keeps no pictures, or nothing of the store yet. */
  luggage: (store: string) => Promise<Luggage | null>
  /** Rejects where they do not fit, or stop coming; what was there before is as it was. */
  take: (store: string, changed: (luggage: Luggage) => void, signal: AbortSignal) => Promise<void>
  leave: (store: string) => Promise<void>
  /** Says what lies in the selection: its pictures are kept as long as it does. */
  select: (store: string, variantIds: string[]) => void
}

let fetchPhone: (() => Promise<Phone>) | undefined

/** For the browser's entry, where rooms meet. */
export const providePhone = (fetch: () => Promise<Phone>): void => void (fetchPhone = fetch)

/** Null where it cannot be had: on the server, and where its code cannot be fetched. */
export const phone = async (): Promise<Phone | null> => (await fetchPhone?.().catch(() => null)) ?? null
