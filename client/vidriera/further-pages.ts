import { answered, LONG_PATIENCE_MS } from '../platform/answered.ts'
import { isAway } from '../platform/connection.ts'
import { askProducts } from '../platform/loaders.ts'
import { PHONE_CURSOR } from '../platform/phone.ts'
import { keptPlaces } from '../platform/scroll-places.ts'
import { keepNumbers, readNumbers } from '../platform/tab-numbers.ts'
import { windowQuery } from '../platform/window-query.ts'
import type { FurtherPages } from './create-window-pages.ts'

const MOST_REMEMBERED = 20
/** Products added below the first page of each address, for a tab that the phone throws away meanwhile. */
const COUNTS = 'vidriera:further'
/** As many as the server gives at once. */
const MOST_AT_ONCE = 100

/** Adds to what stands below the first page; false where no more could be had. */
export async function addPage(pages: FurtherPages, limit: string): Promise<boolean> {
  const [{ slug, currency }, { items, nextCursor }] = [pages.store(), pages.further()]
  const [address, place] = [pages.key(), pages.placeNow()]
  if (nextCursor === null) return true
  const wanted = { ...windowQuery(pages.search(), currency), cursor: nextCursor, limit }
  const answer = await answered(
    slug,
    () => askProducts(slug, wanted),
    (shop) => shop.products(wanted),
    // below prices of now, which no line tells apart from those of before
    isAway() ? {} : { patienceMs: LONG_PATIENCE_MS },
  )
  if (!answer.ok) return false
  const all = [...items, ...answer.value.items]
  const own = place + (answer.isKept ? PHONE_CURSOR : '')
  const { remembered } = pages
  remembered.delete(own)
  remembered.set(own, { ...answer.value, items: all })
  const [oldest] = remembered.keys()
  if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  keepNumbers(COUNTS, { ...readNumbers(COUNTS), [address]: all.length })
  // read anew meanwhile, as when the connection comes back: what came goes on below a page that is no more
  const isMoved = pages.key() === address && pages.placeNow() !== place
  return isMoved ? addPage(pages, limit) : true
}

let isFirst = true

/** Where a document was left and made anew, as many products as there were, and the place among them. */
export async function standAgain(pages: FurtherPages, address: string, entry: string): Promise<void> {
  const count = () => pages.further().items.length
  const [place, wasFirst] = [keptPlaces()[entry], isFirst]
  isFirst = false
  if (place === undefined) return
  const wanted = readNumbers(COUNTS)[address] ?? 0
  const isShort = count() < wanted
  const hand = watchHand()
  for (let before = -1; before < count() && count() < wanted;) {
    before = count()
    if (pages.key() !== address) return
    await pages.more(String(Math.min(wanted - before, MOST_AT_ONCE)))
  }
  // an empty page that was filled from the phone had no place to stand at either
  if ((isShort || (wasFirst && scrollY === 0)) && !hand.hasMoved()) scrollTo(0, place)
}

/** Whoever goes on by themselves meanwhile is not moved. */
function watchHand() {
  const moved = new AbortController()
  for (const sign of ['wheel', 'touchmove', 'keydown', 'mousedown'])
    addEventListener(sign, () => moved.abort(), { signal: moved.signal, passive: true })
  return {
    hasMoved: () => {
      const has = moved.signal.aborted
      moved.abort()
      return has
    },
  }
}
