/**
 * The window in one piece: made once for a version and a language, kept compressed in the database, so that every
 * process has what any of them has pointed at.
 */
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { and, eq, lt, sql } from 'drizzle-orm'
import type { BundleDetails, CataloguePointer, CatalogueSnapshot } from '../../shared/catalogue-snapshot.ts'
import type { Language } from '../../shared/language.ts'
import { sha256 } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import type { Timed } from '../platform/shared-read.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { readSnapshot } from './snapshot.ts'
import { catalogueBundles } from './tables.ts'

/** A larger shop is no luggage for a phone: some 60 bytes of text a product and as many of ids. */
const MOST_PRODUCTS = 5_000
/** A version that is no longer the latest serves on, because what changed since is asked for anyway. */
const LAG = '10 minutes'
/** Stock moves without a version. */
const FRESH = '1 hour'
/** Whoever was pointed at a bundle has so long to fetch it. */
const KEPT = '1 day'
/** Parts in memory, some 100 kB each. */
const MOST_KEPT = 50

const compress = promisify(brotliCompress)
export const decompress = promisify(brotliDecompress)

type Kept = {
  hash: string
  version: number
  products: number
  bytes: number
  details_bytes: number
  made_at: string
}
type State = { shown: number; latest: number; now: number } & ((Kept & { until: number }) | { hash: null })

/** Where the window lies, made anew where what lies there has become too old. */
export async function queryPointer(
  db: Database,
  store: Store,
  language: Language,
): Promise<Timed<CataloguePointer>> {
  const state = await readState(db, store, language)
  if (state.shown > MOST_PRODUCTS) {
    const nothing = { bundle: null, details: null, madeAt: new Date(state.now).toISOString() }
    return { value: { version: String(state.latest), products: state.shown, ...nothing }, until: Infinity }
  }
  if (state.hash !== null && state.until > state.now)
    return { value: pointer(store, state), until: state.until }
  await makeBundle(db, store, language)
  const made = await readState(db, store, language)
  if (made.hash === null) throw new Error('the bundle that was made is not there')
  return { value: pointer(store, made), until: made.until }
}

async function readState(db: Database, store: Store, language: Language): Promise<State> {
  const [state] = await withStore(db, store.id, async (tx) => {
    const { rows } = await tx.execute<State>(sql`
      select (select count(*)::integer from product_search s where s.store_id = ${store.id}) as shown,
        latest.version as latest, extract(epoch from now())::float8 * 1000 as now, b.*,
        extract(epoch from b.made_at + case when b.version = latest.version then ${FRESH} else ${LAG} end::interval)::float8 * 1000
          as until
      from (select coalesce((select v.version from catalogue_versions v where v.store_id = ${store.id}), 0) as version) latest
      left join lateral (
        select b.hash, b.version, b.products, octet_length(b.products_body) as bytes, octet_length(b.details_body) as details_bytes,
          b.made_at
        from catalogue_bundles b where b.store_id = ${store.id} and b.language = ${language}
        order by b.made_at desc limit 1) b on true`)
    return rows
  })
  if (!state) throw new Error('an aggregate answered no row')
  return state
}

const pointer = (store: Store, kept: Kept): CataloguePointer => ({
  version: String(kept.version),
  madeAt: new Date(kept.made_at).toISOString(),
  products: kept.products,
  bundle: { url: `/api/stores/${store.slug}/catalogue/bundles/${kept.hash}.json`, bytes: kept.bytes },
  details: {
    url: `/api/stores/${store.slug}/catalogue/bundles/${kept.hash}-details.json`,
    bytes: kept.details_bytes,
  },
})

async function makeBundle(db: Database, store: Store, language: Language): Promise<void> {
  const snapshot = await readSnapshot(db, store, language, { limit: MOST_PRODUCTS * 2 })
  const details: BundleDetails = { version: snapshot.cursor, details: {} }
  const products = snapshot.products.map(({ details: own, ...product }) => {
    if (own) details.details[product.id] = own
    return product
  })
  const bodies = [{ ...snapshot, products } satisfies CatalogueSnapshot, details].map((part) =>
    Buffer.from(JSON.stringify(part)),
  )
  const hash = sha256(Buffer.concat(bodies)).toString('base64url').slice(0, 22)
  const [productsBody, detailsBody] = await Promise.all(bodies.map(brotli))
  if (!productsBody || !detailsBody) throw new Error('nothing was compressed')
  const version = Number(snapshot.cursor)
  const row = {
    storeId: store.id,
    hash,
    language,
    version,
    products: products.length,
    productsBody,
    detailsBody,
  }
  await withStore(db, store.id, async (tx) => {
    await tx.insert(catalogueBundles).values(row).onConflictDoNothing()
    const { storeId, madeAt } = catalogueBundles
    await tx
      .delete(catalogueBundles)
      .where(
        and(
          eq(storeId, store.id),
          eq(catalogueBundles.language, language),
          lt(madeAt, sql`now() - ${KEPT}::interval`),
        ),
      )
  })
}

const brotli = (text: Buffer): Promise<Buffer> =>
  compress(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  })

/** `<hash>.json` or `<hash>-details.json`. */
export const bundleName = /^[\w-]{22}(?:-details)?\.json$/

/** Parts of bundles, compressed; those that are asked for again come from memory. */
export class Bundles {
  readonly #db: Database
  readonly #kept = new Map<string, Buffer>()

  constructor(db: Database) {
    this.#db = db
  }

  /** Refuses `not-found`. */
  async read(store: Store, name: string): Promise<Buffer> {
    const key = `${store.id} ${name}`
    const body = this.#kept.get(key) ?? (await readBody(this.#db, store, name))
    this.#kept.delete(key)
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '')
    this.#kept.set(key, body)
    return body
  }
}

async function readBody(db: Database, store: Store, name: string): Promise<Buffer> {
  const hash = name.slice(0, 22)
  const { productsBody, detailsBody } = catalogueBundles
  const body = name.endsWith('-details.json') ? detailsBody : productsBody
  const [row] = await withStore(db, store.id, (tx) =>
    tx
      .select({ body })
      .from(catalogueBundles)
      .where(and(eq(catalogueBundles.storeId, store.id), eq(catalogueBundles.hash, hash))),
  )
  if (!row) throw new Refusal('not-found')
  return row.body
}
