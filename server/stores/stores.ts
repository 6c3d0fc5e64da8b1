/**
 * Stores and how a request finds its own.
 *
 * STO1 a slug or a host names at most one store; the first store made is the default.
 * STO2 settings are stored sparsely; what is not set follows the defaults in shared/store.ts.
 * STO3 what other processes change is seen within 5 seconds, what this one changes at once.
 * STO4 an active store sells; an inactive one shows its window and reserves nothing, from the COMMIT on, in every process.
 * STO5 a suspended store is closed to shoppers (403: nothing is broken, asking again does not help, and it may come back)
 *      and sells nothing; its people still see and keep what they have. Owners and the command suspend and reopen.
 * STO6 the slug stays; the currency stays from the first product or checkout on; a domain is of one store and set by owners.
 */
import { asc, eq, or } from 'drizzle-orm'
import { openingHoursSchema } from '../../shared/hours.ts'
import { languageOf, type Language } from '../../shared/language.ts'
import {
  defaultSettings,
  newStoreSchema,
  storeSettingsSchema,
  type NewStore,
  type StoreProfile,
  type StoreSettings,
} from '../../shared/store.ts'
import { storeThemeSchema } from '../../shared/theme.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { businesses, stores } from './tables.ts'

const FRESH_MS = 5_000
/** No slug and no host is longer; what is asked for may be as long as a request. */
const LONGEST_NAME = 253

/** Slug or host → store, kept for 5 s; `undefined` is kept as well, so that guessing does not reach the database. */
export type StoreDirectory = {
  bySlug: (slug: string) => Promise<Store | undefined>
  /** The store of that host, else the default one. */
  byHost: (host: string) => Promise<Store | undefined>
  forget: () => void
}

export function createStoreDirectory(db: Database): StoreDirectory {
  const known = new Map<string, { store: Promise<Store | undefined>; until: number }>()
  const remember = (key: string, find: () => Promise<Store | undefined>): Promise<Store | undefined> => {
    const kept = known.get(key)
    if (kept && kept.until > Date.now()) return kept.store
    if (known.size > 10_000) known.clear()
    const store = find()
    known.set(key, { store, until: Date.now() + FRESH_MS })
    store.catch(() => known.delete(key)) // the caller sees the error; the next one asks again
    return store
  }
  return {
    bySlug: (slug) =>
      slug.length > LONGEST_NAME
        ? Promise.resolve(undefined)
        : remember(`slug:${slug}`, () =>
            findStore(db, (tx) => tx.select().from(stores).where(eq(stores.slug, slug))),
          ),
    byHost: (asked) => {
      const host = asked.slice(0, LONGEST_NAME + 1)
      return remember(`host:${host}`, async () => {
        const own = await findStore(db, (tx) => tx.select().from(stores).where(eq(stores.host, host)))
        return (
          own ??
          findStore(db, (tx) =>
            tx.select().from(stores).orderBy(asc(stores.createdAt), asc(stores.id)).limit(1),
          )
        )
      })
    },
    forget: () => known.clear(),
  }
}

type StoreRow = typeof stores.$inferSelect

async function findStore(db: Database, find: (tx: Tx) => Promise<StoreRow[]>): Promise<Store | undefined> {
  const [row] = await withSystem(db, find)
  return row && toStore(row)
}

export function toStore(row: StoreRow): Store {
  const { businessId: _b, host: _h, createdAt: _c, settings, hours, theme, ...rest } = row
  return Object.freeze({
    ...rest,
    settings: withDefaults(settings),
    // what becomes a style sheet is looked at once more
    hours: openingHoursSchema.nullable().parse(hours),
    theme: storeThemeSchema.nullable().parse(theme),
  })
}

const withDefaults = (settings: Partial<StoreSettings>): StoreSettings =>
  storeSettingsSchema.parse({ ...defaultSettings, ...settings })

/** What the store says of itself, in its own language where that one is not there. */
export const toProfile = (
  { id: _id, settings, translations, ...profile }: Store,
  language: Language = languageOf(profile.locale),
): StoreProfile => ({
  ...profile,
  tagline:
    (language === languageOf(profile.locale) ? null : translations[language]?.tagline) ?? profile.tagline,
  holdMinutes: settings.holdMinutes,
})

/** Makes a store and returns it; refuses a slug or host that is taken. */
export function addStore(db: Database, input: NewStore): Promise<Store> {
  return withSystem(db, (tx) => insertStore(tx, input))
}

/** The same in a transaction of the system role. */
export async function insertStore(tx: Tx, input: NewStore): Promise<Store> {
  const wanted = newStoreSchema.parse(input)
  const taken = await tx
    .select({ slug: stores.slug })
    .from(stores)
    .where(
      or(eq(stores.slug, wanted.slug), wanted.host === undefined ? undefined : eq(stores.host, wanted.host)),
    )
  if (taken.length > 0) throw new Refusal('conflict', { detail: 'a store with this slug or host exists' })
  const businessId = wanted.business === undefined ? null : await businessNamed(tx, wanted.business)
  const { business: _business, ...columns } = wanted
  const [row] = await tx
    .insert(stores)
    .values({ id: newId(), businessId, ...columns })
    .returning()
  if (!row) throw new Error('insert returned nothing')
  return toStore(row)
}

async function businessNamed(tx: Tx, name: string): Promise<string> {
  const [found] = await tx.select({ id: businesses.id }).from(businesses).where(eq(businesses.name, name))
  if (found) return found.id
  const id = newId()
  await tx.insert(businesses).values({ id, name })
  return id
}

/** Changes some settings and returns all of them. */
export async function changeSettings(
  db: Database,
  store: Store,
  changes: Partial<StoreSettings>,
): Promise<StoreSettings> {
  return withStore(db, store.id, async (tx) => {
    const [row] = await tx.select().from(stores).where(eq(stores.id, store.id)).for('no key update')
    if (!row) throw new Refusal('store-not-found')
    const settings = { ...row.settings, ...changes }
    await tx.update(stores).set({ settings }).where(eq(stores.id, store.id))
    return withDefaults(settings)
  })
}

/** Every store, oldest first. */
export async function listStores(db: Database): Promise<Store[]> {
  const rows = await withSystem(db, (tx) =>
    tx.select().from(stores).orderBy(asc(stores.createdAt), asc(stores.id)),
  )
  return rows.map(toStore)
}
