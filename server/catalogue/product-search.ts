import { sql, type SQL } from 'drizzle-orm'

/** Every word must be found, as a stem of the language or as the beginning of a word. */
export function searchFilter(q: string | undefined): SQL | undefined {
  const words =
    (q ?? '')
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 8) ?? []
  if (words.length === 0) return q === undefined || q === '' ? undefined : sql`false`
  return sql.join(
    words.map(
      (word) =>
        // quoted: without its accents a letter may become punctuation ("ŉ" is "'n"), which is syntax to to_tsquery
        sql`p.search @@ (to_tsquery('simple', ''' ' || translate(f_unaccent(${word}), '''\\', '  ') || ''':*') || plainto_tsquery('spanish', f_unaccent(${word})))`,
    ),
    sql` and `,
  )
}
