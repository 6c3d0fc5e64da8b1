/**
 * Importing a catalogue that another shop system exported.
 *
 * IMP1 Shopify and WooCommerce are told apart by their headers; anything else is refused with the reason, nothing changed.
 * IMP2 the same file twice changes nothing and says so.
 * IMP3 a bad cell leaves out the smallest thing it belongs to, its variant or its product, and is named with row,
 *      column, value and reason; the rest is imported.
 * IMP4 stock is set for new items only, unless `setStock` counts the rest; what is not tracked there is not tracked here.
 * IMP5 a dry run answers the very report of the real one and changes nothing.
 * IMP6 rows of one product may stand anywhere in the file; memory holds only the products that are not complete yet.
 * IMP7 prices and quantities are plain decimals, exact to the currency; nothing is guessed.
 * IMP8 no file crashes it: encodings, quotes and line ends are taken as they come, size is bounded everywhere.
 */
import { sql } from 'drizzle-orm'
import type { ImportReport } from '../../shared/import.ts'
import { minorDigits } from '../../shared/money.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { spoolCsv } from './csv-file.ts'
import { indexProducts, readGroups, type ProductIndex } from './import-groups.ts'
import { inSmallMemory } from './import-memory.ts'
import type { ReadContext, ReadProduct } from './import-reading.ts'
import { IssueList } from './import-rows.ts'
import { readShopifyProduct } from './import-shopify.ts'
import { readWooProduct } from './import-woocommerce.ts'
import {
  addressesIn,
  remember,
  SaveMemory,
  saveProducts,
  type SavedProduct,
  type SaveRefusal,
} from '../catalogue/save-product.ts'

/** Variants written in one transaction: long enough to be quick, short enough not to hold up a checkout. */
const BATCH_VARIANTS = 200

export type ImportOptions = {
  /** As `actorName()` writes it; stands in the stock log. */
  actor: string
  dryRun?: boolean
  setStock?: boolean
  maxBytes?: number
  onProgress?: (progress: { rows: number; ofRows: number }) => void
}

/** Reads the stream to its end, then imports it; refuses `import-unreadable`, `import-unknown-format`, `body-too-large`. */
export function importCsv(
  deps: { db: Database },
  store: Store,
  stream: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportReport> {
  return inSmallMemory(() => importFile(deps, store, stream, options))
}

async function importFile(
  { db }: { db: Database },
  store: Store,
  stream: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportReport> {
  const file = await spoolCsv(stream, options.maxBytes ?? Infinity)
  try {
    const index = await indexProducts(file)
    const run = new ImportRun(db, store, index, options)
    for await (const rows of readGroups(file, index, run.issues)) await run.add(rows)
    await run.flush()
    return run.report()
  } finally {
    await file.close()
  }
}

class Rehearsal extends Error {}

const isPowerOfFour = (n: number): boolean => Number.isInteger(Math.log2(n) / 2)

class ImportRun {
  readonly issues = new IssueList()
  readonly #db: Database
  readonly #store: Store
  readonly #index: ProductIndex
  readonly #options: ImportOptions
  readonly #context: ReadContext
  readonly #memory = new SaveMemory()
  #batch: ReadProduct[] = []
  #batchVariants = 0
  #batches = 0
  #rows = 0
  #stockChanges = 0
  readonly #pictures = new Set<string>()
  readonly #products = { created: 0, updated: 0, unchanged: 0 }
  readonly #variants = { created: 0, updated: 0, unchanged: 0 }

  constructor(db: Database, store: Store, index: ProductIndex, options: ImportOptions) {
    this.#db = db
    this.#store = store
    this.#index = index
    this.#options = options
    const { columns } = index
    this.#context = {
      columns,
      issues: this.issues,
      digits: minorDigits(store.currency),
      timeZone: store.timeZone,
    }
  }

  async add(rows: Parameters<typeof readShopifyProduct>[0]): Promise<void> {
    this.#rows += rows.length
    const read = this.#index.format === 'shopify' ? readShopifyProduct : readWooProduct
    const product = read(rows, this.#context)
    if (!product) return
    this.#batch.push(product)
    this.#batchVariants += product.draft.variants.length
    if (this.#batchVariants >= BATCH_VARIANTS) await this.flush()
  }

  async flush(): Promise<void> {
    const batch = this.#batch
    this.#batch = []
    this.#batchVariants = 0
    const saved = await this.#save(batch)
    remember(this.#memory, saved)
    for (const [i, one] of saved.entries()) {
      const product = batch[i]
      if (product) this.#count(product, one)
    }
    if (isPowerOfFour(++this.#batches)) await this.#refreshStatistics()
    this.#options.onProgress?.({ rows: this.#rows, ofRows: this.#index.rows })
  }

  /** A first import fills tables that were empty when their plans were made: without this it takes six times as long. */
  async #refreshStatistics(): Promise<void> {
    await withStore(this.#db, this.#store.id, (tx) => tx.execute(sql`select refresh_statistics()`))
  }

  /** A rehearsal does everything and then rolls back. */
  async #save(batch: readonly ReadProduct[]): Promise<SavedProduct[]> {
    const { actor, setStock, dryRun } = this.#options
    const drafts = batch.map(({ draft }) => draft)
    const save = (tx: Tx): Promise<SavedProduct[]> =>
      saveProducts(tx, this.#store, drafts, { actor, memory: this.#memory, setStock: setStock === true })
    if (dryRun !== true) return withStore(this.#db, this.#store.id, save)
    let rehearsed: SavedProduct[] = []
    try {
      await withStore(this.#db, this.#store.id, async (tx) => {
        rehearsed = await save(tx)
        throw new Rehearsal()
      })
    } catch (error) {
      if (!(error instanceof Rehearsal)) throw error
    }
    return rehearsed
  }

  #count(product: ReadProduct, saved: SavedProduct): void {
    if (saved.outcome !== 'refused') {
      this.#products[saved.outcome]++
      for (const address of addressesIn([product.draft])) this.#pictures.add(address)
    }
    for (const { outcome } of saved.variants) if (outcome !== 'refused') this.#variants[outcome]++
    this.#stockChanges += saved.stockChanges
    for (const refusal of saved.refusals) this.#name(product, refusal)
    const isLeftOut = saved.refusals.some(({ variant }) => variant === null)
    if (!isLeftOut) return
    for (const line of product.variantLines)
      if (line !== product.line) this.issues.add('error', line, 'product-left-out')
  }

  #name(product: ReadProduct, { variant, code, value }: SaveRefusal): void {
    const line = variant === null ? product.line : (product.variantLines[variant] ?? product.line)
    const column = refusalColumns[this.#index.format][code]
    const title = this.#index.columns.get(column)?.title ?? column
    this.issues.add('error', line, code, { column: title, value: value ?? '' })
  }

  report(): ImportReport {
    return {
      ...{ format: this.#index.format, dryRun: this.#options.dryRun === true, rows: this.#index.rows },
      ...{ products: this.#products, variants: this.#variants, stockChanges: this.#stockChanges },
      pictures: this.#pictures.size,
      ...{ errors: this.issues.errors, notices: this.issues.notices, issues: this.issues.list() },
    }
  }
}

const refusalColumns: Record<'shopify' | 'woocommerce', Record<SaveRefusal['code'], string>> = {
  shopify: {
    'duplicate-sku': 'variant sku',
    'duplicate-product': 'handle',
    'duplicate-options': 'option1 value',
    'sku-of-another-product': 'variant sku',
    'stock-below-reserved': 'variant inventory qty',
    'missing-name': 'title',
    'no-variant-left': 'handle',
  },
  woocommerce: {
    'duplicate-sku': 'sku',
    'duplicate-product': 'sku',
    'duplicate-options': 'attribute 1 value(s)',
    'sku-of-another-product': 'sku',
    'stock-below-reserved': 'stock',
    'missing-name': 'name',
    'no-variant-left': 'type',
  },
}
