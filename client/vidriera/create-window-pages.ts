import { createMemo, createSignal } from 'solid-js'
import type { ProductListItem, ProductPage } from '../../shared/catalogue.ts'
import type { StoreProfile } from '../../shared/store.ts'
import type { WindowSearch } from '../paths.ts'
import { isAway } from '../platform/connection.ts'
import { readProducts, WINDOW_PAGE } from '../platform/loaders.ts'
import { windowQuery } from '../platform/window-query.ts'

type Further = {
  items: ProductListItem[]
  nextCursor: string | null
  /** Where some came from the phone: those before them. */
  before?: Further
}

/** Pages added to a window, kept while the shopper looks at a product, so that coming back finds the place. */
const remembered = new Map<string, Further>()
const MOST_REMEMBERED = 20

/** The first page as the server gave it, and those that "Ver más" adds below it. */
export function createWindowPages(
  store: () => Pick<StoreProfile, 'slug' | 'currency'>,
  search: () => WindowSearch,
  first: () => ProductPage,
) {
  const key = createMemo(() => JSON.stringify([store().slug, search()]))
  const [version, setVersion] = createSignal(0)
  const [state, setState] = createSignal<'idle' | 'loading' | 'failed'>('idle')
  const start = (): Further => ({ items: [], nextCursor: first().nextCursor })
  // Only what goes on from this very first page: the window may have changed since.
  const further = createMemo(() => {
    version()
    const kept = remembered.get(`${key()}${first().nextCursor}`) ?? start()
    // Prices of the phone's stand while a line says how old they are.
    return isAway() ? kept : (kept.before ?? kept)
  })
  const items = createMemo(() => {
    const seen = new Set(first().items.map((item) => item.id))
    return [...first().items, ...further().items.filter((item) => !seen.has(item.id))]
  })

  const more = async () => {
    const cursor = further().nextCursor
    if (cursor === null || state() === 'loading') return
    const place = `${key()}${first().nextCursor}`
    const before = further()
    setState('loading')
    const answer = await readProducts(store().slug, {
      ...windowQuery(search(), store().currency),
      cursor,
      limit: WINDOW_PAGE,
    })
    if (answer.ok) {
      const items = [...before.items, ...answer.value.items]
      const sure = before.before ?? (answer.isKept ? before : undefined)
      remember(place, { ...answer.value, items, ...(sure && { before: sure }) })
    }
    setState(answer.ok ? 'idle' : 'failed')
    setVersion((n) => n + 1)
  }
  return { items, nextCursor: () => further().nextCursor, more, state }
}

function remember(place: string, further: Further): void {
  remembered.delete(place)
  remembered.set(place, further)
  const [oldest] = remembered.keys()
  if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
}
