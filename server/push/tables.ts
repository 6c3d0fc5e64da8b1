import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { languages } from '../../shared/language.ts'
import { productVariants } from '../catalogue/tables.ts'
import { checkouts } from '../checkouts/tables.ts'
import { bytea, instant } from '../platform/columns.ts'
import { stores } from '../stores/tables.ts'

/** Where a browser takes messages, kept only while it waits for one. */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    id: uuid().notNull(),
    /** Keyed, so that a stolen database cannot be asked about an address. */
    endpointHash: bytea('endpoint_hash').notNull(),
    /** The address and the keys of the browser, encrypted. */
    sealed: bytea().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('push_subscriptions_endpoint').on(t.storeId, t.endpointHash),
  ],
)

/** What somebody asked to be told. The rows are their own queue, and are gone once it has been said. */
export const pushWishes = pgTable(
  'push_wishes',
  {
    storeId: uuid('store_id').notNull(),
    id: uuid().notNull(),
    subscriptionId: uuid('subscription_id').notNull(),
    /** That its hold ends soon. */
    checkoutId: uuid('checkout_id'),
    /** That it is back. */
    variantId: uuid('variant_id'),
    language: text({ enum: languages }).notNull(),
    /** Of the shop as it was open where this was asked. */
    origin: text().notNull(),
    /** Keyed hash of the client's address, for the cap on wishes. */
    addressHash: bytea('address_hash').notNull(),
    attempts: integer().notNull().default(0),
    /** No attempt before. Lies ahead while somebody is at it. */
    notBefore: instant('not_before').notNull().defaultNow(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    foreignKey({
      name: 'push_wishes_subscription_fk',
      columns: [t.storeId, t.subscriptionId],
      foreignColumns: [pushSubscriptions.storeId, pushSubscriptions.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'push_wishes_checkout_fk',
      columns: [t.storeId, t.checkoutId],
      foreignColumns: [checkouts.storeId, checkouts.id],
    }),
    foreignKey({
      name: 'push_wishes_variant_fk',
      columns: [t.storeId, t.variantId],
      foreignColumns: [productVariants.storeId, productVariants.id],
    }).onDelete('cascade'),
    uniqueIndex('push_wishes_hold')
      .on(t.storeId, t.checkoutId, t.subscriptionId)
      .where(sql`${t.checkoutId} is not null`),
    uniqueIndex('push_wishes_back')
      .on(t.storeId, t.variantId, t.subscriptionId)
      .where(sql`${t.variantId} is not null`),
    index('push_wishes_subscription').on(t.storeId, t.subscriptionId),
    index('push_wishes_address').on(t.storeId, t.addressHash),
    check('push_wishes_one', sql`num_nonnulls(${t.checkoutId}, ${t.variantId}) = 1`),
  ],
)
