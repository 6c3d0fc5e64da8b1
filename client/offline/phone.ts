/**
 * The window on this phone, for when the shop cannot be reached.
 *
 * OFF1 a window is kept whole and of one moment; what takes its place does so at once, or not at all
 * OFF2 the phone answers what the server would have answered then, and says of when that is
 * OFF3 it searches without accents, by beginnings and plurals, while somebody types
 * OFF4 where the browser keeps nothing, or has no room, the shop goes on without it
 * OFF5 pictures of the whole store are taken along by choice alone, all of them or none
 * OFF6 pictures of what is selected stay as long as it does, however much else is looked at
 * OFF7 a phone whose clock is wrong by a day neither shows old prices as new nor fetches the window over and over
 * OFF8 whoever opens the first address of all finds the stores of this phone; where it is one, that
 */
import { settledLanguage } from '../platform/i18n.ts'
import { journal } from '../platform/journal.ts'
import { isAway } from '../platform/connection.ts'
import { shopApi } from '../platform/api.ts'
import type { KeptStore, Phone, PhoneShop } from '../platform/phone.ts'
import { wantedFirst } from '../platform/wanted-picture.ts'
import { openShop, readAtHere, type KeptShop, type OpenShop } from './kept-shop.ts'
import { areTaken, keepSelected, leavePictures, luggageOf, takePictures } from './pictures.ts'
import { productOf, resolvedOf } from './product-answers.ts'
import { bringDetails, bringShop, NotBrought } from './refresh.ts'
import {
  forgetShop,
  readHead,
  readHeads,
  readShop,
  writeDetails,
  writeHead,
  writeShop,
  type Head,
} from './storage.ts'
import { listProducts, readFacets, suggest } from './window-answers.ts'

/** The server is asked so often at most, by all tabs together. */
const EVERY_MS = 3 * 60_000
/** Whoever is away without the browser saying so looks whether the shop is back. */
const LOOK_MS = 15_000

type Opened = { generation: string; shop: OpenShop }
const opened = new Map<string, Opened>()

const placeOf = (store: string) => ({ store, language: settledLanguage() ?? 'es' })
const keyOf = (store: string) => `${store} ${placeOf(store).language}`

/** A browser that keeps nothing, or has no room, is said once and survived. */
const survived = (what: string) => (error: unknown) => {
  journal(`${what}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`, 'vidriera')
  return null
}

const opening = new Map<string, Promise<OpenShop | null>>()

/** Read once for all that a page asks at a time. */
async function openKept(store: string): Promise<OpenShop | null> {
  const key = keyOf(store)
  const there = opened.get(key)
  if (there) return there.shop
  const reading = opening.get(key) ?? readKept(store).finally(() => opening.delete(key))
  opening.set(key, reading)
  return reading
}

async function readKept(store: string): Promise<OpenShop | null> {
  const read = await readShop(placeOf(store)).catch(survived('no se pudo leer lo guardado'))
  return read && show(store, read.head.generation, read.shop)
}

function show(store: string, generation: string, kept: KeptShop): OpenShop {
  const shop = openShop({ ...kept, readAt: readAtHere(kept) })
  opened.set(keyOf(store), { generation, shop })
  return shop
}

/** Each store once, the one read last first: in the page's language where it is kept in that one too. */
async function listKept(): Promise<KeptStore[]> {
  const heads = (await readHeads().catch(survived('no se pudo leer lo guardado'))) ?? []
  const spoken = settledLanguage()
  heads.sort((a, b) => Date.parse(readAtHere(b.head)) - Date.parse(readAtHere(a.head)))
  const stores = [...new Set(heads.map(({ store }) => store))]
  return stores.flatMap((store): KeptStore[] => {
    const own = heads.filter((one) => one.store === store)
    const { head } = own.find((one) => one.head.language === spoken) ?? own[0] ?? {}
    return head ? [{ store, profile: head.profile, language: head.language, readAt: readAtHere(head) }] : []
  })
}

const shopOf = (shop: OpenShop): PhoneShop => ({
  readAt: shop.readAt,
  profile: shop.profile,
  categories: () => ({ categories: shop.categories }),
  products: async (query) => {
    const page = await listProducts(shop, query)
    return page && query.option ? { ...page, items: page.items.map(wantedFirst(query.option)) } : page
  },
  facets: (query) => readFacets(shop, query),
  product: (slug) => {
    const found = shop.bySlug.get(slug)
    return found ? productOf(shop, found) : null
  },
  suggestions: (text) => suggest(shop, text),
  resolve: (selectionId, lines) => resolvedOf(shop, selectionId, lines),
})

/** One tab at a time; the others find what it has brought. */
async function refresh(store: string): Promise<void> {
  const work = () => bring(store)
  // not in every browser, and not without a lock on the page's address
  const locks = (navigator as { locks?: LockManager }).locks
  if (!locks) return work()
  await locks.request(`vidriera:catalogue:${store}`, { ifAvailable: true }, async (lock) => lock && work())
}

async function bring(store: string): Promise<void> {
  const place = placeOf(store)
  const head = await readHead(place)
  const there = opened.get(keyOf(store))
  if (there && there.generation !== head?.generation) opened.delete(keyOf(store))
  const age = Date.now() - (head?.checkedAt ?? 0)
  if (head && age >= 0 && age < EVERY_MS) return
  const before = head && (await readShop(place))
  const started = performance.now()
  const brought = await bringShop(place, before?.shop ?? null)
  if (!brought) return journal('es demasiado grande para llevarla en el teléfono', 'vidriera')
  const checkedAt = Date.now()
  if (before && !brought.isChanged) return writeHead(place, { ...before.head, checkedAt })
  const generation = crypto.randomUUID()
  const { products, details, ...rest } = brought.shop
  const next: Head = { ...rest, generation, checkedAt }
  await writeShop(place, next, brought.shop)
  journal(
    `${products.length} productos guardados, en ${Math.round(performance.now() - started)} ms`,
    'vidriera',
  )
  let shop = show(store, generation, { ...rest, products, details })
  if (brought.detailsUrl) {
    const whole = await bringDetails(brought.detailsUrl, brought.shop)
    if (whole && (await writeDetails(place, generation, whole)))
      shop = show(store, generation, { ...rest, products, details: whole })
  }
  if (areTaken(store)) await takePictures(store, shop, () => undefined, new AbortController().signal)
  await keepSelectedPictures(store)
  // folded before the first letter is typed
  await shop.search()
}

async function keepFresh(store: string): Promise<void> {
  try {
    await refresh(store)
  } catch (error) {
    const code = error instanceof NotBrought ? error.code : null
    if (code !== null) await forgetClosed(store, code)
    if (code !== 'offline') survived('no se guardó')(error)
  }
}

/** A store that closed its window is not looked at from memory. */
async function forgetClosed(store: string, code: string): Promise<void> {
  if (code !== 'store-unavailable' && code !== 'store-not-found') return
  opened.delete(keyOf(store))
  await forgetShop(placeOf(store)).catch(survived('no se pudo borrar lo guardado'))
}

const selectedIn = new Map<string, ReadonlySet<string>>()

let keeping: Promise<void> = Promise.resolve()

/** One after the other: an older run would take away what a newer one has brought. */
const keepSelectedPictures = (store: string): Promise<void> =>
  (keeping = keeping.then(() => keepSelectedOnce(store)))

async function keepSelectedOnce(store: string): Promise<void> {
  const [selected, shop] = [selectedIn.get(store), await openKept(store)]
  if (!selected || !shop || typeof caches === 'undefined' || isAway()) return
  await keepSelected(store, shop, selected).catch(survived('no se guardaron las fotos de lo elegido'))
}

const followed = new Set<string>()

function follow(store: string): void {
  if (followed.has(store)) return
  followed.add(store)
  void keepFresh(store)
  addEventListener('online', () => void look(store))
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void look(store)
  })
  setInterval(() => {
    if (isAway() && !document.hidden) void look(store)
  }, LOOK_MS)
}

/** An answer, a refusal too, says to whoever shows something from the phone that the shop is back. */
async function look(store: string): Promise<void> {
  const answer = isAway() ? await shopApi(store).profile() : null
  if (answer && !answer.ok) await forgetClosed(store, answer.problem.code)
  if (!isAway()) await keepFresh(store)
}

/** Asked for at the moment the shopper shows that it matters to them. */
async function persist(): Promise<void> {
  const isKept = await (navigator.storage as StorageManager | undefined)?.persist().catch(() => false)
  journal(
    isKept ? 'el navegador no lo borra por su cuenta' : 'el navegador puede borrarlo si le falta lugar',
    'vidriera',
  )
}

export const phone: Phone = {
  open: async (store) => {
    const shop = await openKept(store)
    return shop && shopOf(shop)
  },
  list: listKept,
  follow,
  luggage: async (store) => {
    const shop = await openKept(store)
    return shop && luggageOf(store, shop)
  },
  take: async (store, changed, signal) => {
    const shop = await openKept(store)
    if (!shop) throw new Error('nothing is kept yet')
    await persist()
    await takePictures(store, shop, changed, signal)
  },
  leave: leavePictures,
  select: (store, variantIds) => {
    selectedIn.set(store, new Set(variantIds))
    void keepSelectedPictures(store)
  },
}
