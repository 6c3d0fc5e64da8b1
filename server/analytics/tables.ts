import { bigint, date, foreignKey, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { visitKinds } from '../../shared/analytics.ts'
import { products } from '../catalogue/tables.ts'
import { stores } from '../stores/tables.ts'

/** How often something was done on one day; nobody who did it is remembered. */
export const dailyVisits = pgTable(
  'daily_visits',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    /** In the store's time zone. */
    day: date().notNull(),
    kind: text({ enum: visitKinds }).notNull(),
    /** Null: the window itself. */
    productId: uuid('product_id'),
    count: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [
    unique('daily_visits_once').on(t.storeId, t.day, t.kind, t.productId).nullsNotDistinct(),
    foreignKey({
      columns: [t.storeId, t.productId],
      foreignColumns: [products.storeId, products.id],
    }).onDelete('cascade'),
  ],
)
