import { answered, LONG_PATIENCE_MS } from '../platform/answered.ts'
import { isAway } from '../platform/connection.ts'
import { askProducts } from '../platform/loaders.ts'
import { keptPlaces } from '../platform/scroll-places.ts'
import { keepNumbers, readNumbers } from '../platform/tab-numbers.ts'
import { windowQuery } from '../platform/window-query.ts'
import type { FurtherPages } from './create-window-pages.ts'

const MOST_REMEMBERED = 20
/** Products added below the first page of each address, for a tab that the phone throws away meanwhile. */
const COUNTS = 'vidriera:further'
/** As many as the server gives at once. */
const MOST_AT_ONCE = 100

/** Adds to what stands below the first page, or reads as much anew; false where that could not be had. */
export async function readFurther(pages: FurtherPages, added: number): Promise<boolean> {
  const { remembered } = pages
  const [{ slug, currency }, search, address] = [pages.store(), pages.search(), pages.key()]
  const stood = remembered.get(address)
  const place = pages.place()
  const start = { place, isKept: false, items: [], nextCursor: place }
  let read: NonNullable<typeof stood> = (added > 0 && stood) || start
  const wanted = added > 0 ? read.items.length + added : (stood?.items.length ?? 0)
  while (read.nextCursor !== null && read.items.length < wanted) {
    const limit = String(Math.min(wanted - read.items.length, MOST_AT_ONCE))
    const asked = { ...windowQuery(search, currency), cursor: read.nextCursor, limit }
    const answer = await answered(
      slug,
      () => askProducts(slug, asked),
      (shop) => shop.products(asked),
      // below prices of now, which no line tells apart from those of before
      isAway() ? {} : { patienceMs: LONG_PATIENCE_MS },
    )
    if (!answer.ok) return false
    const { items, nextCursor } = answer.value
    const isKept = read.isKept || answer.isKept === true
    read = { place: read.place, isKept, items: [...read.items, ...items], nextCursor }
  }
  if (added === 0 && pages.isOutdated(read)) return false
  remembered.delete(address)
  remembered.set(address, read)
  const [oldest] = remembered.keys()
  if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
  keepNumbers(COUNTS, { ...readNumbers(COUNTS), [address]: read.items.length })
  return true
}

let isFirst = true

/** Where a document was left and made anew, as many products as there were, and the place among them. */
export async function standAgain(pages: FurtherPages, address: string, entry: string): Promise<void> {
  const [place, wasFirst] = [keptPlaces()[entry], isFirst]
  isFirst = false
  if (place === undefined) return
  const missing = (readNumbers(COUNTS)[address] ?? 0) - pages.count()
  const hand = watchHand()
  if (missing > 0) await pages.more(missing)
  // an empty page that was filled from the phone had no place to stand at either
  if ((missing > 0 || (wasFirst && scrollY === 0)) && !hand.hasMoved()) scrollTo(0, place)
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
