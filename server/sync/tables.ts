import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytea, instant } from '../platform/columns.ts'
import { stores } from '../stores/tables.ts'

/** A selection once something has been written to it. Its id is the capability of whoever made it. */
export const selections = pgTable(
  'selections',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    id: text().notNull(),
    /** Each is a document of its own: the next one begins with what is left of the one before. */
    generation: integer().notNull().default(0),
    /** PROCESSING: a checkout is pending, and nothing may be written. */
    status: text({ enum: ['AVAILABLE', 'PROCESSING'] })
      .notNull()
      .default('AVAILABLE'),
    /** Number of its last update; given out under the lock of this row, so that who follows it skips none. */
    seq: bigint({ mode: 'number' }).notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    check('selections_id', sql`${t.id} ~ '^[A-Za-z0-9_-]{22}$'`),
    check('selections_status', sql`${t.status} in ('AVAILABLE', 'PROCESSING')`),
  ],
)

const ofSelection = { storeId: uuid('store_id').notNull(), selectionId: text('selection_id').notNull() }

/** What was written since the last snapshot, as Yjs told it. */
export const selectionUpdates = pgTable(
  'selection_updates',
  {
    ...ofSelection,
    generation: integer().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    bytes: bytea().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.selectionId, t.generation, t.seq] }),
    foreignKey({
      name: 'selection_updates_selection_fk',
      columns: [t.storeId, t.selectionId],
      foreignColumns: [selections.storeId, selections.id],
    }).onDelete('cascade'),
  ],
)

/** The document up to one update. The last one of a generation counts; the one before it stays a week. */
export const selectionSnapshots = pgTable(
  'selection_snapshots',
  {
    ...ofSelection,
    generation: integer().notNull(),
    upto: bigint({ mode: 'number' }).notNull(),
    bytes: bytea().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.selectionId, t.generation, t.upto] }),
    foreignKey({
      name: 'selection_snapshots_selection_fk',
      columns: [t.storeId, t.selectionId],
      foreignColumns: [selections.storeId, selections.id],
    }).onDelete('cascade'),
  ],
)

/** Which device writes under an id of a Yjs client: the one that first brought it. */
export const selectionClients = pgTable(
  'selection_clients',
  {
    ...ofSelection,
    client: bigint({ mode: 'number' }).notNull(),
    /** Hash of what the device is known by. */
    owner: bytea().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.selectionId, t.client] }),
    foreignKey({
      name: 'selection_clients_selection_fk',
      columns: [t.storeId, t.selectionId],
      foreignColumns: [selections.storeId, selections.id],
    }).onDelete('cascade'),
  ],
)

/** Further capabilities of a selection, to edit it or only to look; each can be taken back. */
export const selectionLinks = pgTable(
  'selection_links',
  {
    ...ofSelection,
    id: uuid().notNull(),
    tokenHash: bytea('token_hash').notNull(),
    access: text({ enum: ['edit', 'view'] }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('selection_links_token').on(t.storeId, t.tokenHash),
    foreignKey({
      name: 'selection_links_selection_fk',
      columns: [t.storeId, t.selectionId],
      foreignColumns: [selections.storeId, selections.id],
    }).onDelete('cascade'),
    check('selection_links_access', sql`${t.access} in ('edit', 'view')`),
  ],
)
