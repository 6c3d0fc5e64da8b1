/** Further capabilities of a selection: to choose together, or only to look. Each is a row, and can be taken back. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { SelectionAccess, SelectionLink } from '../../shared/selection-links.ts'
import { linkToken, newId, sha256, type Keys } from '../platform/crypto.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { lockRow, tellRooms } from './sync.ts'
import { selectionLinks } from './tables.ts'

/** More people than choose one present together, and few enough to be listed. */
const MOST_LINKS = 20

type Deps = { db: Database; keys: Keys }
type Place = { storeId: string; selectionId: string }

/**
 * Makes a link. Only the id of the selection itself opens this door, not a link: who was let in lets nobody in.
 * Refuses `selection-not-found` where nobody has written to it yet, `too-many-links` beyond 20 that hold.
 */
export async function addLink(
  { db, keys }: Deps,
  place: Place,
  access: SelectionAccess,
): Promise<SelectionLink> {
  const { storeId, selectionId } = place
  const id = newId()
  const token = linkToken(keys, id)
  const createdAt = await withStore(db, storeId, async (tx) => {
    if (!(await lockRow(tx, storeId, selectionId))) throw new Refusal('selection-not-found')
    if ((await tx.$count(selectionLinks, holding(place))) >= MOST_LINKS) throw new Refusal('too-many-links')
    const [made] = await tx
      .insert(selectionLinks)
      .values({ storeId, id, selectionId, tokenHash: sha256(token), access })
      .returning({ createdAt: selectionLinks.createdAt })
    if (!made) throw new Error('a link was not made')
    return made.createdAt
  })
  return { id, token, access, createdAt: createdAt.toISOString() }
}

/** Those that hold, the oldest first. */
export async function listLinks({ db, keys }: Deps, place: Place): Promise<SelectionLink[]> {
  const rows = await withStore(db, place.storeId, (tx) =>
    tx.select().from(selectionLinks).where(holding(place)).orderBy(asc(selectionLinks.id)),
  )
  return rows.map(({ id, access, createdAt }) => ({
    ...{ id, access, token: linkToken(keys, id) },
    createdAt: createdAt.toISOString(),
  }))
}

/** It opens nothing from now on, and whoever is in by it is let go; nothing changes where it does so already. */
export async function revokeLink({ db }: Pick<Deps, 'db'>, place: Place, id: string): Promise<void> {
  await withStore(db, place.storeId, async (tx) => {
    await tx
      .update(selectionLinks)
      .set({ revokedAt: sql`now()` })
      .where(and(holding(place), eq(selectionLinks.id, id)))
    await tellRooms(tx, place.storeId, place.selectionId)
  })
}

const holding = ({ storeId, selectionId }: Place) =>
  and(
    eq(selectionLinks.storeId, storeId),
    eq(selectionLinks.selectionId, selectionId),
    isNull(selectionLinks.revokedAt),
  )
