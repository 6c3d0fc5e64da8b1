/**
 * Four stores to look at on a first start.
 *
 * DEM1 the demo is loaded into an installation without stores only, and whole or not at all.
 */
import fs from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { eq, sql } from 'drizzle-orm'
import type { Media } from '../../shared/media.ts'
import { slugify } from '../../shared/text.ts'
import { saveProducts } from '../catalogue/save-product.ts'
import { attributes, attributeValues, categories } from '../catalogue/tables.ts'
import { addMedia, type KeptPicture, type Pictures } from '../media/media.ts'
import { storeLogos } from '../media/tables.ts'
import { newId } from '../platform/crypto.ts'
import { withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { insertStore, listStores } from '../stores/stores.ts'
import { stores } from '../stores/tables.ts'
import { draftOf, inOtherLanguages } from './demo-drafts.ts'
import type { DemoStore, DemoTexts } from './demo-store.ts'
import { demoStores } from './demo-stores.ts'
import { demoThemes } from './themes.ts'

type DemoDeps = { db: Database; pictures: Pictures }

/** Loads the demo stores where there is no store yet; answers how many it made. */
export async function loadDemo(deps: DemoDeps): Promise<number> {
  if ((await listStores(deps.db)).length > 0) return 0
  const kept = await Promise.all(demoStores.map((demo) => keepPictures(deps.pictures, demo)))
  return withSystem(deps.db, async (tx) => {
    // of several servers that start at once one loads it
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('demo', 0))`)
    const { rowCount } = await tx.execute(sql`select from stores limit 1`)
    if (rowCount !== 0) return 0
    for (const { demo, ...pictures } of kept) await loadStore(tx, demo, pictures)
    return kept.length
  })
}

/** What is kept of a store's pictures, by file name. */
type Kept = { files: Map<string, KeptPicture>; logo: KeptPicture }

async function loadStore(tx: Tx, demo: DemoStore, { files, logo }: Kept): Promise<void> {
  const { slug, name, tagline, locale, currency, timeZone, whatsappE164: whatsapp, hours } = demo
  const theme = demoThemes[slug]
  const store = await insertStore(tx, { slug, name, tagline, locale, currency, timeZone, whatsapp, theme })
  const translations = inOtherLanguages(demo.translations, (texts) => ({ tagline: texts.tagline }))
  await tx.update(stores).set({ hours, translations }).where(eq(stores.id, store.id))
  const { id: mediaId } = await addMedia(tx, store.id, logo)
  await tx.insert(storeLogos).values({ storeId: store.id, mediaId })
  const media = new Map<string, Media>()
  for (const [file, picture] of files) media.set(file, await addMedia(tx, store.id, picture))
  const addresses = new Map([...media].map(([file, { url }]) => [file, url]))
  const paths = await addCategories(tx, store.id, demo, media)
  await addAttributes(tx, store.id, demo)
  const drafts = demo.products.map((product, position) =>
    draftOf(product, { position, paths, addresses, translations: demo.translations }),
  )
  const saved = await saveProducts(tx, store, drafts, { actor: 'system' })
  const refused = saved.filter((one) => one.refusals.length > 0)
  if (refused.length > 0) throw new Error(`the demo of ${slug} does not fit: ${JSON.stringify(refused)}`)
}

const read = (path: string): Promise<Buffer> => fs.readFile(fileURLToPath(new URL(path, import.meta.url)))

async function keepPictures(pictures: Pictures, demo: DemoStore): Promise<Kept & { demo: DemoStore }> {
  const named = demo.products.flatMap((product) => product.pictures.map((picture) => picture.file))
  const files = new Map<string, KeptPicture>()
  for (const file of new Set(named))
    files.set(file, await pictures.keep(await read(`pictures/${demo.slug}/${file}`)))
  const logo = await pictures.keep(await read(`logos/${demo.slug}.png`), { isSquare: true })
  return { demo, files, logo }
}

/** Slug → names from the root down to it. */
async function addCategories(
  tx: Tx,
  storeId: string,
  demo: DemoStore,
  media: ReadonlyMap<string, Media>,
): Promise<Map<string, string[]>> {
  const paths = new Map<string, string[]>()
  const ids = new Map<string, string>()
  for (const [position, { parent, slug, name, description, picture }] of demo.categories.entries()) {
    const id = newId()
    ids.set(slug, id)
    paths.set(slug, [...(parent === undefined ? [] : (paths.get(parent) ?? [])), name])
    const parentId = parent === undefined ? null : (ids.get(parent) ?? null)
    const translations = inOtherLanguages(demo.translations, (texts) => texts.categories[slug])
    const mediaId = media.get(picture)?.id
    await tx.insert(categories).values({
      ...{ storeId, id, parentId, slug, name, description: description ?? null },
      ...{ mediaId, position, translations },
    })
  }
  return paths
}

/** Before the products, so that sizes keep their order and colours their colour. */
async function addAttributes(tx: Tx, storeId: string, demo: DemoStore): Promise<void> {
  for (const [position, { name, type, values }] of demo.attributes.entries()) {
    const id = newId()
    await tx.insert(attributes).values({
      ...{ storeId, id, slug: slugify(name), name, type, position },
      translations: namesIn(demo, ({ attributes }) => attributes[name]),
    })
    const rows = values.map((value, index) => ({
      storeId,
      id: newId(),
      attributeId: id,
      slug: slugify(value.name),
      name: value.name,
      colorHex: value.colorHex?.toLowerCase() ?? null,
      position: index,
      translations: namesIn(demo, ({ values }) => values[value.name]),
    }))
    await tx.insert(attributeValues).values(rows)
  }
}

const namesIn = (
  demo: DemoStore,
  pick: (texts: DemoTexts) => string | undefined,
): { en?: { name: string }; pt?: { name: string } } =>
  inOtherLanguages(demo.translations, (texts) => {
    const name = pick(texts)
    return name === undefined ? undefined : { name }
  })
