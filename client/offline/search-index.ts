/** Search over what the phone keeps: folded once, so that a keystroke costs a look into a sorted list. */
import type { ProductDetails, SnapshotProduct } from '../../shared/catalogue-snapshot.ts'
import type { Category, OptionDictionary } from '../../shared/catalogue.ts'
import type { Language } from '../../shared/language.ts'
import { askedWords, formsOf, plainText, stemOf, wordsIn } from './fold.ts'

/** Where in a product a word stands; the better place answers first. */
const NAME = 1
const BESIDE = 2
const CODE = 4
const TOLD = 8

export type Searched = {
  products: readonly SnapshotProduct[]
  details: Readonly<Record<string, ProductDetails>>
  categories: readonly Category[]
  options: OptionDictionary
  /** Whose stems words may have: the page's, and the store's own. */
  languages: readonly Language[]
}

export type SearchIndex = {
  /** Place of a product in `products` → 0 for the best to 3; products that are not found are absent. */
  find: (text: string) => Map<number, number>
}

const SLICE = 50

/** `pause` runs between slices: who taps meanwhile is answered. */
export async function indexProducts(searched: Searched, pause: () => Promise<void>): Promise<SearchIndex> {
  /** Word → products that have it, each as place × 16 + where. */
  const places = new Map<string, number[]>()
  const textsOf = productTexts(searched)
  for (const [place, product] of searched.products.entries()) {
    if (place % SLICE === SLICE - 1) await pause()
    for (const [word, where] of wordsOf(textsOf(product), searched.languages)) {
      const known = places.get(word)
      if (known) known.push(place * 16 + where)
      else places.set(word, [place * 16 + where])
    }
  }
  const sorted = [...places.keys()].sort()
  const count = searched.products.length
  return { find: (text) => found(text, { places, sorted, count, languages: searched.languages }) }
}

type Texts = { where: number; text: string }[]

function wordsOf(texts: Texts, languages: readonly Language[]): Map<string, number> {
  const words = new Map<string, number>()
  const note = (word: string, where: number) => words.set(word, (words.get(word) ?? 0) | where)
  for (const { where, text } of texts) {
    for (const word of wordsIn(text)) {
      // of what is told at length, stems are enough
      if (where !== TOLD) note(word, where)
      if (where !== CODE)
        for (const language of languages) {
          const stem = stemOf(word, language)
          if (stem !== null) note(stem, where)
        }
    }
  }
  return words
}

function productTexts({ details, categories, options }: Searched): (product: SnapshotProduct) => Texts {
  const lines = namesAbove(categories)
  const names = new Map(
    options.map(({ key, name, values }) => [
      key,
      { name, values: new Map(values.map((value) => [value.key, value.name])) },
    ]),
  )
  return (product) => {
    const beside = new Set<string>([product.brand ?? '', ...(product.tags ?? [])])
    for (const slug of product.categories ?? []) for (const name of lines.get(slug) ?? []) beside.add(name)
    for (const variant of product.variants)
      for (const [key, value] of Object.entries(variant.options ?? {})) {
        const option = names.get(key)
        beside.add(option?.name ?? '')
        beside.add(typeof value === 'string' ? (option?.values.get(value) ?? value) : value.text)
      }
    const told = details[product.id]?.description ?? ''
    return [
      { where: NAME, text: product.name },
      { where: BESIDE, text: [...beside].join(' ') },
      { where: CODE, text: product.variants.map(({ sku }) => sku ?? '').join(' ') },
      { where: TOLD, text: `${product.shortDescription ?? ''} ${plainText(told)}` },
    ]
  }
}

/** Category → its own name and those of everything above it. */
function namesAbove(categories: readonly Category[], above: readonly string[] = []): Map<string, string[]> {
  return new Map(
    categories.flatMap(({ slug, name, children }) => [
      [slug, [...above, name]] as [string, string[]],
      ...namesAbove(children, [...above, name]),
    ]),
  )
}

type Index = {
  places: ReadonlyMap<string, readonly number[]>
  sorted: readonly string[]
  count: number
  languages: readonly Language[]
}

function found(text: string, { places, sorted, count, languages }: Index): Map<number, number> {
  const words = askedWords(text)
  const hits = words.map((word, n) => {
    /** By whole words in the lower four bits, by their beginnings in the upper ones. */
    const hit = new Uint8Array(count)
    const mark = (list: readonly number[] | undefined, shift: number) => {
      for (const entry of list ?? []) hit[entry >> 4] = (hit[entry >> 4] ?? 0) | ((entry & 15) << shift)
    }
    for (const form of formsOf(word, languages)) mark(places.get(form), 0)
    if (n === words.length - 1 && word.length > 1)
      for (let at = firstFrom(sorted, word); sorted[at]?.startsWith(word); at++)
        mark(places.get(sorted[at] ?? ''), 4)
    return hit
  })
  const ranks = new Map<number, number>()
  if (hits.length === 0) return ranks
  for (let place = 0; place < count; place++) {
    const rank = Math.max(...hits.map((hit) => rankOf(hit[place] ?? 0)))
    if (rank < 4) ranks.set(place, rank)
  }
  return ranks
}

/** In the name by a whole word, in the name, not in a description alone, at all; 4: nowhere. */
function rankOf(hit: number): number {
  if (hit === 0) return 4
  const anywhere = (hit & 15) | (hit >> 4)
  if (hit & NAME) return 0
  if (anywhere & NAME) return 1
  return anywhere & (BESIDE | CODE) ? 2 : 3
}

/** Where a sorted list goes on from that word. */
function firstFrom(sorted: readonly string[], word: string): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? '') < word) from = middle + 1
    else to = middle
  }
  return from
}
