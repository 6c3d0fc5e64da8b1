import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  pgView,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { stockLogKinds } from '../../shared/stock.ts'
import { instant } from '../platform/columns.ts'
import { stores } from '../stores/tables.ts'

/** What is counted. `available = on_hand - reserved`; an untracked item reserves always and logs nothing. */
export const stockItems = pgTable(
  'stock_items',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    id: uuid().notNull(),
    onHand: integer('on_hand').notNull().default(0),
    reserved: integer().notNull().default(0),
    isTracked: boolean('is_tracked').notNull().default(true),
    allowsBackorder: boolean('allows_backorder').notNull().default(false),
    lowStockThreshold: integer('low_stock_threshold'),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    check('stock_items_reserved', sql`${t.reserved} >= 0`),
    check(
      'stock_items_no_oversell',
      sql`${t.allowsBackorder} or not ${t.isTracked} or (${t.onHand} >= 0 and ${t.reserved} <= ${t.onHand})`,
    ),
  ],
)

/** Append-only: the application role may insert and read, never change. */
export const stockLogs = pgTable(
  'stock_logs',
  {
    storeId: uuid('store_id').notNull(),
    id: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity().notNull(),
    stockItemId: uuid('stock_item_id').notNull(),
    kind: text({ enum: stockLogKinds }).notNull(),
    onHandDelta: integer('on_hand_delta').notNull(),
    reservedDelta: integer('reserved_delta').notNull(),
    onHandAfter: integer('on_hand_after').notNull(),
    reservedAfter: integer('reserved_after').notNull(),
    reason: text(),
    actor: text().notNull(),
    /** Of the same store, by the foreign key `stock_logs_checkout_fk`, which only the migration can say: checkouts know stock. */
    checkoutId: uuid('checkout_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    foreignKey({ columns: [t.storeId, t.stockItemId], foreignColumns: [stockItems.storeId, stockItems.id] }),
    index('stock_logs_item').on(t.storeId, t.stockItemId, t.id),
    index('stock_logs_checkout').on(t.storeId, t.checkoutId),
    // a hold is reserved once and ends once, whatever the code believes; a late confirm reserves a second time
    uniqueIndex('stock_logs_ends_once')
      .on(t.storeId, t.checkoutId, t.stockItemId, t.kind)
      .where(sql`${t.kind} in ('release', 'confirm')`),
    check(
      'stock_logs_kind',
      sql`${t.kind} in ('receive', 'adjust', 'count', 'reserve', 'release', 'confirm', 'return')`,
    ),
  ],
)

/** Counters beside the variant they belong to; a view, so that stock needs to know nothing of the catalogue. */
export const stockLevels = pgView('stock_levels', {
  storeId: uuid('store_id').notNull(),
  variantId: uuid('variant_id').notNull(),
  productId: uuid('product_id').notNull(),
  stockItemId: uuid('stock_item_id').notNull(),
  productName: text('product_name').notNull(),
  variantTitle: text('variant_title').notNull(),
  sku: text(),
  onHand: integer('on_hand').notNull(),
  reserved: integer().notNull(),
  isTracked: boolean('is_tracked').notNull(),
  allowsBackorder: boolean('allows_backorder').notNull(),
  lowStockThreshold: integer('low_stock_threshold'),
  isLow: boolean('is_low').notNull(),
}).existing()
