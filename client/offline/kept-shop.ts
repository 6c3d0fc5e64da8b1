/** A store's window as this phone has it: all of one moment, whole. */
import type { Category, OptionDictionary } from '../../shared/catalogue.ts'
import type { ProductDetails, SnapshotProduct } from '../../shared/catalogue-snapshot.ts'
import { languageOf, type Language } from '../../shared/language.ts'
import type { StoreProfile } from '../../shared/store.ts'
import { indexProducts, type SearchIndex } from './search-index.ts'

export type KeptShop = {
  profile: StoreProfile
  language: Language
  currency: string
  /** For the next `since`. */
  cursor: string
  /** No price in it is older; what changed later is newer. By the shop's clock. */
  readAt: string
  /** When all of it was asked for, by this phone's clock, which may be a day wrong: only it tells how long ago that is. */
  broughtAt: number
  categories: Category[]
  options: OptionDictionary
  products: SnapshotProduct[]
  /** Of those products whose pages are kept as well. */
  details: Record<string, ProductDetails>
}

/** A kept shop that questions can be asked of. */
export type OpenShop = KeptShop & {
  bySlug: ReadonlyMap<string, SnapshotProduct>
  /** Category → itself and everything below it. */
  below: ReadonlyMap<string, ReadonlySet<string>>
  attributes: ReadonlyMap<string, Attribute>
  search: () => Promise<SearchIndex>
}
export type Attribute = {
  name: string
  values: ReadonlyMap<string, OptionDictionary[number]['values'][number]>
}

export function openShop(kept: KeptShop): OpenShop {
  let index: Promise<SearchIndex> | undefined
  const own = languageOf(kept.profile.locale)
  const languages = [...new Set([kept.language, own])]
  return {
    ...kept,
    bySlug: new Map(kept.products.map((product) => [product.slug, product])),
    below: branches(kept.categories),
    attributes: new Map(
      kept.options.map(({ key, name, values }) => [
        key,
        { name, values: new Map(values.map((value) => [value.key, value])) },
      ]),
    ),
    search: () => (index ??= indexProducts({ ...kept, languages }, breathe)),
  }
}

/** The window in one piece is this old at most when it is fetched. */
const MOST_BEHIND_MS = 10 * 60_000

/**
 * When its prices were read, as this phone's clock had it then, so that it can be set against what that clock says now. One
 * that was put back since says nothing: then it is what the shop's clock said.
 */
export function readAtHere(
  { readAt, broughtAt }: Pick<KeptShop, 'readAt' | 'broughtAt'>,
  now = Date.now(),
): string {
  if (now < broughtAt) return readAt
  const here = Math.max(broughtAt - MOST_BEHIND_MS, Math.min(Date.parse(readAt), broughtAt))
  return new Date(here).toISOString()
}

function branches(categories: readonly Category[]): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>()
  const walk = (category: Category): Set<string> => {
    const branch = new Set([category.slug])
    for (const child of category.children) for (const slug of walk(child)) branch.add(slug)
    all.set(category.slug, branch)
    return branch
  }
  for (const category of categories) walk(category)
  return all
}

/** Lets whatever the browser has to do go first. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
