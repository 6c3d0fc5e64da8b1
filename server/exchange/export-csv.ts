/**
 * Exporting the catalogue in the columns of Shopify or WooCommerce.
 *
 * EXP1 what the format has a column for comes back from an import as it was; importing into an empty store and
 *      exporting again gives the same bytes.
 * EXP2 no cell is a formula to a spreadsheet, and the import takes that protection away again.
 * EXP3 what a format cannot say is left out rather than said wrongly: archived products in WooCommerce, hidden
 *      variants in Shopify. A product that WooCommerce writes in one row is hidden where its only variant is.
 * EXP4 memory holds a page of products at a time.
 * EXP5 a picture that lies with us is named by its whole address, and is the same picture when the file comes back.
 */
import { and, asc, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import type { ImportFormat } from '../../shared/import.ts'
import { minorDigits } from '../../shared/money.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { csvLine } from './csv-cells.ts'
import { shopifyHeader, shopifyRows } from './export-shopify.ts'
import { wooHeader, wooRows } from './export-woocommerce.ts'
import { loadProducts, type StoredProduct } from '../catalogue/save-product.ts'
import { categories, products } from '../catalogue/tables.ts'

const PAGE = 100

/** What an export knows beside the product itself. */
export type ExportContext = {
  /** Decimal places of the store's currency. */
  digits: number
  /** Names from the root down. */
  pathOf: (categoryId: string) => string[]
  /** WooCommerce numbers its attribute columns: as many as any product has. */
  attributeColumns: number
  /** Keys of other products that equal a slug of this page. */
  takenKeys: ReadonlySet<string>
}

/** The file in pieces of whole lines, products in the order in which they were made. */
export async function* exportCsv(
  { db }: { db: Database },
  store: Store,
  format: ImportFormat,
  /** Where our own pictures are had from elsewhere; without it they are named by their paths. */
  origin?: string,
): AsyncGenerator<string> {
  const shared = await withStore(db, store.id, async (tx) => ({
    digits: minorDigits(store.currency),
    pathOf: await loadPaths(tx, store.id),
    attributeColumns: await countAttributes(tx, store.id),
  }))
  // Excel takes UTF-8 for Latin-1 without the mark; Shopify would take the mark for a part of its first header
  yield format === 'shopify' ? csvLine(shopifyHeader) : `\ufeff${csvLine(wooHeader(shared.attributeColumns))}`
  const rowsOf = format === 'shopify' ? shopifyRows : wooRows
  for (let after: string | undefined; ;) {
    const page = await withStore(db, store.id, (tx) => loadPage(tx, store.id, format, after))
    const context: ExportContext = { ...shared, takenKeys: page.takenKeys }
    const lines = (product: StoredProduct) =>
      rowsOf(origin === undefined ? product : withOrigin(product, origin), context).map(csvLine)
    yield page.products.flatMap(lines).join('')
    after = page.products.at(-1)?.id
    if (page.products.length < PAGE || after === undefined) return
  }
}

/** Pictures that lie with us have a path; whoever reads the file elsewhere needs the whole address. */
const withOrigin = (product: StoredProduct, origin: string): StoredProduct => ({
  ...product,
  images: product.images.map((image) => ({
    ...image,
    address: image.address.startsWith('/') ? `${origin}${image.address}` : image.address,
  })),
})

async function loadPage(
  tx: Tx,
  storeId: string,
  format: ImportFormat,
  after: string | undefined,
): Promise<{ products: StoredProduct[]; takenKeys: Set<string> }> {
  const rows = await tx
    .select({ id: products.id, slug: products.slug })
    .from(products)
    .where(
      and(
        eq(products.storeId, storeId),
        after === undefined ? undefined : gt(products.id, after),
        format === 'woocommerce' ? ne(products.status, 'archived') : undefined,
      ),
    )
    .orderBy(asc(products.id))
    .limit(PAGE)
  if (rows.length === 0) return { products: [], takenKeys: new Set() }
  const slugs = rows.map(({ slug }) => slug)
  const taken = await tx
    .select({ key: products.externalKey })
    .from(products)
    .where(
      and(
        eq(products.storeId, storeId),
        inArray(products.externalKey, slugs),
        ne(products.slug, products.externalKey),
      ),
    )
  const ids = rows.map(({ id }) => id)
  const loaded = await loadProducts(tx, storeId, ids)
  return {
    products: ids.map((id) => loaded.get(id)).filter((product) => product !== undefined),
    takenKeys: new Set(taken.map(({ key }) => key ?? '')),
  }
}

async function loadPaths(tx: Tx, storeId: string): Promise<ExportContext['pathOf']> {
  const { id, parentId, name } = categories
  const rows = await tx.select({ id, parentId, name }).from(categories).where(eq(categories.storeId, storeId))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return (categoryId) => {
    const names: string[] = []
    // a category made its own ancestor by hand must not keep us here
    for (let at = byId.get(categoryId); at && names.length < 20; at = byId.get(at.parentId ?? ''))
      names.unshift(at.name)
    return names
  }
}

async function countAttributes(tx: Tx, storeId: string): Promise<number> {
  const { rows } = await tx.execute<{ most: number | null }>(sql`
    select max(n)::integer as most from (
      select count(distinct a.attribute_id) as n
      from product_variant_attributes a
      join product_variants v on v.store_id = a.store_id and v.id = a.variant_id
      join products p on p.store_id = v.store_id and p.id = v.product_id and p.status <> 'archived'
      where a.store_id = ${storeId} group by v.product_id) counted`)
  return rows[0]?.most ?? 0
}
