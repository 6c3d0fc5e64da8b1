/** Categories, attributes and their values by name: what is missing is made. Names differ by more than case. */
import { and, eq, inArray } from 'drizzle-orm'
import { slugify } from '../../shared/text.ts'
import type { NameTranslations } from '../../shared/translations.ts'
import { newId } from '../platform/crypto.ts'
import type { Tx } from '../platform/tenancy.ts'
import { isSame } from './save-product-changes.ts'
import type { OptionDraft, ProductDraft } from './save-product-draft.ts'
import { insertRows, updateRows } from './save-product-rows.ts'
import { attributes, attributeValues, categories } from './tables.ts'

const fold = (name: string): string => name.normalize('NFC').toLowerCase()

/** A slug that is not taken, and takes it. */
export function freeSlug(wanted: string, fallback: string, taken: Set<string>): string {
  const base = slugify(wanted) || fallback
  let slug = base
  for (let n = 2; taken.has(slug); n++) slug = `${base}-${n}`
  taken.add(slug)
  return slug
}

export type CategoryIds = (path: readonly string[]) => string

/** Makes the categories of these paths that are missing; answers the id of the last step of each. */
export async function ensureCategories(
  tx: Tx,
  storeId: string,
  drafts: readonly ProductDraft[],
): Promise<CategoryIds> {
  const paths = drafts.flatMap((draft) => draft.categories ?? [])
  const keyOf = (parentId: string | null, name: string): string => `${parentId ?? ''}/${fold(name)}`
  const known = new Map<string, string>()
  const made: (typeof categories.$inferInsert)[] = []
  const children = new Map<string | null, number>()
  const slugs = new Set<string>()
  if (paths.length > 0) {
    const { id, parentId, slug, name } = categories
    const rows = await tx
      .select({ id, parentId, slug, name })
      .from(categories)
      .where(eq(categories.storeId, storeId))
    for (const row of rows) {
      known.set(keyOf(row.parentId, row.name), row.id)
      children.set(row.parentId, (children.get(row.parentId) ?? 0) + 1)
      slugs.add(row.slug)
    }
  }
  const idOf = (path: readonly string[]): string | null =>
    path.reduce<string | null>((parent, name) => known.get(keyOf(parent, name)) ?? null, null)
  for (const path of paths) {
    let parentId: string | null = null
    for (const name of path) {
      const key = keyOf(parentId, name)
      let id = known.get(key)
      if (id === undefined) {
        id = newId()
        const position = children.get(parentId) ?? 0
        made.push({ storeId, id, parentId, slug: freeSlug(name, 'categoria', slugs), name, position })
        known.set(key, id)
        children.set(parentId, position + 1)
      }
      parentId = id
    }
  }
  await insertRows(tx, categories, made)
  return (path) => {
    const id = idOf(path)
    if (id === null) throw new Error(`category ${path.join(' > ')} was not made`)
    return id
  }
}

export type ResolvedOption = {
  attributeId: string
  valueId: string | null
  valueText: string | null
  value: string
}
export type OptionIds = (option: OptionDraft) => ResolvedOption

/** Makes the attributes and values that are missing; answers the ids of each option. */
export async function ensureAttributes(
  tx: Tx,
  storeId: string,
  drafts: readonly ProductDraft[],
): Promise<OptionIds> {
  const options = drafts.flatMap((draft) => draft.variants.flatMap((variant) => variant.options ?? []))
  const attributeIds = await ensureAttributeNames(tx, storeId, options)
  const attributeOf = (option: OptionDraft): string => {
    const id = attributeIds.get(fold(option.name))
    if (id === undefined) throw new Error(`attribute ${option.name} was not made`)
    return id
  }
  const values = await ensureValues(tx, storeId, options, attributeOf)
  return (option) => {
    const attributeId = attributeOf(option)
    if (option.isText) return { attributeId, valueId: null, valueText: option.value, value: option.value }
    const value = values.get(`${attributeId}/${fold(option.value)}`)
    if (!value) throw new Error(`value ${option.value} of ${option.name} was not made`)
    return { attributeId, valueId: value.id, valueText: null, value: value.name }
  }
}

async function ensureAttributeNames(
  tx: Tx,
  storeId: string,
  options: readonly OptionDraft[],
): Promise<Map<string, string>> {
  if (options.length === 0) return new Map()
  const rows = await tx.select().from(attributes).where(eq(attributes.storeId, storeId))
  const known = new Map(rows.map((row) => [fold(row.name), row.id]))
  const slugs = new Set(rows.map((row) => row.slug))
  const made: (typeof attributes.$inferInsert)[] = []
  const called = new Map<string, NameTranslations>()
  for (const { name, translations } of options) {
    const id = known.get(fold(name)) ?? newId()
    if (translations?.name) called.set(id, translations.name)
    if (known.has(fold(name))) continue
    made.push({ storeId, id, slug: freeSlug(name, 'atributo', slugs), name, position: known.size })
    known.set(fold(name), id)
  }
  await insertRows(tx, attributes, made)
  await updateRows(tx, attributes, storeId, changedNames([...rows, ...made], called))
  return known
}

type Called = { id: string; translations?: NameTranslations | undefined }

/** What is called otherwise than it was in other languages. */
const changedNames = (
  rows: readonly Called[],
  called: ReadonlyMap<string, NameTranslations>,
): { id: string; translations: NameTranslations }[] =>
  rows.flatMap(({ id, translations: were = {} }) => {
    const translations = called.get(id)
    return translations === undefined || isSame(were, translations) ? [] : [{ id, translations }]
  })

async function ensureValues(
  tx: Tx,
  storeId: string,
  options: readonly OptionDraft[],
  attributeOf: (option: OptionDraft) => string,
): Promise<Map<string, { id: string; name: string }>> {
  const wanted = options.filter((option) => !option.isText)
  if (wanted.length === 0) return new Map()
  const attributeIds = [...new Set(wanted.map(attributeOf))]
  const rows = await tx
    .select()
    .from(attributeValues)
    .where(and(eq(attributeValues.storeId, storeId), inArray(attributeValues.attributeId, attributeIds)))
  const known = new Map(
    rows.map((row) => [`${row.attributeId}/${fold(row.name)}`, { id: row.id, name: row.name }]),
  )
  const slugs = new Map(attributeIds.map((id) => [id, new Set<string>()]))
  for (const row of rows) slugs.get(row.attributeId)?.add(row.slug)
  const made: (typeof attributeValues.$inferInsert)[] = []
  const called = new Map<string, NameTranslations>()
  for (const option of wanted) {
    const attributeId = attributeOf(option)
    const key = `${attributeId}/${fold(option.value)}`
    const id = known.get(key)?.id ?? newId()
    if (option.translations?.value) called.set(id, option.translations.value)
    if (known.has(key)) continue
    const taken = slugs.get(attributeId) ?? new Set<string>()
    const position = taken.size
    const slug = freeSlug(option.value, 'valor', taken)
    made.push({
      storeId,
      id,
      attributeId,
      slug,
      name: option.value,
      colorHex: option.colorHex ?? null,
      position,
    })
    known.set(key, { id, name: option.value })
  }
  await insertRows(tx, attributeValues, made)
  await updateRows(tx, attributeValues, storeId, changedNames([...rows, ...made], called))
  return known
}
