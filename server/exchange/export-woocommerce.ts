import { encodeEntities, formatMeasure, formatPrice, joinList, neutralise } from './csv-cells.ts'
import type { ExportContext } from './export-csv.ts'
import { attributesOf, galleryOf } from './export-reading.ts'
import type { StoredProduct, StoredVariant } from '../catalogue/save-product.ts'

const fixed = [
  ...[
    'ID',
    'Type',
    'SKU',
    'GTIN, UPC, EAN, or ISBN',
    'Name',
    'Published',
    'Is featured?',
    'Visibility in catalog',
  ],
  ...['Short description', 'Description', 'Date sale price starts', 'Date sale price ends', 'Tax status'],
  ...[
    'In stock?',
    'Stock',
    'Low stock amount',
    'Backorders allowed?',
    'Weight (kg)',
    'Length (cm)',
    'Width (cm)',
  ],
  ...[
    'Height (cm)',
    'Sale price',
    'Regular price',
    'Categories',
    'Tags',
    'Images',
    'Parent',
    'Position',
    'Brands',
  ],
  ...['Cost of goods', 'Meta: _yoast_wpseo_title', 'Meta: _yoast_wpseo_metadesc', 'Meta: _vidriera_key'],
]

export const wooHeader = (attributeColumns: number): string[] => [
  ...fixed,
  ...Array.from({ length: attributeColumns }, (_, i) => [
    `Attribute ${i + 1} name`,
    `Attribute ${i + 1} value(s)`,
    `Attribute ${i + 1} visible`,
    `Attribute ${i + 1} global`,
  ]).flat(),
]

type Cells = Record<string, string>

/** A simple product is one row; a variable one is followed by its variations. */
export function wooRows(product: StoredProduct, context: ExportContext): string[][] {
  const { variants } = product
  const [only] = variants
  if (only === undefined) return []
  const header = wooHeader(context.attributeColumns)
  const row = (cells: Cells): string[] => header.map((title) => cells[title] ?? '')
  if (product.type !== 'variable' && variants.length === 1) {
    // the row has one state for product and variant; what is hidden stays hidden, and a draft a draft
    const published = only.isActive || product.status !== 'active' ? {} : { Published: '0' }
    const attributes = attributeCells([only], [only])
    return [
      row({
        ...variantCells(only, context),
        ...productCells(product, context),
        ...published,
        ...attributes,
        ...simpleCells(product, only),
      }),
    ]
  }
  const parent = { Type: 'variable', ...keyCells(product), ...productCells(product, context) }
  const reference = parent.SKU || `id:${parent.ID}`
  return [
    row({ ...parent, ...attributeCells(variants, variants) }),
    ...variants.map((variant) => row(variationCells(product, variant, reference, context))),
  ]
}

function keyCells({ externalKey, slug }: StoredProduct): { ID: string; SKU: string } {
  const key = externalKey ?? slug
  const id = /^id:(\d+)$/.exec(key)?.[1]
  return id === undefined ? { ID: '', SKU: neutralise(key) } : { ID: id, SKU: '' }
}

function simpleCells(product: StoredProduct, variant: StoredVariant): Cells {
  const type = variant.requiresShipping ? 'simple' : 'simple, virtual'
  const weight = product.weightGrams ?? variant.weightGrams
  return {
    Type: type,
    ID: keyCells(product).ID,
    'Weight (kg)': weight === null ? '' : formatMeasure(weight / 1000),
  }
}

const published: Record<StoredProduct['status'], string> = {
  active: '1',
  inactive: '0',
  draft: '-1',
  archived: '-1',
}

function productCells(product: StoredProduct, { pathOf }: ExportContext): Cells {
  const { dimensionsMm: size, weightGrams } = product
  const centimetres = (millimetres: number | undefined): string =>
    millimetres ? formatMeasure(millimetres / 10) : ''
  const categories = product.categoryIds.map((id) => pathOf(id).map(encodeEntities).join(' > '))
  return {
    Name: neutralise(product.name),
    Published: published[product.status],
    'Is featured?': product.isFeatured ? '1' : '0',
    'Visibility in catalog': 'visible',
    'Short description': neutralise(keepBackslashes(encodeEntities(product.shortDescription ?? ''))),
    Description: neutralise(keepBackslashes(product.description)),
    'Weight (kg)': weightGrams === null ? '' : formatMeasure(weightGrams / 1000),
    'Length (cm)': centimetres(size?.length),
    'Width (cm)': centimetres(size?.width),
    'Height (cm)': centimetres(size?.height),
    Categories: neutralise(joinList(categories)),
    Tags: neutralise(joinList(product.tags.map(encodeEntities))),
    Images: joinList(galleryOf(product).map(({ address }) => address)),
    Position: String(product.position),
    Brands: neutralise(product.brand ?? ''),
    'Meta: _yoast_wpseo_title': neutralise(product.metaTitle ?? ''),
    'Meta: _yoast_wpseo_metadesc': neutralise(product.metaDescription ?? ''),
    'Meta: _vidriera_key': neutralise(product.externalKey ?? product.slug),
  }
}

/** Backslash and n would be read as a line end. */
const keepBackslashes = (html: string): string => html.replaceAll('\\n', '&#92;n')

function variationCells(
  product: StoredProduct,
  variant: StoredVariant,
  parent: string,
  context: ExportContext,
): Cells {
  const image = product.images.find(({ variantId }) => variantId === variant.id)
  const values = attributesOf(product.variants).flatMap(
    (name) => variant.options.find((option) => option.name === name)?.value ?? [],
  )
  return {
    ...variantCells(variant, context),
    Type: variant.requiresShipping ? 'variation' : 'variation, virtual',
    Name: neutralise([product.name, ...(values.length > 0 ? [values.join(', ')] : [])].join(' - ')),
    Published: variant.isActive ? '1' : '0',
    'Visibility in catalog': 'visible',
    'Weight (kg)': variant.weightGrams === null ? '' : formatMeasure(variant.weightGrams / 1000),
    Images: image ? joinList([image.address]) : '',
    Parent: parent,
    Position: String(variant.position),
    ...attributeCells(product.variants, [variant]),
  }
}

function variantCells(variant: StoredVariant, { digits }: ExportContext): Cells {
  const { stock, priceMinor, compareAtMinor } = variant
  const hasOffer = priceMinor !== null && compareAtMinor !== null && compareAtMinor > priceMinor
  const instant = (at: Date | null): string =>
    at === null || !hasOffer ? '' : `${at.toISOString().slice(0, 19)}Z`
  const isThere = !stock.isTracked || stock.onHand > 0
  return {
    SKU: neutralise(variant.sku ?? ''),
    'GTIN, UPC, EAN, or ISBN': neutralise(variant.barcode ?? ''),
    'Date sale price starts': instant(variant.saleStartsAt),
    'Date sale price ends': instant(variant.saleEndsAt),
    'Tax status': variant.isTaxable ? 'taxable' : 'none',
    'In stock?': isThere ? '1' : stock.allowsBackorder ? 'backorder' : '0',
    Stock: stock.isTracked ? String(stock.onHand) : '',
    'Low stock amount': stock.lowStockThreshold === null ? '' : String(stock.lowStockThreshold),
    'Backorders allowed?': stock.allowsBackorder ? '1' : '0',
    'Sale price': hasOffer ? formatPrice(priceMinor, digits) : '',
    'Regular price': formatPrice(hasOffer ? compareAtMinor : priceMinor, digits),
    'Cost of goods': formatPrice(variant.costMinor, digits),
  }
}

/** Under the columns of the product's attributes, the values that some of its variants have. */
function attributeCells(all: readonly StoredVariant[], some: readonly StoredVariant[]): Cells {
  const cells: Cells = {}
  for (const [i, name] of attributesOf(all).entries()) {
    const options = some.flatMap((variant) => variant.options.filter((option) => option.name === name))
    // a text describes with its own commas; values of a list keep theirs
    const texts = options.filter(({ valueId }) => valueId === null).map(({ value }) => value)
    const values = options.filter(({ valueId }) => valueId !== null).map(({ value }) => value)
    const list = [...new Set([...texts, ...values.map((value) => joinList([value]))])]
    cells[`Attribute ${i + 1} name`] = neutralise(name)
    cells[`Attribute ${i + 1} value(s)`] = neutralise(list.join(', '))
    cells[`Attribute ${i + 1} visible`] = '1'
    cells[`Attribute ${i + 1} global`] = '1'
  }
  return cells
}
