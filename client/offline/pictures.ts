/**
 * Pictures that lie in caches of their own, at one width for phones, where nothing that is merely seen takes their room: all
 * of a store, taken along by choice, and those of what is selected there.
 */
import type { Category } from '../../shared/catalogue.ts'
import { hashOf, nameOf, widthsOf, type MediaType } from '../../shared/media.ts'
import type { Luggage } from '../platform/phone.ts'
import { keep, readKept } from '../platform/storage.ts'
import type { KeptShop } from './kept-shop.ts'

const PHONE_WIDTH = 640
/** Bytes of one, by type: what a render of the demo comes to. */
const ABOUT: Record<MediaType, number> = { avif: 22_000, webp: 40_000 }
const AT_ONCE = 4
const PATIENCE_MS = 30_000

const cacheOf = (store: string) => `pictures-taken:${store}`
const selectedCacheOf = (store: string) => `pictures-selected:${store}`
/** Without a width: whichever is asked for, this is what there is. */
const addressOf = (hash: string) => `/media/${hash}`
const takenKey = (store: string) => `vidriera:${store}:taken`

type Picture = { hash: string; url: string }
type Sized = { url: string; width: number }

/** What the pages themselves have chosen between. */
function typeHere(): MediaType {
  const shown = [...document.images].find(({ currentSrc }) => /\/media\/[0-9a-f]{32}-/.test(currentSrc))
  return shown?.currentSrc.endsWith('.webp') ? 'webp' : 'avif'
}

const picturesOf = ({ products, details, categories }: KeptShop): Picture[] =>
  forPhones([
    ...inTree(categories),
    ...products.flatMap(({ id, image }) => [...(image ? [image] : []), ...(details[id]?.images ?? [])]),
  ])

function forPhones(images: readonly Sized[]): Picture[] {
  const type = typeHere()
  const found = images.flatMap(({ url, width }): [string, Picture][] => {
    const hash = hashOf(url)
    if (hash === undefined) return []
    const step = widthsOf(width).find((one) => one >= PHONE_WIDTH) ?? width
    return [[hash, { hash, url: `/media/${nameOf(hash, step, type)}` }]]
  })
  return [...new Map(found).values()]
}

const inTree = (categories: readonly Category[]): Sized[] =>
  categories.flatMap(({ image, children }) => [...(image ? [image] : []), ...inTree(children)])

/** Null where the browser keeps nothing, or only for pages that are not safe. */
export async function luggageOf(store: string, shop: KeptShop): Promise<Luggage | null> {
  if (typeof caches === 'undefined') return null
  const taken = Number(readKept(takenKey(store)) ?? NaN)
  // whoever has cleared the browser's data has nothing any more, whatever is written
  if (!Number.isNaN(taken) && (await caches.has(cacheOf(store))))
    return { state: 'taken', bytes: taken + textBytes(shop) }
  return { state: 'left', about: picturesOf(shop).length * ABOUT[typeHere()] + textBytes(shop) }
}

const textBytes = ({ products, details }: KeptShop): number =>
  JSON.stringify(products).length + JSON.stringify(details).length

/** Rejects with what the browser says where they do not fit, and leaves none of them behind. */
export async function takePictures(
  store: string,
  shop: KeptShop,
  changed: (luggage: Luggage) => void,
  signal: AbortSignal,
): Promise<void> {
  const wanted = picturesOf(shop)
  const isFirst = readKept(takenKey(store)) === null
  const failing = new AbortController()
  const either = AbortSignal.any([signal, failing.signal])
  try {
    const cache = await caches.open(cacheOf(store))
    const there = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
    const missing = wanted.filter(({ hash }) => !there.has(addressOf(hash)))
    let done = wanted.length - missing.length
    const takeNext = async (): Promise<void> => {
      for (let next = missing.pop(); next; next = missing.pop()) {
        await takeOne(cache, next, either)
        done += 1
        changed({ state: 'taking', done, all: wanted.length })
      }
    }
    changed({ state: 'taking', done, all: wanted.length })
    await Promise.all(Array.from({ length: AT_ONCE }, takeNext))
    await dropOthers(cache, wanted)
    const bytes = await bytesIn(cache)
    // left in another tab, or while more was added to it
    if (!isFirst && !areTaken(store)) return await leavePictures(store)
    keep(takenKey(store), String(bytes))
    changed({ state: 'taken', bytes: bytes + textBytes(shop) })
  } catch (error) {
    failing.abort()
    // half a luggage is room that nobody asked to give
    if (isFirst) await leavePictures(store)
    throw error
  }
}

/** Of what is selected the pictures that its lines show, and no others. */
export async function keepSelected(
  store: string,
  { products, details }: KeptShop,
  selected: ReadonlySet<string>,
): Promise<void> {
  const shown = products.flatMap(({ id, image, variants }) => {
    const chosen = variants.filter((variant) => selected.has(variant.id)).map((variant) => variant.id)
    if (chosen.length === 0) return []
    const own = (details[id]?.images ?? []).filter(({ variantId }) => variantId && chosen.includes(variantId))
    return [...(image ? [image] : []), ...own]
  })
  const wanted = forPhones(shown)
  if (wanted.length === 0) return void (await caches.delete(selectedCacheOf(store)))
  const cache = await caches.open(selectedCacheOf(store))
  const there = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  for (const picture of wanted)
    if (!there.has(addressOf(picture.hash))) await takeOne(cache, picture, AbortSignal.timeout(PATIENCE_MS))
  await dropOthers(cache, wanted)
}

async function takeOne(cache: Cache, { hash, url }: Picture, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { signal })
  // one that the shop has taken down meanwhile is no reason to stop
  if (answer.status === 404) return
  if (!answer.ok) throw new Error(`a picture answered ${answer.status}`)
  await cache.put(addressOf(hash), answer)
}

async function dropOthers(cache: Cache, wanted: readonly Picture[]): Promise<void> {
  const kept = new Set(wanted.map(({ hash }) => addressOf(hash)))
  for (const request of await cache.keys())
    if (!kept.has(new URL(request.url).pathname)) await cache.delete(request)
}

async function bytesIn(cache: Cache): Promise<number> {
  let sum = 0
  for (const answer of await cache.matchAll()) sum += (await answer.blob()).size
  return sum
}

export const areTaken = (store: string): boolean => readKept(takenKey(store)) !== null

export async function leavePictures(store: string): Promise<void> {
  keep(takenKey(store), null)
  await caches.delete(cacheOf(store))
}
