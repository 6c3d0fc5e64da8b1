/** Reads the rows of one Shopify handle as a product. */
import { cellOf, readAddress, readTags, type ReadContext, type ReadProduct } from './import-reading.ts'
import { RowReader, type Row } from './import-rows.ts'
import type { ImageDraft, OptionDraft, ProductDraft, VariantDraft } from '../catalogue/save-product.ts'

/** Any of these makes a row one of a variant; a row without them only brings a picture. */
const variantColumns = [
  'option1 value',
  'option2 value',
  'option3 value',
  'variant sku',
  'variant price',
  'variant barcode',
  'variant inventory policy',
  'variant inventory qty',
  'variant fulfillment service',
]

export function readShopifyProduct(rows: readonly Row[], context: ReadContext): ReadProduct | undefined {
  const readers = rows.map((row) => new RowReader(row, context.columns, context.issues))
  const [head] = readers
  if (head === undefined) return undefined
  const product = readProductCells(head)
  const productFailed = head.hasFailed
  let variantReaders = readers.filter((reader) => variantColumns.some((column) => reader.raw(column) !== ''))
  if (variantReaders.length === 0) variantReaders = [head]
  const isFirst = (reader: RowReader): boolean => reader === variantReaders[0]
  const read = variantReaders.map((reader) => ({
    line: reader.line,
    draft: readVariant(reader, head, variantReaders.length === 1 && isFirst(reader), context),
    isGood: !reader.hasFailed || (reader === head && productFailed),
  }))
  const images = readImages(readers)
  if (productFailed) {
    for (const { line, isGood } of read)
      if (line !== head.line && isGood) context.issues.add('error', line, 'product-left-out')
    return undefined
  }
  const good = read.filter(({ isGood }) => isGood)
  if (good.length === 0) return undefined
  const draft: ProductDraft = { ...product, images, variants: good.map((variant) => variant.draft) }
  return { draft, line: head.line, variantLines: good.map(({ line }) => line) }
}

function readProductCells(head: RowReader): Omit<ProductDraft, 'variants'> {
  const key = head.text('handle', 255) ?? null
  const type = head.text('type', 3000)
  if (head.boolean('gift card') === true) head.error('gift card', 'type-not-taken-over')
  const path = type
    ?.split(' > ')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (path?.some((name) => name.length > 200)) head.error('type', 'too-long')
  if (path && path.length > 10) head.error('type', 'too-deep')
  return {
    key,
    slug: key ?? undefined,
    name: head.text('title', 500) ?? undefined,
    status: readStatus(head),
    brand: head.text('vendor', 200),
    description: head.has('body (html)') ? (head.text('body (html)', 200_000) ?? '') : undefined,
    tags: readTags(head, 'tags', (cell) =>
      cell
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    ),
    metaTitle: head.text('seo title', 500),
    metaDescription: head.text('seo description', 2000),
    // there is room for one category: an empty cell takes none away
    categories: path && path.length > 0 ? [path] : undefined,
    keepsOtherCategories: true,
  }
}

function readStatus(head: RowReader): ProductDraft['status'] {
  const status = head.word('status', ['active', 'draft', 'archived', 'unlisted'])
  const isPublished = head.boolean('published')
  if (status === 'draft' || status === 'archived') return status
  if (status === 'unlisted' || isPublished === false) return 'inactive'
  return status === undefined && isPublished === undefined ? undefined : 'active'
}

function readVariant(
  reader: RowReader,
  head: RowReader,
  isOnly: boolean,
  { digits }: ReadContext,
): VariantDraft {
  const priceMinor = reader.price('variant price', digits)
  if (priceMinor === null) reader.notice('variant price', 'no-price')
  const policy = reader.word('variant inventory policy', ['deny', 'continue'])
  const allowsBackorder = policy === undefined ? undefined : policy === 'continue'
  const grams = reader.measure('variant grams', 1, 0)
  return {
    sku: reader.text('variant sku', 200),
    barcode: reader.text('variant barcode', 100),
    priceMinor,
    compareAtMinor: reader.price('variant compare at price', digits),
    costMinor: reader.price('cost per item', digits),
    // every export writes 0 where no weight was given
    weightGrams: grams === 0 ? null : grams,
    requiresShipping: reader.boolean('variant requires shipping'),
    isTaxable: reader.boolean('variant taxable'),
    options: readOptions(reader, head, isOnly),
    image: reader.has('variant image') ? (readAddress(reader, 'variant image') ?? null) : undefined,
    stock: readStock(reader, allowsBackorder ?? false),
    allowsBackorder,
  }
}

function readStock(reader: RowReader, allowsBackorder: boolean): VariantDraft['stock'] {
  const units = reader.quantity('variant inventory qty')
  if (!reader.has('variant inventory tracker')) return units === null ? undefined : units
  if (reader.raw('variant inventory tracker') === '') return null
  if (typeof units === 'number' && units < 0 && !allowsBackorder)
    reader.error('variant inventory qty', 'negative-quantity')
  if (units !== undefined && units !== null) return units
  if (!reader.hasFailed) reader.notice('variant inventory qty', 'no-quantity')
  return 'uncounted'
}

/** `Title: Default Title` is how Shopify writes a product without options. */
function readOptions(reader: RowReader, head: RowReader, isOnly: boolean): OptionDraft[] | undefined {
  if (!reader.has('option1 value')) return undefined
  const options: OptionDraft[] = []
  for (const n of [1, 2, 3]) {
    const value = reader.text(`option${n} value`, 200)
    const own = reader.text(`option${n} name`, 100)
    const name = own ?? (reader === head ? null : cellOf(head, `option${n} name`))
    if (!value) continue
    if (!name) reader.error(`option${n} name`, 'missing-option', value)
    else if (!(isOnly && n === 1 && name === 'Title' && value === 'Default Title'))
      options.push({ name, value })
  }
  return options
}

function readImages(readers: readonly RowReader[]): ImageDraft[] | undefined {
  if (!readers[0]?.has('image src')) return undefined
  const images: (ImageDraft & { position: number })[] = []
  for (const reader of readers) {
    const address = readAddress(reader, 'image src')
    if (address === undefined) continue
    const alt = reader.text('image alt text', 1000)
    const position = Number(reader.raw('image position')) || images.length + 1
    images.push({ address, position, ...(alt === undefined ? {} : { alt: alt ?? '' }) })
  }
  return images.toSorted((a, b) => a.position - b.position).map(({ position: _position, ...image }) => image)
}
