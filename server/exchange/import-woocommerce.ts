/** Reads a WooCommerce product, and the variations that name it as their parent. */
import { decodeEntities, splitList } from './csv-cells.ts'
import { readAddress, readTags, type ReadContext, type ReadProduct } from './import-reading.ts'
import { RowReader, type Row } from './import-rows.ts'
import type { OptionDraft, ProductDraft, VariantDraft } from '../catalogue/save-product.ts'
import { htmlToText } from '../catalogue/save-product.ts'

export const wooTypes = (cell: string): string[] =>
  cell
    .toLowerCase()
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** `id:123` for a row that has no SKU. */
export const wooKey = (sku: string, id: string): string | null =>
  sku || (/^\d+$/.test(id) ? `id:${id}` : null)

export function readWooProduct(rows: readonly Row[], context: ReadContext): ReadProduct | undefined {
  const [row, ...variationRows] = rows
  if (row === undefined) return undefined
  const head = new RowReader(row, context.columns, context.issues)
  const isVariable = wooTypes(head.raw('type')).includes('variable')
  const product = readProductCells(head, isVariable)
  if (isVariable) return readVariable(head, product, variationRows, context)
  const options = parentAttributes(head).map(asOption)
  const variant = { ...readVariant(head, context), options, title: '', weightGrams: undefined }
  // the picture of a simple product is the product's
  if (head.hasFailed) return undefined
  return {
    draft: { ...product, variants: [{ ...variant, image: undefined }] },
    line: head.line,
    variantLines: [head.line],
  }
}

function readVariable(
  head: RowReader,
  product: Omit<ProductDraft, 'variants'>,
  rows: readonly Row[],
  context: ReadContext,
): ReadProduct | undefined {
  const readers = rows.map((row) => new RowReader(row, context.columns, context.issues))
  const attributes = parentAttributes(head)
  const chosen = new Set(
    readers.flatMap((reader) => ownAttributes(reader).map(({ name }) => name.toLowerCase())),
  )
  const read = readers.map((reader) => {
    const draft = { ...readVariant(reader, context), options: readOptions(reader, attributes, chosen) }
    return { reader, draft }
  })
  if (head.hasFailed) {
    for (const { reader } of read)
      if (!reader.hasFailed) context.issues.add('error', reader.line, 'product-left-out')
    return undefined
  }
  const good = read.filter(({ reader }) => !reader.hasFailed)
  if (good.length === 0) {
    head.error('type', 'no-variations')
    return undefined
  }
  // by their own order; rows without one stand as in the file
  good.sort((a, b) => (a.draft.position ?? 0) - (b.draft.position ?? 0))
  return {
    draft: { ...product, variants: good.map(({ draft }) => draft) },
    line: head.line,
    variantLines: good.map(({ reader }) => reader.line),
  }
}

function readProductCells(head: RowReader, isVariable: boolean): Omit<ProductDraft, 'variants'> {
  const sku = head.text('sku', 200) ?? ''
  const key = head.text('meta: _vidriera_key', 300) || wooKey(sku, head.raw('id'))
  if (key === null) head.error('sku', 'missing-key')
  const short = head.text('short description', 20_000)
  const description = head.text('description', 200_000)
  return {
    key,
    isFoundBySku: !isVariable,
    name: head.text('name', 500) ?? undefined,
    type: isVariable ? 'variable' : 'simple',
    status: readStatus(head),
    brand: head.text('brands', 200) ?? (head.has('brands') ? null : undefined),
    shortDescription: short === undefined ? undefined : htmlToText(withLineBreaks(short ?? '')) || null,
    description: description === undefined ? undefined : withLineBreaks(description ?? ''),
    tags: readTags(head, 'tags', (cell) => splitList(cell).map(decodeEntities)),
    isFeatured: head.boolean('is featured?'),
    weightGrams: readWeight(head),
    dimensionsMm: readDimensions(head),
    metaTitle: head.text('meta: _yoast_wpseo_title', 500),
    metaDescription: head.text('meta: _yoast_wpseo_metadesc', 2000),
    position: head.quantity('position') ?? undefined,
    categories: readCategories(head),
    images: readImages(head),
  }
}

/** The exporter writes line ends as backslash and n. */
const withLineBreaks = (text: string): string => text.replaceAll('\\n', '\n')

function readStatus(head: RowReader): ProductDraft['status'] {
  const published = head.word('published', ['1', '0', '-1', '2'])
  const visibility = head.word('visibility in catalog', ['visible', 'catalog', 'search', 'hidden'])
  if (published === '-1') return 'draft'
  if (published === '0' || visibility === 'hidden') return 'inactive'
  return published === undefined && visibility === undefined ? undefined : 'active'
}

const readWeight = (reader: RowReader): number | null | undefined =>
  reader.measure('weight (g)', 1, 0) ??
  reader.measure('weight (kg)', 1000, 0) ??
  reader.measure('weight (lbs)', 453.59237, 0) ??
  reader.measure('weight (oz)', 28.349523125, 0)

function readDimensions(head: RowReader): ProductDraft['dimensionsMm'] {
  for (const [unit, millimetres] of [
    ['cm', 10],
    ['mm', 1],
    ['m', 1000],
    ['in', 25.4],
    ['yd', 914.4],
  ] as const) {
    if (!head.has(`length (${unit})`)) continue
    const [length, width, height] = ['length', 'width', 'height'].map(
      (side) => head.measure(`${side} (${unit})`, millimetres, 3) ?? 0,
    )
    return length || width || height ? { length: length ?? 0, width: width ?? 0, height: height ?? 0 } : null
  }
  return undefined
}

function readCategories(head: RowReader): string[][] | undefined {
  if (!head.has('categories')) return undefined
  const paths = splitList(head.text('categories', 20_000) ?? '').map((path) =>
    path
      .split('>')
      .map((name) => decodeEntities(name.trim()))
      .filter((name) => name !== ''),
  )
  if (paths.length > 50) head.error('categories', 'too-many-values')
  if (paths.some((path) => path.length > 10)) head.error('categories', 'too-deep')
  if (paths.flat().some((name) => name.length > 200)) head.error('categories', 'too-long')
  return paths.filter((path) => path.length > 0)
}

function readImages(reader: RowReader): ProductDraft['images'] {
  if (!reader.has('images')) return undefined
  return splitList(reader.text('images', 100_000) ?? '').flatMap((cell) => {
    const address = readAddress(reader, 'images', cell)
    return address === undefined ? [] : [{ address }]
  })
}

function readVariant(reader: RowReader, { digits, timeZone }: ReadContext): VariantDraft {
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

type Attribute = { name: string; values: string[] }

function parentAttributes(reader: RowReader): Attribute[] {
  const attributes: Attribute[] = []
  for (let n = 1; reader.has(`attribute ${n} name`); n++) {
    const name = reader.text(`attribute ${n} name`, 100)
    const values = splitList(reader.text(`attribute ${n} value(s)`, 20_000) ?? '')
    if (name && values.length > 0) attributes.push({ name, values })
  }
  return attributes
}

/** Several values at once describe; a variant that is chosen has one. */
const asOption = ({ name, values }: Attribute): OptionDraft => ({
  name,
  value: values.join(', '),
  ...(values.length > 1 ? { isText: true } : {}),
})

const ownAttributes = (reader: RowReader): OptionDraft[] => parentAttributes(reader).map(asOption)

/**
 * A variation's own values in the order of its parent. An attribute that no variation names describes them all; one
 * that this variation names without a value, or that only others choose, means "any": it takes none.
 */
function readOptions(reader: RowReader, attributes: Attribute[], chosen: ReadonlySet<string>): OptionDraft[] {
  const own = new Map(ownAttributes(reader).map((option) => [option.name.toLowerCase(), option]))
  const options: OptionDraft[] = []
  for (const attribute of attributes) {
    const { name } = attribute
    const key = name.toLowerCase()
    const option = own.get(key)
    own.delete(key)
    const column = columnOf(reader, name)
    if (option) options.push({ ...option, name })
    else if (column !== undefined || chosen.has(key))
      reader.notice(column ?? 'attribute 1 value(s)', 'any-value', name)
    else options.push(asOption(attribute))
  }
  return [...options, ...own.values()]
}

function columnOf(reader: RowReader, name: string): string | undefined {
  for (let n = 1; reader.has(`attribute ${n} name`); n++) {
    if (reader.text(`attribute ${n} name`, 100)?.toLowerCase() === name.toLowerCase())
      return `attribute ${n} value(s)`
  }
  return undefined
}
