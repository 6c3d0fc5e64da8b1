/** What a store says of itself, changed by its people or by whoever runs the installation. Rules STO4 to STO6 of stores.ts. */
import { eq, sql } from 'drizzle-orm'
import { roleCovers } from '../../shared/accounts.ts'
import type { StoreChange, StoreDetails } from '../../shared/store.ts'
import { databaseError } from '../platform/database.ts'
import type { Actor, Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { toProfile, toStore } from './stores.ts'
import { stores } from './tables.ts'

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
type Change = Defined<StoreChange>

/** What is left out of a request stays as it is. */
export const definedOnly = <T extends object>(changes: T): Defined<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Defined<T>

type StoreRow = typeof stores.$inferSelect

const toDetails = (row: StoreRow): StoreDetails => ({
  ...toProfile(toStore(row)),
  translations: row.translations,
  host: row.host,
})

export async function readDetails(db: Database, store: Store): Promise<StoreDetails> {
  return withStore(db, store.id, async (tx) => toDetails(await rowOf(tx, store.id)))
}

type Changing = { actor: Actor; ownHost: string | undefined }

/** The same store with some of it changed. `ownHost` is the installation's, which belongs to no store alone. */
export async function changeStore(
  db: Database,
  store: Store,
  wanted: StoreChange,
  { actor, ownHost }: Changing,
): Promise<StoreDetails> {
  const change = definedOnly(wanted)
  const isOwner = actor.kind !== 'shopper' && roleCovers(actor.role, 'owner')
  if (change.host !== undefined && change.host !== null && change.host === ownHost)
    throw new Refusal('conflict', { path: 'host', detail: 'this is the domain of the installation' })
  return withStore(db, store.id, async (tx) => {
    const row = await rowOf(tx, store.id, change)
    const moves = (field: keyof Change) => change[field] !== undefined && change[field] !== row[field]
    const isSuspension = change.status === 'suspended' || row.status === 'suspended'
    if (!isOwner && (moves('host') || (moves('status') && isSuspension)))
      throw new Refusal('forbidden', { needs: 'owner' })
    return save(tx, row, change)
  })
}

/** The same by command: whoever may run one may do anything. */
export async function changeStoreBySlug(
  db: Database,
  slug: string,
  wanted: StoreChange,
): Promise<StoreDetails> {
  const change = definedOnly(wanted)
  return withSystem(db, async (tx) => {
    const [found] = await tx.select({ id: stores.id }).from(stores).where(eq(stores.slug, slug))
    if (!found) throw new Refusal('store-not-found', { detail: `there is no store ${slug}` })
    return save(tx, await rowOf(tx, found.id, change), change)
  })
}

/** The row; locked where something is to be changed. */
async function rowOf(tx: Tx, id: string, change?: Change): Promise<StoreRow> {
  const reading = tx.select().from(stores).where(eq(stores.id, id))
  // a product on its way holds the key of its store: a new currency waits for it, or it for the currency
  const strength = change?.currency === undefined ? 'no key update' : 'update'
  const [row] = await (change === undefined ? reading : reading.for(strength))
  if (!row) throw new Refusal('store-not-found')
  return row
}

async function save(tx: Tx, row: StoreRow, change: Change): Promise<StoreDetails> {
  if (change.currency !== undefined && change.currency !== row.currency) await expectNothingPriced(tx, row)
  if (Object.keys(change).length === 0) return toDetails(row)
  try {
    const [changed] = await tx.update(stores).set(change).where(eq(stores.id, row.id)).returning()
    if (!changed) throw new Refusal('store-not-found')
    return toDetails(changed)
  } catch (error) {
    if (databaseError(error)?.constraint !== 'stores_host_unique') throw error
    throw new Refusal('conflict', { path: 'host', detail: 'another store has this domain' })
  }
}

/** Prices are bare numbers of the store's currency: another one would change what they say. */
async function expectNothingPriced(tx: Tx, { id }: StoreRow): Promise<void> {
  const { rows } = await tx.execute(sql`
    select where exists (select from products where store_id = ${id})
      or exists (select from checkouts where store_id = ${id})`)
  if (rows.length > 0)
    throw new Refusal('conflict', { path: 'currency', detail: 'there are products or checkouts in it' })
}
