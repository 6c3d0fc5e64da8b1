import { formatPrice, neutralise } from './csv-cells.ts'
import type { ExportContext } from './export-csv.ts'
import { attributesOf, galleryOf } from './export-reading.ts'
import type { StoredProduct, StoredVariant } from '../catalogue/save-product.ts'

export const shopifyHeader = [
  ...['Handle', 'Title', 'Body (HTML)', 'Vendor', 'Type', 'Tags', 'Published'],
  ...['Option1 Name', 'Option1 Value', 'Option2 Name', 'Option2 Value', 'Option3 Name', 'Option3 Value'],
  ...['Variant SKU', 'Variant Grams', 'Variant Inventory Tracker', 'Variant Inventory Qty'],
  ...['Variant Inventory Policy', 'Variant Fulfillment Service', 'Variant Price', 'Variant Compare At Price'],
  ...['Variant Requires Shipping', 'Variant Taxable', 'Variant Barcode', 'Image Src', 'Image Position'],
  ...['Image Alt Text', 'Gift Card', 'SEO Title', 'SEO Description', 'Variant Image', 'Variant Weight Unit'],
  ...['Cost per item', 'Status'],
]

type Cells = Record<string, string>

/** One row for each variant and picture, side by side; the first also carries the product. */
export function shopifyRows(product: StoredProduct, context: ExportContext): string[][] {
  const variants = product.variants.filter((variant) => variant.isActive)
  if (variants.length === 0) return []
  const handle = neutralise(handleOf(product, context))
  const names = optionNames(variants)
  const gallery = galleryOf(product)
  const rows: string[][] = []
  for (let i = 0; i < Math.max(variants.length, gallery.length); i++) {
    const [variant, image] = [variants[i], gallery[i]]
    const cells: Cells = {
      Handle: handle,
      ...(i === 0 ? productCells(product, names, context) : {}),
      ...(variant ? variantCells(product, variant, names, context) : {}),
      ...(image
        ? {
            'Image Src': image.address,
            'Image Position': String(i + 1),
            'Image Alt Text': neutralise(image.alt),
          }
        : {}),
    }
    rows.push(shopifyHeader.map((title) => cells[title] ?? ''))
  }
  return rows
}

/** The key of the file it came from; a number of another system says less than the address of its page. */
function handleOf({ externalKey, slug }: StoredProduct, { takenKeys }: ExportContext): string {
  if (externalKey === null) return slug
  return /^id:\d+$/.test(externalKey) && !takenKeys.has(slug) ? slug : externalKey
}

/** Attributes of the product; there is room for three, so the further ones share the third. */
type OptionNames = string[][]
function optionNames(variants: readonly StoredVariant[]): OptionNames {
  const names = attributesOf(variants)
  const groups = names.slice(0, 2).map((name) => [name])
  return names.length > 2 ? [...groups, names.slice(2)] : groups
}

const states: Record<StoredProduct['status'], { Published: string; Status: string }> = {
  active: { Published: 'true', Status: 'active' },
  inactive: { Published: 'false', Status: 'active' },
  draft: { Published: 'false', Status: 'draft' },
  archived: { Published: 'false', Status: 'archived' },
}

/** The format has no way to say that a separator belongs to a name: it separates. */
const separate = (names: readonly string[], separator: string): string => {
  const parts = names.join(separator).split(separator)
  const named = parts.map((part) => part.trim()).filter((part) => part !== '')
  return separator === ',' ? [...new Set(named)].join(', ') : named.join(separator)
}

function productCells(product: StoredProduct, names: OptionNames, { pathOf }: ExportContext): Cells {
  const [main] = product.categoryIds
  return {
    Title: neutralise(product.name),
    'Body (HTML)': neutralise(product.description),
    Vendor: neutralise(product.brand ?? ''),
    Type: neutralise(main === undefined ? '' : separate(pathOf(main), ' > ')),
    Tags: neutralise(separate(product.tags, ',')),
    ...states[product.status],
    'Option1 Name': neutralise(names[0]?.join(' / ') ?? 'Title'),
    'Option2 Name': neutralise(names[1]?.join(' / ') ?? ''),
    'Option3 Name': neutralise(names[2]?.join(' / ') ?? ''),
    'Gift Card': 'false',
    'SEO Title': neutralise(product.metaTitle ?? ''),
    'SEO Description': neutralise(product.metaDescription ?? ''),
  }
}

function variantCells(
  product: StoredProduct,
  variant: StoredVariant,
  names: OptionNames,
  { digits }: ExportContext,
): Cells {
  const values = names.map((group) =>
    group
      .map((name) => variant.options.find((option) => option.name === name)?.value)
      .filter((value) => value !== undefined)
      .join(' / '),
  )
  const image = product.images.find(({ variantId }) => variantId === variant.id)
  const { stock } = variant
  return {
    'Option1 Value': neutralise(names.length === 0 ? 'Default Title' : (values[0] ?? '')),
    'Option2 Value': neutralise(values[1] ?? ''),
    'Option3 Value': neutralise(values[2] ?? ''),
    'Variant SKU': neutralise(variant.sku ?? ''),
    'Variant Grams': String(variant.weightGrams ?? product.weightGrams ?? 0),
    'Variant Inventory Tracker': stock.isTracked ? 'shopify' : '',
    'Variant Inventory Qty': stock.isTracked ? String(stock.onHand) : '',
    'Variant Inventory Policy': stock.allowsBackorder ? 'continue' : 'deny',
    'Variant Fulfillment Service': 'manual',
    'Variant Price': formatPrice(variant.priceMinor, digits),
    'Variant Compare At Price': formatPrice(variant.compareAtMinor, digits),
    'Variant Requires Shipping': String(variant.requiresShipping),
    'Variant Taxable': String(variant.isTaxable),
    'Variant Barcode': neutralise(variant.barcode ?? ''),
    'Variant Image': image?.address ?? '',
    'Variant Weight Unit': 'g',
    'Cost per item': formatPrice(variant.costMinor, digits),
  }
}
