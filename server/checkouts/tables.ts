import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { checkoutEventKinds, checkoutStatuses } from '../../shared/checkout.ts'
import type { Configuration } from '../../shared/selection.ts'
import { bytea, instant } from '../platform/columns.ts'
import { stockItems } from '../stock/tables.ts'
import { stores } from '../stores/tables.ts'
import type { MessageParts } from './whatsapp-message.ts'

/** Compared byte by byte, so that the beginning of a word is a range of an index. */
const word = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** An immutable snapshot: after it was made, only status and the end of the hold change. */
export const checkouts = pgTable(
  'checkouts',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    id: uuid().notNull(),
    codeHash: bytea('code_hash').notNull(),
    status: text({ enum: checkoutStatuses }).notNull().default('pending'),
    currency: text().notNull(),
    subtotalMinor: bigint('subtotal_minor', { mode: 'number' }).notNull(),
    discountMinor: bigint('discount_minor', { mode: 'number' }).notNull(),
    totalMinor: bigint('total_minor', { mode: 'number' }).notNull(),
    customerName: text('customer_name'),
    customerPhone: text('customer_phone'),
    note: text(),
    source: text(),
    selectionId: text('selection_id'),
    deviceId: text('device_id'),
    /** Keyed hash of the client's address (IPv6: its /64), for the cap on open holds. */
    addressHash: bytea('address_hash'),
    idempotencyKey: text('idempotency_key').notNull(),
    requestHash: bytea('request_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    firstExpiresAt: instant('first_expires_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    endReason: text('end_reason'),
    /** Where opening WhatsApp moves the end of a shorter first hold to; null where there was none. */
    fullExpiresAt: instant('full_expires_at'),
    /** The one whose hold this took over. */
    replacesId: uuid('replaces_id'),
    /** What the message of the first answer was made of, so that a replay answers the same; null where it is older. */
    message: jsonb().$type<MessageParts>(),
    /** As a number, so that its first letters are a range: `referenceRange` in rules.ts. */
    reference: bigint({ mode: 'number' })
      .notNull()
      .generatedAlwaysAs(sql`('x' || right(id::text, 10))::bit(40)::bigint`),
  },
  (t) => [
    /*
     * Of the indexes without a condition this one must be the youngest: a migration that adds another makes the key anew.
     * Each line and each event of a new checkout is checked against its checkout by a statement of Postgres' own,
     * `select 1 from only checkouts x where store_id = $1 and id = $2 for key share of x`, which a connection plans once.
     * While there are no statistics, on a new table until autovacuum has come by, all indexes that lead to the store cost
     * the same there, and of equals the planner takes the youngest. That was the idempotency key: every check read
     * every key of the store, which made a checkout 10 ms slower at 700 of them. Planning anew would not help: equals tie
     * again, whether the plan is generic or custom.
     */
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('checkouts_code').on(t.codeHash),
    unique('checkouts_idempotency_key').on(t.storeId, t.idempotencyKey),
    index('checkouts_due')
      .on(t.expiresAt, t.storeId)
      .where(sql`${t.status} = 'pending'`),
    index('checkouts_by_phone')
      .on(t.storeId, t.customerPhone)
      .where(sql`${t.status} = 'pending' and ${t.customerPhone} is not null`),
    index('checkouts_by_device')
      .on(t.storeId, t.deviceId)
      .where(sql`${t.status} = 'pending' and ${t.deviceId} is not null`),
    index('checkouts_by_address')
      .on(t.storeId, t.addressHash)
      .where(sql`${t.status} = 'pending' and ${t.addressHash} is not null`),
    uniqueIndex('checkouts_one_pending_per_selection')
      .on(t.storeId, t.selectionId)
      .where(sql`${t.status} = 'pending' and ${t.selectionId} is not null`),
    foreignKey({ columns: [t.storeId, t.replacesId], foreignColumns: [t.storeId, t.id] }),
    index('checkouts_replaces')
      .on(t.storeId, t.replacesId)
      .where(sql`${t.replacesId} is not null`),
    index('checkouts_pending')
      .on(t.storeId, t.expiresAt, t.id)
      .where(sql`${t.status} = 'pending'`),
    index('checkouts_ended')
      .on(t.storeId, t.status, t.id)
      .where(sql`${t.status} <> 'pending'`),
    index('checkouts_reference').on(t.reference, t.storeId),
    check('checkouts_status', sql`${t.status} in ('pending', 'confirmed', 'expired', 'cancelled')`),
    check('checkouts_ended', sql`(${t.status} = 'pending') = (${t.endedAt} is null)`),
  ],
)

export const checkoutItems = pgTable(
  'checkout_items',
  {
    storeId: uuid('store_id').notNull(),
    checkoutId: uuid('checkout_id').notNull(),
    line: smallint().notNull(),
    productId: uuid('product_id').notNull(),
    variantId: uuid('variant_id').notNull(),
    stockItemId: uuid('stock_item_id').notNull(),
    /** Whether the stock item was counted when this was made: only then there is something to release. */
    isHeld: boolean('is_held').notNull(),
    name: text().notNull(),
    variantTitle: text('variant_title').notNull(),
    sku: text(),
    quantity: integer().notNull(),
    unitPriceMinor: bigint('unit_price_minor', { mode: 'number' }).notNull(),
    lineDiscountMinor: bigint('line_discount_minor', { mode: 'number' }).notNull(),
    lineTotalMinor: bigint('line_total_minor', { mode: 'number' }).notNull(),
    configuration: jsonb().$type<Configuration>(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.checkoutId, t.line] }),
    foreignKey({ columns: [t.storeId, t.checkoutId], foreignColumns: [checkouts.storeId, checkouts.id] }),
    foreignKey({ columns: [t.storeId, t.stockItemId], foreignColumns: [stockItems.storeId, stockItems.id] }),
    index('checkout_items_stock_item').on(t.storeId, t.stockItemId, t.checkoutId),
    check('checkout_items_quantity', sql`${t.quantity} between 1 and 999`),
  ],
)

/**
 * What a merchant may type to find a checkout by its customer: each word of the name, the phone from each of its first
 * four digits on, and its end backwards after a `<`. A trigger writes them.
 */
export const checkoutWords = pgTable(
  'checkout_words',
  {
    storeId: uuid('store_id').notNull(),
    word: word().notNull(),
    checkoutId: uuid('checkout_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.word, t.checkoutId] }),
    foreignKey({ columns: [t.storeId, t.checkoutId], foreignColumns: [checkouts.storeId, checkouts.id] }),
  ],
)

export const checkoutEvents = pgTable(
  'checkout_events',
  {
    storeId: uuid('store_id').notNull(),
    id: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity().notNull(),
    checkoutId: uuid('checkout_id').notNull(),
    kind: text({ enum: checkoutEventKinds }).notNull(),
    actor: text().notNull(),
    details: jsonb().$type<Record<string, unknown>>(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    foreignKey({ columns: [t.storeId, t.checkoutId], foreignColumns: [checkouts.storeId, checkouts.id] }),
    index('checkout_events_checkout').on(t.storeId, t.checkoutId, t.id),
  ],
)
