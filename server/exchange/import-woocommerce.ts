/** Reads a WooCommerce product, and the variations that name it as their parent. */
import { decodeEntities, splitList } from './csv-cells.ts'
import { readTags, type ReadContext, type ReadProduct } from './import-reading.ts'
import { RowReader, type Row } from './import-rows.ts'
import type { ProductDraft } from '../catalogue/save-product.ts'
import { htmlToText } from '../catalogue/save-product.ts'
import { asOption, ownAttributes, parentAttributes, readOptions } from './import-woo-options.ts'
import { readImages, readVariant, readWeight, wooTypes } from './import-woo-variant.ts'

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
