import { createEffect, createMemo, createSignal } from 'solid-js'
import type { ProductListItem, ProductPage } from '../../shared/catalogue.ts'
import type { StoreProfile } from '../../shared/store.ts'
import type { WindowSearch } from '../paths.ts'
import { isAway } from '../platform/connection.ts'
import { WINDOW_PAGE } from '../platform/loaders.ts'
import { PHONE_CURSOR } from '../platform/phone.ts'
import { useLocation } from '../platform/router.tsx'

type Further = { items: ProductListItem[]; nextCursor: string | null }

/** Pages added to a window, kept while the shopper looks at a product, so that coming back finds the place. */
const remembered = new Map<string, Further>()

/** To add pages, and to stand where somebody stood before a reload: after the first of them has been looked at. */
const furtherPages = () => import('./further-pages.ts')

export type FurtherPages = {
  remembered: Map<string, Further>
  store: () => Pick<StoreProfile, 'slug' | 'currency'>
  search: () => WindowSearch
  key: () => string
  /** Names what goes on below this very first page. */
  placeNow: () => string
  further: () => Further
  more: (limit: string) => Promise<void>
}

/** The first page as the server gave it, and those that "Ver más" adds below it. */
export function createWindowPages(
  store: () => Pick<StoreProfile, 'slug' | 'currency'>,
  search: () => WindowSearch,
  first: () => ProductPage,
) {
  const location = useLocation()
  const key = createMemo(() => JSON.stringify([store().slug, search()]))
  const [version, setVersion] = createSignal(0)
  const [state, setState] = createSignal<'idle' | 'loading' | 'failed'>('idle')
  const placeNow = () => key() + first().nextCursor
  // Only what goes on from this very first page: the window may have changed since.
  const further = createMemo(() => {
    version()
    const place = placeNow()
    // Prices of the phone's, whose place says so at its end, stand while a line says how old they are.
    if (!isAway()) remembered.delete(place + PHONE_CURSOR)
    const kept = remembered.get(place + PHONE_CURSOR) ?? remembered.get(place)
    return kept ?? { items: [], nextCursor: first().nextCursor }
  })
  const items = createMemo(() => {
    const seen = new Set(first().items.map((item) => item.id))
    return [...first().items, ...further().items.filter((item) => !seen.has(item.id))]
  })

  const more = async (limit = WINDOW_PAGE) => {
    if (state() === 'loading') return
    setState('loading')
    const isAdded = await furtherPages().then(
      (code) => code.addPage(pages, limit),
      () => false,
    )
    setState(isAdded ? 'idle' : 'failed')
    setVersion((n) => n + 1)
  }
  const pages = { remembered, store, search, key, placeNow, further, more }
  createEffect(() => {
    const [address, entry] = [key(), location.key]
    // without its code the page stands at its beginning
    furtherPages().then(
      (code) => code.standAgain(pages, address, entry),
      () => undefined,
    )
  })
  return { items, nextCursor: () => further().nextCursor, more: () => more(), state }
}
