/** What is sold of a WooCommerce product: its own row, or that of a variation. */
import type { ProductDraft, VariantDraft } from '../catalogue/save-product.ts'
import { splitList } from './csv-cells.ts'
import { readAddress, type ReadContext } from './import-reading.ts'
import type { RowReader } from './import-rows.ts'

export const wooTypes = (cell: string): string[] =>
  cell
    .toLowerCase()
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

export const readWeight = (reader: RowReader): number | null | undefined =>
  reader.measure('weight (g)', 1, 0) ??
  reader.measure('weight (kg)', 1000, 0) ??
  reader.measure('weight (lbs)', 453.59237, 0) ??
  reader.measure('weight (oz)', 28.349523125, 0)

export function readImages(reader: RowReader): ProductDraft['images'] {
  if (!reader.has('images')) return undefined
  return splitList(reader.text('images', 100_000) ?? '').flatMap((cell) => {
    const address = readAddress(reader, 'images', cell)
    return address === undefined ? [] : [{ address }]
  })
}

export function readVariant(reader: RowReader, { digits, timeZone }: ReadContext): VariantDraft {
  const regular = reader.price('regular price', digits)
  const sale = reader.price('sale price', digits) ?? null
  if (regular === null && sale !== null) reader.error('sale price', 'sale-without-regular')
  if (regular === null && sale === null) reader.notice('regular price', 'no-price')
  const hasOffer = typeof regular === 'number' && sale !== null && sale < regular
  if (typeof regular === 'number' && sale !== null && sale >= regular)
    reader.notice('sale price', 'sale-not-lower')
  const starts = reader.instant('date sale price starts', timeZone, false) ?? null
  const ends = reader.instant('date sale price ends', timeZone, true) ?? null
  const backorders = reader.word('backorders allowed?', ['0', '1', 'notify', 'yes', 'no'])
  const allowsBackorder = backorders === undefined ? undefined : backorders !== '0' && backorders !== 'no'
  const hasPrices = regular !== undefined
  return {
    sku: reader.text('sku', 200),
    barcode: reader.text('gtin, upc, ean, or isbn', 100),
    priceMinor: hasOffer ? sale : regular,
    compareAtMinor: hasPrices ? (hasOffer ? regular : null) : undefined,
    saleStartsAt: hasPrices ? (hasOffer ? starts : null) : undefined,
    saleEndsAt: hasPrices ? (hasOffer ? ends : null) : undefined,
    costMinor: reader.price('cost of goods', digits),
    weightGrams: readWeight(reader),
    requiresShipping: reader.has('type') ? !wooTypes(reader.raw('type')).includes('virtual') : undefined,
    isTaxable: readTaxable(reader),
    isActive:
      reader.has('published') && reader.raw('parent') !== '' ? reader.raw('published') === '1' : undefined,
    position: reader.raw('parent') === '' ? undefined : (reader.quantity('position') ?? undefined),
    image: reader.has('images') ? (readImages(reader)?.[0]?.address ?? null) : undefined,
    stock: readStock(reader, allowsBackorder ?? false),
    allowsBackorder,
    lowStockThreshold: reader.quantity('low stock amount'),
  }
}

function readTaxable(reader: RowReader): boolean | undefined {
  const status = reader.word('tax status', ['taxable', 'shipping', 'none'])
  return status === undefined ? undefined : status === 'taxable'
}

/** Empty: not tracked; unless it is out of stock, then there are none. `parent`: counted together, which is not taken over. */
function readStock(reader: RowReader, allowsBackorder: boolean): VariantDraft['stock'] {
  const inStock = reader.word('in stock?', ['1', '0', 'backorder'])
  if (!reader.has('stock')) return inStock === '0' ? 0 : undefined
  if (reader.raw('stock').toLowerCase() === 'parent') {
    reader.notice('stock', 'shared-stock')
    return 'uncounted'
  }
  const units = reader.quantity('stock')
  if (typeof units === 'number' && units < 0 && !allowsBackorder) reader.error('stock', 'negative-quantity')
  return units === null && inStock === '0' ? 0 : units
}
