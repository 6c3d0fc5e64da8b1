/**
 * Where the phone keeps windows: in IndexedDB, for each store and language a head that names a generation, and the parts
 * of that generation. A generation is written and the head turned to it in one transaction, so that whatever ends the
 * browser in the middle leaves the one before whole. What lies there is another version's until it proves to be ours.
 */
import type { ProductDetails, SnapshotProduct } from '../../shared/catalogue-snapshot.ts'
import type { KeptShop } from './kept-shop.ts'

const DATABASE = 'vidriera:catalogue'
/** Of the shape of what is kept: what has another number is thrown away, it comes again by itself. */
const SHAPE = 1

export type Head = Omit<KeptShop, 'products' | 'details'> & {
  generation: string
  /** When the server was last asked, by this phone's clock. */
  checkedAt: number
}
type Part = 'products' | 'details'
type Place = { store: string; language: string }

const nameOf = ({ store, language }: Place): string => `${store} ${language}`
const partKey = (place: Place, generation: string, part: Part) => [nameOf(place), generation, part]
const everyPart = (place: Place) => IDBKeyRange.bound([nameOf(place)], [nameOf(place), []])

function open(version = SHAPE): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, version)
    request.onupgradeneeded = () => {
      const { result: database } = request
      for (const name of [...database.objectStoreNames]) database.deleteObjectStore(name)
      database.createObjectStore('heads')
      database.createObjectStore('parts')
    }
    request.onblocked = () => reject(new Error('another tab holds an older one open'))
    request.onerror = () => reject(request.error ?? new Error('cannot be opened'))
    request.onsuccess = () => {
      const { result: database } = request
      // a tab with a newer build must not wait for this one
      database.onversionchange = () => database.close()
      resolve(database)
    }
  })
}

/** Kept by a newer build than this: it is of no use, and must not be in the way. */
async function opened(): Promise<IDBDatabase> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'VersionError') throw error
    await settled(indexedDB.deleteDatabase(DATABASE))
    return open()
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('a request failed'))
  })

/** All of `work` or nothing; it must not wait for anything but its own requests. */
async function inOne<T>(
  mode: IDBTransactionMode,
  work: (heads: IDBObjectStore, parts: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const database = await opened()
  try {
    const transaction = database.transaction(['heads', 'parts'], mode)
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('given up'))
    })
    const [result] = await Promise.all([
      work(transaction.objectStore('heads'), transaction.objectStore('parts')).catch((error: unknown) => {
        abort(transaction)
        throw error
      }),
      done,
    ])
    return result
  } finally {
    database.close()
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // it has ended by itself: a failed request does that
  }
}

export const readHead = (place: Place): Promise<Head | null> =>
  inOne('readonly', async (heads) => headOf(await settled<unknown>(heads.get(nameOf(place)))))

/** Of every store and language that is kept. */
export const readHeads = (): Promise<{ store: string; head: Head }[]> =>
  inOne('readonly', async (heads) => {
    const [names, all] = await Promise.all([settled(heads.getAllKeys()), settled<unknown[]>(heads.getAll())])
    return all.flatMap((found, at) => {
      const head = headOf(found)
      const [store = ''] = (names[at] as string).split(' ')
      return head ? [{ store, head }] : []
    })
  })

/** The whole of it; null where there is none, or what there is makes no sense. */
export async function readShop(place: Place): Promise<{ head: Head; shop: KeptShop } | null> {
  const read = await inOne('readonly', async (heads, parts) => {
    const head = headOf(await settled<unknown>(heads.get(nameOf(place))))
    if (!head) return null
    const [products, details] = await Promise.all([
      settled<unknown>(parts.get(partKey(place, head.generation, 'products'))),
      settled<unknown>(parts.get(partKey(place, head.generation, 'details'))),
    ])
    return { head, products, details }
  })
  if (!read) return null
  const products = parsed<SnapshotProduct[]>(read.products)
  if (!Array.isArray(products)) return null
  const { generation: _generation, checkedAt: _checkedAt, ...rest } = read.head
  const details = parsed<Record<string, ProductDetails>>(read.details) ?? {}
  return { head: read.head, shop: { ...rest, products, details } }
}

/** Turns the head to a new generation. Rejects where there is no room: the one before stays. */
export function writeShop(place: Place, head: Head, { products, details }: KeptShop): Promise<void> {
  // as text: cloning objects in and out costs more than writing and reading them as JSON
  const written = { products: JSON.stringify(products), details: JSON.stringify(details) }
  return inOne('readwrite', async (heads, parts) => {
    parts.delete(everyPart(place))
    parts.put(written.products, partKey(place, head.generation, 'products'))
    parts.put(written.details, partKey(place, head.generation, 'details'))
    await settled(heads.put(head, nameOf(place)))
  })
}

/** What product pages show, where that generation is still the one; answers whether it is. */
export function writeDetails(
  place: Place,
  generation: string,
  details: Record<string, ProductDetails>,
): Promise<boolean> {
  const text = JSON.stringify(details)
  return inOne('readwrite', async (heads, parts) => {
    const head = headOf(await settled<unknown>(heads.get(nameOf(place))))
    if (head?.generation !== generation) return false
    await settled(parts.put(text, partKey(place, generation, 'details')))
    return true
  })
}

export const writeHead = (place: Place, head: Head): Promise<void> =>
  inOne('readwrite', async (heads) => void (await settled(heads.put(head, nameOf(place)))))

export const forgetShop = (place: Place): Promise<void> =>
  inOne('readwrite', async (heads, parts) => {
    parts.delete(everyPart(place))
    await settled(heads.delete(nameOf(place)))
  })

const hasText = (value: object, names: string[]): boolean =>
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string')

function headOf(found: unknown): Head | null {
  if (typeof found !== 'object' || found === null) return null
  if (!hasText(found, ['generation', 'cursor', 'readAt', 'currency', 'language'])) return null
  const { profile, categories, options, readAt = '', broughtAt = Date.parse(readAt) } = found as Partial<Head>
  return typeof profile === 'object' && Array.isArray(categories) && Array.isArray(options)
    ? { ...(found as Head), broughtAt }
    : null
}

function parsed<T>(text: unknown): T | null {
  if (typeof text !== 'string') return null
  try {
    return JSON.parse(text) as T
  } catch {
    return null // half of something: it is thrown away like what is not there
  }
}
