import { createMemo, createSignal } from 'solid-js'
import type { ProductListItem, ProductPage } from '../../shared/catalogue.ts'
import type { StoreProfile } from '../../shared/store.ts'
import type { WindowSearch } from '../paths.ts'
import { isAway } from '../platform/connection.ts'
import { readProducts, WINDOW_PAGE } from '../platform/loaders.ts'
import { windowQuery } from '../platform/window-query.ts'

type Further = { items: ProductListItem[]; nextCursor: string | null }

/** Pages added to a window, kept while the shopper looks at a product, so that coming back finds the place. */
const remembered = new Map<string, Further>()
const MOST_REMEMBERED = 20
/** Ends the place of what came from the phone in part. */
const PHONE = '~'

/** The first page as the server gave it, and those that "Ver más" adds below it. */
export function createWindowPages(
  store: () => Pick<StoreProfile, 'slug' | 'currency'>,
  search: () => WindowSearch,
  first: () => ProductPage,
) {
  const key = createMemo(() => JSON.stringify([store().slug, search()]))
  const [version, setVersion] = createSignal(0)
  const [state, setState] = createSignal<'idle' | 'loading' | 'failed'>('idle')
  const placeNow = () => key() + first().nextCursor
  // Only what goes on from this very first page: the window may have changed since.
  const further = createMemo(() => {
    version()
    const place = placeNow()
    // Prices of the phone's stand while a line says how old they are.
    if (!isAway()) remembered.delete(place + PHONE)
    const kept = remembered.get(place + PHONE) ?? remembered.get(place)
    return kept ?? { items: [], nextCursor: first().nextCursor }
  })
  const items = createMemo(() => {
    const seen = new Set(first().items.map((item) => item.id))
    return [...first().items, ...further().items.filter((item) => !seen.has(item.id))]
  })

  const more = async () => {
    const cursor = further().nextCursor
    if (cursor === null || state() === 'loading') return
    const place = placeNow()
    const before = further().items
    setState('loading')
    const answer = await readProducts(store().slug, {
      ...windowQuery(search(), store().currency),
      cursor,
      limit: WINDOW_PAGE,
    })
    if (answer.ok)
      remember(place + (answer.isKept ? PHONE : ''), {
        ...answer.value,
        items: [...before, ...answer.value.items],
      })
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
