/**
 * The merchant's list of checkouts, and finding one in it.
 *
 * LST1 pending ones in the order they end in, all others the newest first; page by page without a gap or a double.
 * LST2 what is typed finds by the beginning of each word of the customer's name, by any beginning or the end of the
 *      phone, by the first four letters or more of the reference, and by a pasted link.
 * LST3 finding reads what it finds, not every checkout of the store: only equality and ranges are asked of the tables,
 *      because under row-level security an index serves none but leakproof operators (a trigram's are not).
 */
import { and, asc, between, desc, eq, lt, or, sql, type SQL } from 'drizzle-orm'
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
    const meanings = query.q ? await meaningsOf(tx, store, query.q) : undefined
    const rows = await pageOf(tx, store, { ...query, limit: limit + 1 }, meanings)
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

/** The statement behind a page, of those that what was typed may mean. */
export function pageOf(tx: Tx, store: Store, query: ListQuery & { limit: number }, meanings?: Meaning[]) {
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
        meanings && found(meanings),
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

/** From here on a beginning is common: walking the list meets one sooner than gathering all of them would. */
const COMMON = 20_000
const MOST_WORDS = 8

/** One way in which what was typed may be meant: its ids by an index, and the same asked of a row. */
type Meaning = { ids: SQL; isMeant: SQL; isCommon: boolean }

/** What was typed, in every way it may be meant: as a link, a name, a phone, a reference. */
export async function meaningsOf(tx: Tx, store: Store, q: string): Promise<Meaning[]> {
  const code = /([A-Za-z0-9_-]{22})$/.exec(q)?.[1]
  if (code !== undefined) return [among(store, eq(checkouts.codeHash, sha256(code)))]
  const { rows } = await tx.execute<{ word: string }>(sql`select words_of(${q}) as word limit ${MOST_WORDS}`)
  const words = await beginnings(
    tx,
    store,
    rows.map(({ word }) => word),
  )
  const [rarest] = words.sort((one, other) => one.filed - other.filed)
  // a trunk prefix is no part of the number
  const digits = /^[\d\s()+./-]+$/.test(q) ? q.replace(/\D/g, '').replace(/^0+/, '') : ''
  const phones = digits === '' ? [] : [digits, `<${[...digits].reverse().join('')}`]
  const range = referenceRange(q)
  return [
    ...(rarest
      ? [
          {
            ...rarest,
            isMeant: sql.join(
              words.map((word) => word.isMeant),
              sql` and `,
            ),
          },
        ]
      : []),
    ...(await beginnings(tx, store, phones)),
    ...(range ? [among(store, between(checkouts.reference, range.from, range.to))] : []),
  ]
}

/** Words of the customer that begin so, and how many are filed under each, up to what is common. */
async function beginnings(tx: Tx, store: Store, starts: string[]): Promise<(Meaning & { filed: number })[]> {
  const all: (Meaning & { filed: number })[] = []
  for (const start of starts) {
    const from = sql`from checkout_words w where w.store_id = ${store.id} and w.word ^@ ${start}`
    const { rows } = await tx.execute<{ filed: number }>(
      sql`select count(*)::integer as filed from (select ${from} limit ${COMMON}) few`,
    )
    const filed = rows[0]?.filed ?? 0
    const { customerName, customerPhone } = checkouts
    all.push({
      ids: sql`select w.checkout_id ${from}`,
      isMeant: sql`exists (select from customer_words(${customerName}, ${customerPhone}) word where word ^@ ${start})`,
      isCommon: filed === COMMON,
      filed,
    })
  }
  return all
}

const among = (store: Store, isMeant: SQL): Meaning => ({
  ids: sql`select ${checkouts.id} from ${checkouts} where ${checkouts.storeId} = ${store.id} and ${isMeant}`,
  isMeant,
  isCommon: false,
})

/** As an array and not a join: however few or many they are, the rows are looked up by their ids. */
function found(meanings: Meaning[]): SQL | undefined {
  if (meanings.length === 0) return sql`false`
  const isMeant = or(...meanings.map((meaning) => meaning.isMeant))
  if (meanings.some((meaning) => meaning.isCommon)) return isMeant
  const ids = sql.join(
    meanings.map((meaning) => meaning.ids),
    sql` union `,
  )
  return and(sql`${checkouts.id} = any (array(${ids}))`, isMeant)
}
