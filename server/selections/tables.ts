import { sql } from 'drizzle-orm'
import { integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { RemovalReason } from '../../shared/selection.ts'
import { instant } from '../platform/columns.ts'
import { stores } from '../stores/tables.ts'

/** One look through all selections of a store. The rows are their own queue, and stay as the report. */
export const selectionCleanings = pgTable(
  'selection_cleanings',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    id: uuid().notNull(),
    startedBy: text('started_by').notNull(),
    startedAt: instant('started_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    selections: integer().notNull(),
    seen: integer().notNull().default(0),
    cleaned: integer().notNull().default(0),
    busy: integer().notNull().default(0),
    lines: integer().notNull().default(0),
    reasons: jsonb().$type<Partial<Record<RemovalReason, number>>>().notNull().default({}),
    /** The last selection that was looked at, in the order of ids. */
    upto: text().notNull().default(''),
    /** Lies ahead while somebody is at it. */
    notBefore: instant('not_before').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    uniqueIndex('selection_cleanings_under_way')
      .on(t.storeId)
      .where(sql`${t.finishedAt} is null`),
  ],
)
