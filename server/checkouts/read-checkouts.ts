import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Checkout, CheckoutItem, MerchantCheckout } from '../../shared/checkout.ts'
import { checkoutCode, sha256, type Keys } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { referenceOf } from './rules.ts'
import { checkoutEvents, checkoutItems, checkouts } from './tables.ts'
import { stores } from '../stores/tables.ts'
import { messageParts, whatsappUrl } from './whatsapp-message.ts'

/** `showsLinks`: whether who reads may hold the capability; a link cancels. */
export type ReadingDeps = { db: Database; keys: Keys; publicUrl: string; showsLinks?: boolean }
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
  const { row, items, heir } = await withStore(deps.db, store.id, async (tx) => {
    const [found] = await tx
      .select()
      .from(checkouts)
      .where(and(eq(checkouts.storeId, store.id), eq(checkouts.codeHash, sha256(code))))
    if (!found) throw new Refusal('checkout-not-found')
    return {
      row: found,
      items: (await readItems(tx, store, [found.id])).get(found.id) ?? [],
      heir: mayHaveHeir(found) ? await heirOf(tx, store, found.id) : undefined,
    }
  })
  const shown = present(row, items)
  const { slug, name, locale, timeZone, theme } = store
  const url = `${deps.publicUrl}/c/${code}`
  const replaces = row.replacesId && referenceOf(row.replacesId)
  return {
    ...shown,
    endReason: row.endReason === 'replaced' ? row.endReason : null,
    store: { slug, name, locale, timeZone, theme },
    whatsappUrl: whatsappUrl(messageParts(store, deps.publicUrl), { ...shown, url, replaces }),
    replacedBy: heir === undefined ? null : checkoutCode(deps.keys, heir).code,
  }
}

const mayHaveHeir = ({ status }: Row): boolean => status === 'cancelled' || status === 'expired'

/** The newest of those that took its place, one after the other. */
async function heirOf(tx: Tx, store: Store, id: string): Promise<string | undefined> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with recursive heirs as (
      select c.id from checkouts c where c.store_id = ${store.id} and c.replaces_id = ${id}
      union all
      select c.id from heirs h join checkouts c on c.store_id = ${store.id} and c.replaces_id = h.id)
    select id from heirs order by id desc limit 1`)
  return rows[0]?.id
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

export function presentToMerchant(deps: Omit<ReadingDeps, 'db'>, row: Row, items: CheckoutItem[]) {
  const { endReason, customerName, customerPhone, note, source } = row
  const url = deps.showsLinks ? `${deps.publicUrl}/c/${checkoutCode(deps.keys, row.id).code}` : null
  return {
    ...present(row, items),
    endReason,
    customerName,
    customerPhone,
    note,
    source,
    url,
  }
}
