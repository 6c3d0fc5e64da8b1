/**
 * The merchant's list of checkouts, and finding one in it.
 *
 * LST1 pending ones in the order they end in, all others the newest first; page by page without a gap or a double.
 * LST2 what is typed finds by the beginning of each word of the customer's name, by any beginning or the end of the
 *      phone, by the first four letters or more of the reference, and by a pasted link.
 * LST3 finding reads what it finds, not every checkout of the store: only equality and ranges are asked of the tables,
 *      because under row-level security an index serves none but leakproof operators (a trigram's are not).
 */
import { and, asc, desc, eq, lt, sql, type SQL } from 'drizzle-orm'
import type { CheckoutList, CheckoutStatus } from '../../shared/checkout.ts'
import { sha256 } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Tx } from '../platform/tenancy.ts'
import { presentToMerchant, readItems, type ReadingDeps } from './read-checkouts.ts'
import { referenceRange } from './rules.ts'
import { checkouts } from './tables.ts'

/** When the last row of a page ends, in microseconds since 1970, and its id. */
export const cursorPattern = /^(\d{1,16})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export type ListQuery = {
  status?: CheckoutStatus | undefined
  q?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** A page of checkouts with their lines. */
export async function listCheckouts(
  deps: ReadingDeps,
  store: Store,
  query: ListQuery,
): Promise<CheckoutList> {
  const limit = query.limit ?? 50
  return withStore(deps.db, store.id, async (tx) => {
    const terms = query.q === undefined || query.q === '' ? undefined : await termsOf(tx, query.q)
    const rows = await pageOf(tx, store, { ...query, limit: limit + 1 }, terms)
    const shown = rows.slice(0, limit)
    const items = await readItems(
      tx,
      store,
      shown.map(({ row }) => row.id),
    )
    const last = shown.at(-1)
    return {
      items: shown.map(({ row }) => presentToMerchant(deps, row, items.get(row.id) ?? [])),
      nextCursor: rows.length > limit && last ? `${last.endsAt}_${last.row.id}` : null,
    }
  })
}

/** The statement behind a page, with the terms that `termsOf` made of what was typed. */
export function pageOf(tx: Tx, store: Store, query: ListQuery & { limit: number }, terms?: Terms) {
  const isPending = query.status === 'pending'
  const endsAt = sql<number>`(extract(epoch from ${checkouts.expiresAt}) * 1000000)::bigint`
  return tx
    .select({ row: checkouts, endsAt })
    .from(checkouts)
    .where(
      and(
        eq(checkouts.storeId, store.id),
        query.status && eq(checkouts.status, query.status),
        query.cursor === undefined ? undefined : after(query.cursor, isPending),
        terms && matching(store, terms),
      ),
    )
    .orderBy(...(isPending ? [asc(checkouts.expiresAt), asc(checkouts.id)] : [desc(checkouts.id)]))
    .limit(query.limit)
}

function after(cursor: string, isPending: boolean): SQL | undefined {
  const [, endsAt, id = ''] = cursorPattern.exec(cursor) ?? []
  return isPending
    ? sql`(${checkouts.expiresAt}, ${checkouts.id}) > (timestamptz 'epoch' + ${endsAt}::bigint * interval '1 microsecond', ${id}::uuid)`
    : lt(checkouts.id, id)
}

type Terms = { code: string | undefined; words: string[]; phone: string | undefined; q: string }

/** What was typed, in the words that the customer's name and phone are filed under. */
export async function termsOf(tx: Tx, q: string): Promise<Terms> {
  const code = /([A-Za-z0-9_-]{22})$/.exec(q)?.[1]
  const { rows } = await tx.execute<{ word: string }>(sql`select words_of(${q}) as word`)
  // a trunk prefix is no part of the number
  const digits = /^[\d\s()+./-]+$/.test(q) ? q.replace(/\D/g, '').replace(/^0+/, '') : ''
  return { code, words: rows.map(({ word }) => word), phone: digits === '' ? undefined : digits, q }
}

function matching(store: Store, { code, words, phone, q }: Terms): SQL {
  if (code !== undefined) return eq(checkouts.codeHash, sha256(code))
  const under = (start: string) =>
    sql`select w.checkout_id from checkout_words w where w.store_id = ${store.id} and w.word ^@ ${start}`
  const range = referenceRange(q)
  const found = [
    words.length > 0 ? sql`(${sql.join(words.map(under), sql` intersect `)})` : undefined,
    ...(phone === undefined ? [] : [under(phone), under(`<${[...phone].reverse().join('')}`)]),
    range &&
      sql`select c.id from checkouts c where c.store_id = ${store.id} and c.reference between ${range.from} and ${range.to}`,
  ].filter((one) => one !== undefined)
  // an array and no join: however few or many there are, they are looked up by their id
  return found.length === 0
    ? sql`false`
    : sql`${checkouts.id} = any (array(${sql.join(found, sql` union `)}))`
}
