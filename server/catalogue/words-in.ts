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
