/**
 * Stock: what is counted, what is held, and the log that proves both.
 *
 * STK1 `0 ≤ reserved ≤ on_hand` at any time; N buyers for the last M units: exactly M succeed.
 * STK2 every change writes its log line in the same transaction; the sum of the deltas is the balance.
 * STK3 a merchant adds or takes away, or counts against the balance they saw; never a bare overwrite.
 * STK4 what is reserved cannot be taken away; the refusal names the holds.
 * STK5 an untracked item reserves always and logs nothing.
 */
import { and, asc, desc, eq, gt, lt, or, sql, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type {
  Balances,
  StockChange,
  StockLevel,
  StockLogKind,
  stockSettingsSchema,
} from '../../shared/stock.ts'
import { sqlState } from '../platform/database.ts'
import { actorName, type Actor, type Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { stockItems, stockLevels, stockLogs } from './tables.ts'

type Item = typeof stockItems.$inferSelect

/** Adds, takes away or counts; answers the new balances. */
export async function changeStock(
  db: Database,
  store: Store,
  variantId: string,
  change: StockChange,
  actor: Actor,
): Promise<Balances> {
  return withStore(db, store.id, async (tx) => {
    const item = await lockItem(tx, store, variantId)
    if (!item.isTracked) throw new Refusal('stock-not-tracked')
    if ('set' in change && item.onHand !== change.expected) throw new Refusal('stock-changed', balances(item))
    const delta = 'set' in change ? change.set - item.onHand : change.delta
    const kind = change.kind ?? ('delta' in change && change.delta > 0 ? 'receive' : 'adjust')
    const { reason } = change
    return applyDelta(tx, store, item, { delta, kind, reason, actor: actorName(actor) })
  }).catch((error: unknown) => {
    // the counter is a 32-bit integer
    throw sqlState(error) === '22003'
      ? new Refusal('conflict', { detail: 'that is more than can be counted' })
      : error
  })
}

type Movement = { delta: number; kind: StockLogKind; reason: string | null; actor: string }

/** Moves `on_hand` of an item of this store and writes the log line; a count that finds no difference is logged as well. */
export async function applyDelta(
  tx: Tx,
  store: Pick<Store, 'id'>,
  item: Pick<Item, 'id'>,
  movement: Movement,
): Promise<Balances> {
  const [row] = await tx
    .update(stockItems)
    .set({ onHand: sql`${stockItems.onHand} + ${movement.delta}` })
    .where(
      and(
        eq(stockItems.storeId, store.id),
        eq(stockItems.id, item.id),
        sql`(${stockItems.allowsBackorder} or ${stockItems.onHand} + ${movement.delta} >= ${stockItems.reserved})`,
      ),
    )
    .returning()
  if (!row) throw await belowReserved(tx, store.id, item.id)
  await tx.insert(stockLogs).values({
    storeId: store.id,
    stockItemId: item.id,
    kind: movement.kind,
    onHandDelta: movement.delta,
    reservedDelta: 0,
    onHandAfter: row.onHand,
    reservedAfter: row.reserved,
    reason: movement.reason,
    actor: movement.actor,
  })
  return balances(row)
}

/** With what there is, so that a screen can say how much may be taken, and with who holds it. */
async function belowReserved(tx: Tx, storeId: string, stockItemId: string): Promise<Refusal> {
  const [row] = await tx
    .select({ onHand: stockItems.onHand, reserved: stockItems.reserved })
    .from(stockItems)
    .where(and(eq(stockItems.storeId, storeId), eq(stockItems.id, stockItemId)))
  return new Refusal('stock-below-reserved', { holds: await holdsOf(tx, storeId, stockItemId), ...row })
}

const balances = ({ onHand, reserved }: Pick<Item, 'onHand' | 'reserved'>): Balances => ({
  onHand,
  reserved,
  available: onHand - reserved,
})

async function lockItem(tx: Tx, store: Store, variantId: string): Promise<Item> {
  const [row] = await tx
    .select()
    .from(stockItems)
    .where(and(eq(stockItems.storeId, store.id), eq(stockItems.id, itemOf(tx, store, variantId))))
    .for('no key update')
  if (!row) throw new Refusal('variant-not-found')
  return row
}

/** The stock item of a variant, as a subquery. */
const itemOf = (tx: Tx, store: Store, variantId: string) =>
  tx
    .select({ stockItemId: stockLevels.stockItemId })
    .from(stockLevels)
    .where(and(eq(stockLevels.storeId, store.id), eq(stockLevels.variantId, variantId)))

export type StockHold = { checkoutId: string; quantity: number; expiresAt: string }

/** The pending checkouts that hold units of a stock item, the next to expire first. */
async function holdsOf(tx: Tx, storeId: string, stockItemId: string): Promise<StockHold[]> {
  const { rows } = await tx.execute<{ checkout_id: string; quantity: number; expires_at: Date }>(sql`
    select i.checkout_id, sum(i.quantity)::integer as quantity, c.expires_at
    from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
    where i.store_id = ${storeId} and i.stock_item_id = ${stockItemId} and i.is_held and c.status = 'pending'
    group by i.checkout_id, c.expires_at order by c.expires_at limit 100`)
  return rows.map((row) => ({
    checkoutId: row.checkout_id,
    quantity: row.quantity,
    expiresAt: new Date(row.expires_at).toISOString(),
  }))
}

export async function listHolds(db: Database, store: Store, variantId: string): Promise<StockHold[]> {
  return withStore(db, store.id, async (tx) => {
    const [row] = await itemOf(tx, store, variantId)
    if (!row) throw new Refusal('variant-not-found')
    return holdsOf(tx, store.id, row.stockItemId)
  })
}

/** Whether it is counted, may be ordered beyond what is there, and when it is low. */
export async function changeStockSettings(
  db: Database,
  store: Store,
  variantId: string,
  change: z.infer<typeof stockSettingsSchema>,
): Promise<void> {
  await withStore(db, store.id, async (tx) => {
    const item = await lockItem(tx, store, variantId)
    const isTracked = change.tracked ?? item.isTracked
    const allowsBackorder = change.backorder ?? item.allowsBackorder
    // more is promised than is there: that has to be settled before the promise can be limited to what is there
    if (isTracked && !allowsBackorder && (item.onHand < 0 || item.reserved > item.onHand))
      throw await belowReserved(tx, store.id, item.id)
    await tx
      .update(stockItems)
      .set({
        isTracked,
        allowsBackorder,
        lowStockThreshold:
          change.lowStockThreshold === undefined ? item.lowStockThreshold : change.lowStockThreshold,
      })
      .where(and(eq(stockItems.storeId, store.id), eq(stockItems.id, item.id)))
  })
}

type Page = { cursor?: string | undefined; limit?: number | undefined }

/** Levels of every variant by product name; `lowOnly` keeps those at or under their threshold. */
export async function listStock(
  db: Database,
  store: Store,
  query: Page & { q?: string | undefined; lowOnly?: boolean | undefined },
) {
  const limit = query.limit ?? 50
  return withStore(db, store.id, async (tx) => {
    const rows = await tx
      .select()
      .from(stockLevels)
      .where(
        and(
          eq(stockLevels.storeId, store.id),
          query.cursor === undefined ? undefined : gt(stockLevels.variantId, query.cursor),
          query.q ? matches(query.q) : undefined,
          query.lowOnly ? eq(stockLevels.isLow, true) : undefined,
        ),
      )
      .orderBy(asc(stockLevels.variantId))
      .limit(limit + 1)
    const items = rows
      .slice(0, limit)
      .map(({ storeId: _s, stockItemId: _i, isTracked, allowsBackorder, ...row }): StockLevel => ({
        ...row,
        ...balances(row),
        tracked: isTracked,
        backorder: allowsBackorder,
      }))
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.variantId ?? null) : null }
  })
}

function matches(q: string): SQL | undefined {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return or(sql`f_unaccent(${stockLevels.productName}) ilike f_unaccent(${like})`, eq(stockLevels.sku, q))
}

/** The log of a variant's stock item, newest first. */
export async function readStockLog(db: Database, store: Store, variantId: string, page: Page) {
  const limit = page.limit ?? 50
  return withStore(db, store.id, async (tx) => {
    const [variant] = await itemOf(tx, store, variantId)
    if (!variant) throw new Refusal('variant-not-found')
    const rows = await tx
      .select()
      .from(stockLogs)
      .where(
        and(
          eq(stockLogs.storeId, store.id),
          eq(stockLogs.stockItemId, variant.stockItemId),
          page.cursor === undefined ? undefined : lt(stockLogs.id, BigInt(page.cursor)),
        ),
      )
      .orderBy(desc(stockLogs.id))
      .limit(limit + 1)
    const items = rows.slice(0, limit).map(({ storeId: _s, stockItemId: _i, id, createdAt, ...rest }) => ({
      id: String(id),
      at: createdAt.toISOString(),
      ...rest,
    }))
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
  })
}
