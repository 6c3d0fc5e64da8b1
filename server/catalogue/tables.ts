import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { attributeTypes, productStatuses, productTypes } from '../../shared/catalogue.ts'
import type {
  CategoryTranslations,
  ImageTranslations,
  NameTranslations,
  ProductTranslations,
} from '../../shared/translations.ts'
import { media } from '../media/tables.ts'
import { bytea, instant } from '../platform/columns.ts'
import { stockItems } from '../stock/tables.ts'
import { stores } from '../stores/tables.ts'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
const storeId = () =>
  uuid('store_id')
    .notNull()
    .references(() => stores.id)
const createdAt = () => instant('created_at').notNull().defaultNow()
const updatedAt = () => instant('updated_at').notNull().defaultNow()

export const categories = pgTable(
  'categories',
  {
    storeId: storeId(),
    id: uuid().notNull(),
    parentId: uuid('parent_id'),
    slug: text().notNull(),
    name: text().notNull(),
    description: text(),
    mediaId: uuid('media_id'),
    isActive: boolean('is_active').notNull().default(true),
    position: integer().notNull().default(0),
    translations: jsonb().$type<CategoryTranslations>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('categories_slug').on(t.storeId, t.slug),
    foreignKey({ columns: [t.storeId, t.parentId], foreignColumns: [t.storeId, t.id] }),
    foreignKey({ columns: [t.storeId, t.mediaId], foreignColumns: [media.storeId, media.id] }),
    index('categories_parent').on(t.storeId, t.parentId),
    index('categories_media').on(t.storeId, t.mediaId),
    check('categories_not_own_parent', sql`${t.parentId} <> ${t.id}`),
  ],
)

export const products = pgTable(
  'products',
  {
    storeId: storeId(),
    id: uuid().notNull(),
    slug: text().notNull(),
    /** The handle or SKU of the export it came from; the key by which a later import finds it. */
    externalKey: text('external_key'),
    name: text().notNull(),
    type: text({ enum: productTypes }).notNull().default('simple'),
    status: text({ enum: productStatuses }).notNull().default('draft'),
    brand: text(),
    shortDescription: text('short_description'),
    description: text().notNull().default(''),
    tags: text().array().notNull().default([]),
    isFeatured: boolean('is_featured').notNull().default(false),
    weightGrams: integer('weight_grams'),
    dimensionsMm: jsonb('dimensions_mm').$type<{ length: number; width: number; height: number }>(),
    metaTitle: text('meta_title'),
    metaDescription: text('meta_description'),
    /** Price of the cheapest sellable variant, for sorting; kept by a trigger on product_variants. */
    sortPriceMinor: bigint('sort_price_minor', { mode: 'number' }),
    position: integer().notNull().default(0),
    translations: jsonb().$type<ProductTranslations>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('products_slug').on(t.storeId, t.slug),
    unique('products_external_key').on(t.storeId, t.externalKey),
    index('products_by_featured')
      .on(t.storeId, t.isFeatured.desc(), t.position, t.id)
      .where(sql`${t.status} = 'active'`),
    index('products_by_newest')
      .on(t.storeId, t.createdAt.desc(), t.id.desc())
      .where(sql`${t.status} = 'active'`),
    index('products_by_price')
      .on(t.storeId, t.sortPriceMinor, t.id)
      .where(sql`${t.status} = 'active'`),
    index('products_by_name')
      .on(t.storeId, sql`sort_name(${t.name})`, t.id)
      .where(sql`${t.status} = 'active'`),
    check('products_type', sql`${t.type} in ('simple', 'variable', 'configurable')`),
    check('products_status', sql`${t.status} in ('draft', 'active', 'inactive', 'archived')`),
  ],
)

export const productCategories = pgTable(
  'product_categories',
  {
    storeId: storeId(),
    productId: uuid('product_id').notNull(),
    categoryId: uuid('category_id').notNull(),
    position: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.productId, t.categoryId] }),
    foreignKey({
      columns: [t.storeId, t.productId],
      foreignColumns: [products.storeId, products.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [t.storeId, t.categoryId],
      foreignColumns: [categories.storeId, categories.id],
    }).onDelete('cascade'),
    index('product_categories_category').on(t.storeId, t.categoryId, t.productId),
  ],
)

export const productVariants = pgTable(
  'product_variants',
  {
    storeId: storeId(),
    id: uuid().notNull(),
    productId: uuid('product_id').notNull(),
    stockItemId: uuid('stock_item_id').notNull(),
    sku: text(),
    barcode: text(),
    title: text().notNull().default(''),
    /** What is paid while the offer runs, or always where there is none; null: not for sale. */
    priceMinor: bigint('price_minor', { mode: 'number' }),
    /** The price before the offer; an offer runs where it is higher than the price, within the window. */
    compareAtMinor: bigint('compare_at_minor', { mode: 'number' }),
    saleStartsAt: instant('sale_starts_at'),
    saleEndsAt: instant('sale_ends_at'),
    costMinor: bigint('cost_minor', { mode: 'number' }),
    weightGrams: integer('weight_grams'),
    requiresShipping: boolean('requires_shipping').notNull().default(true),
    isTaxable: boolean('is_taxable').notNull().default(true),
    isActive: boolean('is_active').notNull().default(true),
    position: integer().notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('product_variants_sku').on(t.storeId, t.sku),
    foreignKey({
      columns: [t.storeId, t.productId],
      foreignColumns: [products.storeId, products.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [t.storeId, t.stockItemId], foreignColumns: [stockItems.storeId, stockItems.id] }),
    index('product_variants_product').on(t.storeId, t.productId, t.position),
    index('product_variants_stock_item').on(t.storeId, t.stockItemId),
    index('product_variants_sale_starts')
      .on(t.saleStartsAt)
      .where(sql`${t.saleStartsAt} is not null`),
    index('product_variants_sale_ends')
      .on(t.saleEndsAt)
      .where(sql`${t.saleEndsAt} is not null`),
    check('product_variants_price', sql`${t.priceMinor} between 0 and 10000000000`),
    check('product_variants_compare_at', sql`${t.compareAtMinor} between 0 and 10000000000`),
    check('product_variants_cost', sql`${t.costMinor} between 0 and 10000000000`),
  ],
)

export const attributes = pgTable(
  'attributes',
  {
    storeId: storeId(),
    id: uuid().notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    type: text({ enum: attributeTypes }).notNull().default('select'),
    isVisible: boolean('is_visible').notNull().default(true),
    position: integer().notNull().default(0),
    translations: jsonb().$type<NameTranslations>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('attributes_slug').on(t.storeId, t.slug),
    check(
      'attributes_type',
      sql`${t.type} in ('text', 'select', 'multiselect', 'boolean', 'number', 'date')`,
    ),
  ],
)

export const attributeValues = pgTable(
  'attribute_values',
  {
    storeId: storeId(),
    id: uuid().notNull(),
    attributeId: uuid('attribute_id').notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    colorHex: text('color_hex'),
    position: integer().notNull().default(0),
    translations: jsonb().$type<NameTranslations>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('attribute_values_slug').on(t.storeId, t.attributeId, t.slug),
    unique('attribute_values_of').on(t.storeId, t.attributeId, t.id),
    foreignKey({
      columns: [t.storeId, t.attributeId],
      foreignColumns: [attributes.storeId, attributes.id],
    }).onDelete('cascade'),
    check('attribute_values_color', sql`${t.colorHex} ~ '^#[0-9a-f]{6}$'`),
  ],
)

/** Which value of which attribute a variant has. */
export const productVariantAttributes = pgTable(
  'product_variant_attributes',
  {
    storeId: storeId(),
    variantId: uuid('variant_id').notNull(),
    attributeId: uuid('attribute_id').notNull(),
    valueId: uuid('value_id'),
    valueText: text('value_text'),
    position: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.variantId, t.attributeId] }),
    foreignKey({
      columns: [t.storeId, t.variantId],
      foreignColumns: [productVariants.storeId, productVariants.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'product_variant_attributes_attribute_fk',
      columns: [t.storeId, t.attributeId],
      foreignColumns: [attributes.storeId, attributes.id],
    }),
    // the value must belong to that very attribute
    foreignKey({
      name: 'product_variant_attributes_value_fk',
      columns: [t.storeId, t.attributeId, t.valueId],
      foreignColumns: [attributeValues.storeId, attributeValues.attributeId, attributeValues.id],
    }),
    index('product_variant_attributes_value').on(t.storeId, t.attributeId, t.valueId),
    check('product_variant_attributes_one', sql`num_nonnulls(${t.valueId}, ${t.valueText}) = 1`),
  ],
)

export const productImages = pgTable(
  'product_images',
  {
    storeId: storeId(),
    id: uuid().notNull(),
    productId: uuid('product_id').notNull(),
    variantId: uuid('variant_id'),
    mediaId: uuid('media_id').notNull(),
    alt: text().notNull().default(''),
    position: integer().notNull().default(0),
    translations: jsonb().$type<ImageTranslations>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    foreignKey({
      columns: [t.storeId, t.productId],
      foreignColumns: [products.storeId, products.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [t.storeId, t.variantId],
      foreignColumns: [productVariants.storeId, productVariants.id],
    }),
    foreignKey({ columns: [t.storeId, t.mediaId], foreignColumns: [media.storeId, media.id] }),
    index('product_images_product').on(t.storeId, t.productId, t.position),
    index('product_images_variant').on(t.storeId, t.variantId),
    index('product_images_media').on(t.storeId, t.mediaId),
  ],
)

/** What search finds a shown product by, in every language; kept by triggers on all that the text comes from. */
export const productSearch = pgTable(
  'product_search',
  {
    storeId: storeId(),
    productId: uuid('product_id').notNull(),
    isFeatured: boolean('is_featured').notNull(),
    position: integer().notNull(),
    document: tsvector().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.productId] }),
    foreignKey({
      columns: [t.storeId, t.productId],
      foreignColumns: [products.storeId, products.id],
    }).onDelete('cascade'),
    // the list of what is not sorted in yet is read by every search: it stays short
    index('product_search_document')
      .using('gin', t.storeId, t.document)
      .with({ fastupdate: true, gin_pending_list_limit: 128 }),
  ],
)

/** Number of the latest change of a store's window; its row is locked by whoever makes the next. */
export const catalogueVersions = pgTable('catalogue_versions', {
  storeId: storeId().primaryKey(),
  version: bigint({ mode: 'number' }).notNull(),
  /** Up to when offers that begin or end have been counted as changes. */
  pricesAt: instant('prices_at')
    .notNull()
    .default(sql`'-infinity'`),
})

/** When each product last changed in any way that shows, and that of those that are no more; kept by triggers. */
export const productChanges = pgTable(
  'product_changes',
  {
    storeId: storeId(),
    productId: uuid('product_id').notNull(),
    version: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.productId] }),
    index('product_changes_version').on(t.storeId, t.version, t.productId),
  ],
)

/** Addresses that products had before; kept by a trigger on products. */
export const productSlugs = pgTable(
  'product_slugs',
  {
    storeId: storeId(),
    slug: text().notNull(),
    productId: uuid('product_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.slug] }),
    foreignKey({
      columns: [t.storeId, t.productId],
      foreignColumns: [products.storeId, products.id],
    }).onDelete('cascade'),
    index('product_slugs_product').on(t.storeId, t.productId),
  ],
)

/** The whole window of a version in one language, compressed, for those who take it along; made when it is asked for. */
export const catalogueBundles = pgTable(
  'catalogue_bundles',
  {
    storeId: storeId(),
    /** Of what both parts hold. */
    hash: text().notNull(),
    language: text().notNull(),
    version: bigint({ mode: 'number' }).notNull(),
    products: integer().notNull(),
    /** As JSON under brotli: what lists and product pages need, and what only product pages do. */
    productsBody: bytea('products_body').notNull(),
    detailsBody: bytea('details_body').notNull(),
    madeAt: instant('made_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.hash] }),
    index('catalogue_bundles_newest').on(t.storeId, t.language, t.madeAt.desc()),
  ],
)
