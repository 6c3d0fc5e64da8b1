import { and, desc, eq, inArray, lt, or, sql, type SQL } from 'drizzle-orm'
import type {
  Checkout,
  CheckoutItem,
  CheckoutList,
  CheckoutStatus,
  MerchantCheckout,
} from '../../shared/checkout.ts'
import { checkoutCode, sha256, type Keys } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { referenceOf } from './rules.ts'
import { checkoutEvents, checkoutItems, checkouts } from './tables.ts'
import { stores } from '../stores/tables.ts'
import { whatsappUrl } from './whatsapp-message.ts'

/** `showsLinks`: whether who reads may hold the capability; a link cancels. */
type ReadingDeps = { db: Database; keys: Keys; publicUrl: string; showsLinks?: boolean }
type Row = typeof checkouts.$inferSelect

/** The id behind a code, or the id itself where it is one; refuses `checkout-not-found` alike for wrong and foreign ones. */
export async function findCheckoutId(db: Database, store: Store, codeOrId: string): Promise<string> {
  const isId = codeOrId.length === 36
  const [row] = await withStore(db, store.id, (tx) =>
    tx
      .select({ id: checkouts.id })
      .from(checkouts)
      .where(
        and(
          eq(checkouts.storeId, store.id),
          isId ? eq(checkouts.id, codeOrId) : eq(checkouts.codeHash, sha256(codeOrId)),
        ),
      ),
  )
  if (!row) throw new Refusal('checkout-not-found')
  return row.id
}

/** Slug of the store a code belongs to: `/c/:code` names none. */
export async function storeOfCode(db: Database, code: string): Promise<string> {
  const [row] = await withSystem(db, (tx) =>
    tx
      .select({ slug: stores.slug })
      .from(checkouts)
      .innerJoin(stores, eq(stores.id, checkouts.storeId))
      .where(eq(checkouts.codeHash, sha256(code))),
  )
  if (!row) throw new Refusal('checkout-not-found')
  return row.slug
}

/** What the capability link shows: lines, state and times, nothing about the customer. */
export async function readCheckout(deps: ReadingDeps, store: Store, code: string): Promise<Checkout> {
  const { row, items } = await withStore(deps.db, store.id, async (tx) => {
    const [found] = await tx
      .select()
      .from(checkouts)
      .where(and(eq(checkouts.storeId, store.id), eq(checkouts.codeHash, sha256(code))))
    if (!found) throw new Refusal('checkout-not-found')
    return { row: found, items: (await readItems(tx, store, [found.id])).get(found.id) ?? [] }
  })
  const shown = present(row, items)
  const { slug, name, locale, timeZone } = store
  const url = `${deps.publicUrl}/c/${code}`
  return {
    ...shown,
    store: { slug, name, locale, timeZone },
    whatsappUrl: whatsappUrl(store, { ...shown, url }),
  }
}

/** One checkout as the merchant sees it, with everything that happened to it. */
export async function readMerchantCheckout(
  deps: ReadingDeps,
  store: Store,
  id: string,
): Promise<MerchantCheckout> {
  return withStore(deps.db, store.id, async (tx) => {
    const [row] = await tx
      .select()
      .from(checkouts)
      .where(and(eq(checkouts.storeId, store.id), eq(checkouts.id, id)))
    if (!row) throw new Refusal('checkout-not-found')
    const items = (await readItems(tx, store, [id])).get(id) ?? []
    const events = await tx
      .select()
      .from(checkoutEvents)
      .where(and(eq(checkoutEvents.storeId, store.id), eq(checkoutEvents.checkoutId, id)))
      .orderBy(checkoutEvents.id)
    return {
      ...presentToMerchant(deps, row, items),
      events: events.map(({ kind, createdAt, actor, details }) => ({
        kind,
        at: createdAt.toISOString(),
        actor,
        details,
      })),
    }
  })
}

type ListQuery = {
  status?: CheckoutStatus | undefined
  q?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** Newest first; `q` finds a customer's name or phone, a reference or a pasted link. */
export async function listCheckouts(
  deps: ReadingDeps,
  store: Store,
  query: ListQuery,
): Promise<CheckoutList> {
  const limit = query.limit ?? 50
  return withStore(deps.db, store.id, async (tx) => {
    const rows = await tx
      .select()
      .from(checkouts)
      .where(
        and(
          eq(checkouts.storeId, store.id),
          query.status && eq(checkouts.status, query.status),
          query.cursor === undefined ? undefined : lt(checkouts.id, query.cursor),
          query.q ? matches(query.q) : undefined,
        ),
      )
      .orderBy(desc(checkouts.id))
      .limit(limit + 1)
    const shown = rows.slice(0, limit)
    const items = await readItems(
      tx,
      store,
      shown.map((row) => row.id),
    )
    return {
      items: shown.map((row) => presentToMerchant(deps, row, items.get(row.id) ?? [])),
      nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

function matches(q: string): SQL | undefined {
  const code = /([A-Za-z0-9_-]{22})$/.exec(q)?.[1]
  if (code !== undefined) return eq(checkouts.codeHash, sha256(code))
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return or(
    sql`f_unaccent(${checkouts.customerName}) ilike f_unaccent(${like})`,
    sql`${checkouts.customerPhone} like ${like}`,
    sql`right(${checkouts.id}::text, 10) = ${referenceHex(q) ?? 'none'}`,
  )
}

/** The hex digits a reference stands for, where the text is one. */
function referenceHex(text: string): string | undefined {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const digits = [...text.toUpperCase().replace(/[^0-9A-Z]/g, '')].map((letter) => alphabet.indexOf(letter))
  if (digits.length !== 8 || digits.includes(-1)) return undefined
  return digits
    .reduce((sum, digit) => sum * 32n + BigInt(digit), 0n)
    .toString(16)
    .padStart(10, '0')
}

/** Frozen lines of several checkouts, each in order. */
export async function readItems(tx: Tx, store: Store, ids: string[]): Promise<Map<string, CheckoutItem[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(checkoutItems)
    .where(and(eq(checkoutItems.storeId, store.id), inArray(checkoutItems.checkoutId, ids)))
    .orderBy(checkoutItems.checkoutId, checkoutItems.line)
  const { currency } = store
  const items = new Map<string, CheckoutItem[]>()
  for (const row of rows) {
    const { productId, variantId, name, variantTitle, sku, quantity, configuration } = row
    const item: CheckoutItem = {
      productId,
      variantId,
      name,
      variantTitle,
      sku,
      quantity,
      unitPrice: { amount: row.unitPriceMinor, currency },
      lineDiscount: { amount: row.lineDiscountMinor, currency },
      lineTotal: { amount: row.lineTotalMinor, currency },
      configuration,
    }
    items.set(row.checkoutId, [...(items.get(row.checkoutId) ?? []), item])
  }
  return items
}

function present(row: Row, items: CheckoutItem[]) {
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    id: row.id,
    reference: referenceOf(row.id),
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    endReason: row.endReason,
    serverTime: new Date().toISOString(),
    status: row.status,
    expiresAt: row.expiresAt.toISOString(),
    items,
    subtotal: money(row.subtotalMinor),
    discount: money(row.discountMinor),
    total: money(row.totalMinor),
    currency: row.currency,
  }
}

function presentToMerchant(deps: Omit<ReadingDeps, 'db'>, row: Row, items: CheckoutItem[]) {
  const { customerName, customerPhone, note, source } = row
  const url = deps.showsLinks ? `${deps.publicUrl}/c/${checkoutCode(deps.keys, row.id).code}` : null
  return {
    ...present(row, items),
    customerName,
    customerPhone,
    note,
    source,
    url,
  }
}
