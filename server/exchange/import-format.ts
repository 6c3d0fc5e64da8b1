/** Which system wrote a file, told from its header; and what each of its columns is. */
import type { ImportFormat } from '../../shared/import.ts'
import { Refusal } from '../platform/problem.ts'
import { unreadable } from './csv-file.ts'
import type { Columns } from './import-rows.ts'

const MAX_COLUMNS = 2_000

/** Headers of Shopify's newer template → those that all its exports have had. */
const shopifyNames: Record<string, string> = {
  'url handle': 'handle',
  description: 'body (html)',
  'published on online store': 'published',
  'option1 linked to': '',
  sku: 'variant sku',
  barcode: 'variant barcode',
  price: 'variant price',
  'compare-at price': 'variant compare at price',
  'charge tax': 'variant taxable',
  'inventory tracker': 'variant inventory tracker',
  'inventory quantity': 'variant inventory qty',
  'continue selling when out of stock': 'variant inventory policy',
  'weight value (grams)': 'variant grams',
  'requires shipping': 'variant requires shipping',
  'fulfillment service': 'variant fulfillment service',
  'product image url': 'image src',
  'variant image url': 'variant image',
}

/** WooCommerce writes its headers in the language of the site. */
const wooNames: Record<string, string> = {
  tipo: 'type',
  nombre: 'name',
  publicado: 'published',
  '¿está destacado?': 'is featured?',
  'visibilidad en el catálogo': 'visibility in catalog',
  'descripción corta': 'short description',
  descripción: 'description',
  'día en que empieza el precio rebajado': 'date sale price starts',
  'día en que termina el precio rebajado': 'date sale price ends',
  'estado del impuesto': 'tax status',
  '¿en inventario?': 'in stock?',
  '¿existencias?': 'in stock?',
  inventario: 'stock',
  'cantidad de bajo inventario': 'low stock amount',
  '¿permitir reservas de productos agotados?': 'backorders allowed?',
  'precio rebajado': 'sale price',
  'precio normal': 'regular price',
  categorías: 'categories',
  etiquetas: 'tags',
  imágenes: 'images',
  superior: 'parent',
  posición: 'position',
  marcas: 'brands',
  brand: 'brands',
  'gtin, upc, ean o isbn': 'gtin, upc, ean, or isbn',
  'gtin, upc, ean, o isbn': 'gtin, upc, ean, or isbn',
}
const wooPatterns: [RegExp, string][] = [
  [/^nombre del atributo (\d+)$/, 'attribute $1 name'],
  [/^valor\(es\) del atributo (\d+)$/, 'attribute $1 value(s)'],
  [/^peso \((\w+)\)$/, 'weight ($1)'],
  [/^longitud \((\w+)\)$/, 'length ($1)'],
  [/^anchura \((\w+)\)$/, 'width ($1)'],
  [/^altura \((\w+)\)$/, 'height ($1)'],
]

const shopifyName = (title: string): string => shopifyNames[title] ?? title
const wooName = (title: string): string => {
  const named = wooNames[title]
  if (named !== undefined) return named
  const [pattern, name] = wooPatterns.find(([candidate]) => candidate.test(title)) ?? []
  return pattern && name ? title.replace(pattern, name) : title
}

/** `width`: how many cells a row may have. */
export type Header = { format: ImportFormat; columns: Columns; width: number }

/** Refuses `import-unreadable` what is no header, and `import-unknown-format` the header of another system. */
export function readHeader(cells: readonly string[] | undefined): Header {
  if (cells === undefined) throw unreadable('empty')
  if (cells.length > MAX_COLUMNS) throw unreadable('too-many-columns', { columns: cells.length })
  const titles = cells.map((cell) => cell.trim())
  const shopify = columnsOf(titles, shopifyName)
  const isShopify =
    shopify.has('handle') && ['title', 'variant sku', 'variant price'].some((name) => shopify.has(name))
  if (isShopify) return { format: 'shopify', columns: shopify, width: titles.length }
  const woo = columnsOf(titles, wooName)
  const isWoo =
    woo.has('type') &&
    (woo.has('sku') || woo.has('id')) &&
    ['name', 'regular price', 'published', 'stock'].some((name) => woo.has(name))
  if (isWoo) return { format: 'woocommerce', columns: woo, width: titles.length }
  if (!looksLikeHeader(titles)) throw unreadable('no-header', { columns: titles.slice(0, 20).map(short) })
  throw new Refusal('import-unknown-format', {
    detail:
      'Neither the columns of Shopify (Handle, Title, Variant Price …) nor of WooCommerce (Type, SKU, Name …)',
    columns: titles.slice(0, 20).map(short),
  })
}

const short = (title: string): string => title.slice(0, 60).toWellFormed()

/** Names of columns are several, differ, and are no numbers. */
function looksLikeHeader(titles: readonly string[]): boolean {
  const named = titles.filter((title) => title !== '')
  const words = named.filter((title) => /\p{L}/u.test(title) && title.length <= 80)
  return named.length >= 2 && words.length === named.length && new Set(named).size === named.length
}

/** Canonical name → place; of two columns with one name the first counts. */
function columnsOf(titles: readonly string[], nameOf: (title: string) => string): Columns {
  const columns = new Map<string, { index: number; title: string }>()
  for (const [index, title] of titles.entries()) {
    const name = nameOf(title.toLowerCase().replaceAll(/\s+/g, ' '))
    if (name !== '' && !columns.has(name)) columns.set(name, { index, title: short(title) })
  }
  return columns
}
