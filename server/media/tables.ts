import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { mediaStates, type FetchReason } from '../../shared/media.ts'
import { instant } from '../platform/columns.ts'
import { stores } from '../stores/tables.ts'

/**
 * The pictures of a store. One that was named by its address waits until it has been fetched: such rows are their own
 * queue. `hash` is the name under which the bytes lie; stores that have the same picture share them.
 */
export const media = pgTable(
  'media',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    id: uuid().notNull(),
    state: text({ enum: mediaStates }).notNull(),
    hash: text(),
    width: integer(),
    height: integer(),
    thumbhash: text(),
    /** Of the master, from which the served ones are made. */
    bytes: integer(),
    /** Where it comes from; null where it was uploaded. */
    sourceUrl: text('source_url'),
    /** Why the last attempt to fetch it failed. */
    reason: text().$type<FetchReason>(),
    attempts: integer().notNull().default(0),
    /** No attempt before. Lies ahead while somebody is at it. */
    notBefore: instant('not_before').notNull().defaultNow(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    // an address may be longer than an index takes
    uniqueIndex('media_source')
      .on(t.storeId, sql`md5(${t.sourceUrl})`)
      .where(sql`${t.sourceUrl} is not null`),
    uniqueIndex('media_upload')
      .on(t.storeId, t.hash)
      .where(sql`${t.sourceUrl} is null`),
    index('media_waiting')
      .on(t.notBefore)
      .where(sql`${t.state} = 'waiting'`),
    index('media_hash').on(t.hash),
    check('media_state', sql`${t.state} in ('waiting', 'ready', 'failed')`),
    check(
      'media_ready',
      sql`(${t.state} = 'ready') = (${t.hash} is not null and ${t.width} is not null and ${t.height} is not null)`,
    ),
    check('media_hash_form', sql`${t.hash} ~ '^[0-9a-f]{32}$'`),
  ],
)

export const storeLogos = pgTable(
  'store_logos',
  {
    storeId: uuid('store_id')
      .primaryKey()
      .references(() => stores.id),
    mediaId: uuid('media_id').notNull(),
  },
  (t) => [foreignKey({ columns: [t.storeId, t.mediaId], foreignColumns: [media.storeId, media.id] })],
)
