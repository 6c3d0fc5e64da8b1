import { batch, createEffect, createMemo, createSignal } from 'solid-js'
import type { CardItem, CardPage } from '../../shared/catalogue.ts'
import type { StoreProfile } from '../../shared/store.ts'
import type { WindowSearch } from '../paths.ts'
import { isAway } from '../platform/connection.ts'
import { WINDOW_PAGE } from '../platform/loaders.ts'
import { PHONE_CURSOR } from '../platform/phone.ts'
import { useLocation } from '../platform/router.tsx'

/** What stands below the first page. `isKept`: some of it is of the phone's. */
type Further = { place: string | null; isKept: boolean; items: CardItem[]; nextCursor: string | null }

/** By address, while the shopper looks at a product, so that coming back finds the place. */
const remembered = new Map<string, Further>()

/** To read them, and to stand where somebody stood before a reload: after the first page has been looked at. */
const furtherPages = () => import('./further-pages.ts')

export type FurtherPages = {
  remembered: Map<string, Further>
  store: () => Pick<StoreProfile, 'slug' | 'currency'>
  search: () => WindowSearch
  key: () => string
  /** What further products go on from; a window that was read anew has another one. */
  place: () => string | null
  count: () => number
  /** Of the phone's stand, at another age than what stands above: the shop answers, and the first page is of the shop's. */
  isOutdated: (further: Pick<Further, 'isKept'>) => boolean
  more: (added: number) => Promise<void>
}

/** The first page as the server gave it, and those that "Ver más" adds below it. */
export function createWindowPages(
  store: () => Pick<StoreProfile, 'slug' | 'currency'>,
  search: () => WindowSearch,
  first: () => CardPage,
) {
  const location = useLocation()
  const key = createMemo(() => JSON.stringify([store().slug, search()]))
  const [version, setVersion] = createSignal(0)
  const [state, setState] = createSignal<'idle' | 'loading' | 'failed'>('idle')
  const place = () => first().nextCursor
  const further = createMemo(() => {
    version()
    return remembered.get(key())
  })
  const items = createMemo(() => {
    const seen = new Set(first().items.map((item) => item.slug))
    return [...first().items, ...(further()?.items ?? []).filter((item) => !seen.has(item.slug))]
  })

  /** Reads as many anew where none are to be added. */
  const more = async (added: number) => {
    if (state() === 'loading') return
    setState('loading')
    const address = key()
    const isRead = await furtherPages().then(
      (code) => code.readFurther(pages, added),
      () => false,
    )
    if (!isRead && !added) remembered.delete(address)
    batch(() => {
      setState(isRead ? 'idle' : 'failed')
      setVersion((n) => n + 1)
    })
  }
  const isOutdated = ({ isKept }: Pick<Further, 'isKept'>) =>
    isKept && !isAway() && !place()?.startsWith(PHONE_CURSOR)
  const count = () => further()?.items.length ?? 0
  const pages = { remembered, store, search, key, place, count, isOutdated, more }
  createEffect(() => {
    const stood = further()
    if (!stood || state() === 'loading') return
    if (isOutdated(stood) || stood.place !== place()) void more(0)
  })
  createEffect(() => {
    const [address, entry] = [key(), location.key]
    // without its code the page stands at its beginning
    furtherPages().then(
      (code) => code.standAgain(pages, address, entry),
      () => undefined,
    )
  })
  const nextCursor = () => (further() ?? first()).nextCursor
  return { items, nextCursor, more: () => more(Number(WINDOW_PAGE)), state }
}
