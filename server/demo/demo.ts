/**
 * Two stores to look at on a first start.
 *
 * DEM1 the demo is loaded into an installation without stores only, and whole or not at all.
 */
import fs from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { slugify } from '../../shared/text.ts'
import { saveProducts, type ProductDraft } from '../catalogue/save-product.ts'
import { attributes, attributeValues, categories } from '../catalogue/tables.ts'
import { addMedia, type KeptPicture, type Pictures } from '../media/media.ts'
import { newId } from '../platform/crypto.ts'
import { withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { insertStore, listStores } from '../stores/stores.ts'
import type { DemoProduct, DemoStore, DemoVariant } from './demo-store.ts'
import { lizimportados } from './lizimportados.ts'
import { raremagic } from './raremagic.ts'
import { demoThemes } from './themes.ts'

type DemoDeps = { db: Database; pictures: Pictures }

/** Loads the demo stores where there is no store yet; answers how many it made. */
export async function loadDemo(deps: DemoDeps): Promise<number> {
  if ((await listStores(deps.db)).length > 0) return 0
  const demos = [raremagic, lizimportados]
  const kept = await Promise.all(demos.map((demo) => keepPictures(deps.pictures, demo)))
  return withSystem(deps.db, async (tx) => {
    // of several servers that start at once one loads it
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('demo', 0))`)
    const { rowCount } = await tx.execute(sql`select from stores limit 1`)
    if (rowCount !== 0) return 0
    for (const [n, demo] of demos.entries())
      await loadStore(tx, demo, kept[n] ?? new Map<string, KeptPicture>())
    return demos.length
  })
}

async function loadStore(tx: Tx, demo: DemoStore, kept: Map<string, KeptPicture>): Promise<void> {
  const { slug, name, tagline, locale, currency, timeZone, whatsappE164: whatsapp } = demo
  const theme = demoThemes[slug]
  const store = await insertStore(tx, { slug, name, tagline, locale, currency, timeZone, whatsapp, theme })
  const addresses = new Map<string, string>()
  for (const [file, picture] of kept) addresses.set(file, (await addMedia(tx, store.id, picture)).url)
  const paths = await addCategories(tx, store.id, demo)
  await addAttributes(tx, store.id, demo)
  const drafts = demo.products.map((product, position) => draftOf(product, { position, paths, addresses }))
  const saved = await saveProducts(tx, store, drafts, { actor: 'system' })
  const refused = saved.filter((one) => one.refusals.length > 0)
  if (refused.length > 0) throw new Error(`the demo of ${slug} does not fit: ${JSON.stringify(refused)}`)
}

/** File name → what is kept of it. */
async function keepPictures(pictures: Pictures, demo: DemoStore): Promise<Map<string, KeptPicture>> {
  const files = demo.products.flatMap((product) => product.pictures.map((picture) => picture.file))
  const kept = new Map<string, KeptPicture>()
  for (const file of new Set(files)) {
    const source = fileURLToPath(new URL(`pictures/${demo.slug}/${file}`, import.meta.url))
    kept.set(file, await pictures.keep(await fs.readFile(source)))
  }
  return kept
}

/** Slug → names from the root down to it. */
async function addCategories(tx: Tx, storeId: string, demo: DemoStore): Promise<Map<string, string[]>> {
  const paths = new Map<string, string[]>()
  const ids = new Map<string, string>()
  for (const [position, { parent, slug, name, description }] of demo.categories.entries()) {
    const id = newId()
    ids.set(slug, id)
    paths.set(slug, [...(parent === undefined ? [] : (paths.get(parent) ?? [])), name])
    const parentId = parent === undefined ? null : (ids.get(parent) ?? null)
    await tx
      .insert(categories)
      .values({ storeId, id, parentId, slug, name, description: description ?? null, position })
  }
  return paths
}

/** Before the products, so that sizes keep their order and colours their colour. */
async function addAttributes(tx: Tx, storeId: string, demo: DemoStore): Promise<void> {
  for (const [position, { name, type, values }] of demo.attributes.entries()) {
    const id = newId()
    await tx.insert(attributes).values({ storeId, id, slug: slugify(name), name, type, position })
    const rows = values.map((value, index) => ({
      storeId,
      id: newId(),
      attributeId: id,
      slug: slugify(value.name),
      name: value.name,
      colorHex: value.colorHex?.toLowerCase() ?? null,
      position: index,
    }))
    await tx.insert(attributeValues).values(rows)
  }
}

type Place = { position: number; paths: Map<string, string[]>; addresses: Map<string, string> }

function draftOf(product: DemoProduct, { position, paths, addresses }: Place): ProductDraft {
  const { slug, name, type, brand, shortDescription, tags, featured, weightGrams, dimensionsMm } = product
  return {
    key: slug,
    ...{ slug, name, type, brand, shortDescription, tags, weightGrams, dimensionsMm, position },
    ...{ metaTitle: product.metaTitle, metaDescription: product.metaDescription },
    description: product.descriptionHtml,
    isFeatured: featured ?? false,
    status: 'active',
    categories: [paths.get(product.category) ?? [product.category]],
    images: product.pictures.map(({ file, alt }) => ({ address: addresses.get(file) ?? '', alt })),
    variants: product.variants.map(variantOf),
  }
}

function variantOf(variant: DemoVariant, position: number): ProductDraft['variants'][number] {
  const { sku, priceMinor, compareAtMinor, saleEndsInDays, stock, backorder, options } = variant
  const dayMs = 24 * 60 * 60 * 1000
  return {
    ...{ sku, priceMinor, compareAtMinor, stock, position },
    saleEndsAt:
      saleEndsInDays === undefined ? undefined : new Date(Date.now() + saleEndsInDays * dayMs).toISOString(),
    allowsBackorder: backorder ?? false,
    lowStockThreshold: stock === null ? null : 2,
    options: Object.entries(options).map(([name, value]) => ({ name, value })),
  }
}
