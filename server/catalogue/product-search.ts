import { sql, type SQL } from 'drizzle-orm'
import type { Language } from '../../shared/language.ts'

export type Search = {
  text: string
  /** Whose stems the words may have: the store's language, and that of whoever asks. */
  languages: readonly Language[]
  /** Best first: how many, after which cursor; without them every product that is found. */
  page?: { limit: number | null; after: readonly string[] | undefined } | undefined
}

/** The products that are found, as the rows `p` with their `rank`: without accents, by stem, the last word by its beginning. */
export function foundProducts(storeId: string, { text, languages, page }: Search): SQL {
  const after = page?.after === undefined ? null : JSON.stringify(page.after)
  return sql`(
    select p.*, f.rank
    from search_products(${text.normalize('NFC')}, ${sql.param(languages)}::text[], ${page?.limit ?? null}, ${after}::jsonb) f
    join products p on p.store_id = ${storeId} and p.id = f.product_id) p`
}
