import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { roles } from '../../shared/accounts.ts'
import { bytea, instant } from '../platform/columns.ts'
import { stores } from '../stores/tables.ts'

// The first four belong to better-auth: the property names are its own. They have no store, so the
// application role has no rights on them at all; only the system role reads and writes them.
export const users = pgTable('users', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
})

export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    token: text().notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

export const authAccounts = pgTable(
  'auth_accounts',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text(),
    password: text(),
    /** Made by us and seen by somebody else: to be changed by whom it is for. */
    isIssued: boolean('is_issued').notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [index('auth_accounts_user').on(t.userId)],
)

export const verifications = pgTable(
  'verifications',
  {
    id: uuid().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [index('verifications_identifier').on(t.identifier)],
)

/** Who may do what in which store. */
export const storeMembers = pgTable(
  'store_members',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text({ enum: roles }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.userId] }),
    index('store_members_user').on(t.userId),
    check('store_members_role', sql`${t.role} in ('owner', 'admin', 'agent', 'viewer')`),
  ],
)

export const apiTokens = pgTable(
  'api_tokens',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    id: uuid().notNull(),
    name: text().notNull(),
    role: text({ enum: roles }).notNull(),
    secretHash: bytea('secret_hash').notNull(),
    /** The member behind it: the token ends with their membership. */
    makerId: uuid('maker_id').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.id] }),
    unique('api_tokens_secret').on(t.storeId, t.secretHash),
    // tells a token of another store from one that nobody has
    index('api_tokens_hash').on(t.secretHash),
    index('api_tokens_maker').on(t.storeId, t.makerId),
    foreignKey({
      name: 'api_tokens_member',
      columns: [t.storeId, t.makerId],
      foreignColumns: [storeMembers.storeId, storeMembers.userId],
    }).onDelete('cascade'),
    check('api_tokens_role', sql`${t.role} in ('owner', 'admin', 'agent', 'viewer')`),
  ],
)
