import { sql, type SQL } from 'drizzle-orm'
import { languageOf, type Language } from '../../shared/language.ts'
import type { Store } from '../platform/http.ts'

export type Words = {
  /** Languages whose stems the words of a search may have: the store's own and that of whoever asks. */
  searched: readonly Language[]
  isTranslated: boolean
  /** A text of a row by its member in `translations`, which is also its column unless that is named. */
  text: (row: string, member: string, column?: string) => SQL
}

/** Texts in that language; one that is missing there in the store's own. */
export function wordsIn(store: Store, language: Language): Words {
  const own = languageOf(store.locale)
  const isTranslated = language !== own
  return {
    searched: isTranslated ? [own, language] : [own],
    isTranslated,
    text: (row, member, column = member) => {
      const original = sql`${sql.raw(row)}.${sql.raw(column)}`
      if (!isTranslated) return original
      return sql`coalesce(${sql.raw(row)}.translations #>> ${`{${language},${member}}`}::text[], ${original})`
    },
  }
}

/**
 * The title of a variant in `row`, whose id is the column `id`. One that joins the variant's options joins them in any
 * language; another one is nobody's to translate.
 */
export function titleIn(words: Words, row: string, id: string): SQL {
  const of = (column: string) => sql.raw(`${row}.${column}`)
  if (!words.isTranslated) return of('title')
  const joined = (name: SQL): SQL =>
    sql`string_agg(coalesce(${name}, va.value_text), ' / ' order by va.position, a.name)`
  return sql`coalesce((
    select case when ${joined(sql`av.name`)} = ${of('title')} then ${joined(words.text('av', 'name'))} end
    from product_variant_attributes va
    join attributes a on a.store_id = va.store_id and a.id = va.attribute_id
    left join attribute_values av on av.store_id = va.store_id and av.id = va.value_id
    where va.store_id = ${of('store_id')} and va.variant_id = ${of(id)}), ${of('title')})`
}
