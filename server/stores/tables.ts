import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { OpeningHours } from '../../shared/hours.ts'
import type { StoreTranslations } from '../../shared/translations.ts'
import { storeStatuses, type StoreSettings } from '../../shared/store.ts'
import type { StoreTheme } from '../../shared/theme.ts'
import { instant } from '../platform/columns.ts'

export const businesses = pgTable('businesses', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
})

export const stores = pgTable(
  'stores',
  {
    id: uuid().primaryKey(),
    businessId: uuid('business_id').references(() => businesses.id),
    slug: text().notNull().unique(),
    host: text().unique(),
    name: text().notNull(),
    tagline: text(),
    locale: text().notNull(),
    currency: text().notNull(),
    timeZone: text('time_zone').notNull(),
    whatsapp: text(),
    status: text({ enum: storeStatuses }).notNull().default('active'),
    settings: jsonb().$type<Partial<StoreSettings>>().notNull().default({}),
    hours: jsonb().$type<OpeningHours>(),
    theme: jsonb().$type<StoreTheme>(),
    translations: jsonb().$type<StoreTranslations>().notNull().default({}),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('stores_business').on(t.businessId),
    check('stores_status', sql`${t.status} in ('active', 'inactive', 'suspended')`),
  ],
)
