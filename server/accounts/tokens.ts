import { randomBytes } from 'node:crypto'
import { and, asc, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import {
  lesserRole,
  roleCovers,
  type madeTokenSchema,
  type newTokenSchema,
  type Role,
  type tokenSchema,
} from '../../shared/accounts.ts'
import { newId, sha256 } from '../platform/crypto.ts'
import { databaseError } from '../platform/database.ts'
import type { Actor, Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { apiTokens, storeMembers, users } from './tables.ts'

type Token = z.infer<typeof tokenSchema>

/** Makes a token of at most the maker's role. Its secret is in this answer and nowhere else. */
export async function makeToken(
  db: Database,
  store: Store,
  wanted: z.infer<typeof newTokenSchema>,
  actor: Actor,
): Promise<z.infer<typeof madeTokenSchema>> {
  if (actor.kind === 'shopper' || !roleCovers(actor.role, wanted.role)) {
    throw new Refusal('forbidden', { needs: wanted.role })
  }
  const secret = `vid_${randomBytes(32).toString('base64url')}`
  const id = newId()
  try {
    await withStore(db, store.id, async (tx) => {
      const makerId = await memberBehind(tx, store, actor)
      await tx
        .insert(apiTokens)
        .values({ storeId: store.id, id, ...wanted, secretHash: sha256(secret), makerId })
    })
  } catch (error) {
    // they were taken out of the store at this very moment
    if (databaseError(error)?.constraint === 'api_tokens_member') throw new Refusal('forbidden')
    throw error
  }
  const made = (await listTokens(db, store)).find((token) => token.id === id)
  if (!made) throw new Refusal('forbidden')
  return { ...made, secret }
}

/** What a token makes belongs to whoever made the token. */
async function memberBehind(
  tx: Tx,
  store: Store,
  actor: Exclude<Actor, { kind: 'shopper' }>,
): Promise<string> {
  if (actor.kind === 'user') return actor.id
  const [token] = await tx
    .select({ makerId: apiTokens.makerId })
    .from(apiTokens)
    .where(and(eq(apiTokens.storeId, store.id), eq(apiTokens.id, actor.id)))
  if (!token) throw new Refusal('forbidden')
  return token.makerId
}

const ofMember = and(eq(storeMembers.storeId, apiTokens.storeId), eq(storeMembers.userId, apiTokens.makerId))

/** Oldest first. Names are the system role's alone, so the query names its store itself. */
export async function listTokens(db: Database, store: Store): Promise<Token[]> {
  const rows = await withSystem(db, (tx) =>
    tx
      .select({
        id: apiTokens.id,
        name: apiTokens.name,
        role: apiTokens.role,
        makersRole: storeMembers.role,
        maker: users.name,
        createdAt: apiTokens.createdAt,
        lastUsedAt: apiTokens.lastUsedAt,
      })
      .from(apiTokens)
      .innerJoin(storeMembers, ofMember)
      .innerJoin(users, eq(users.id, apiTokens.makerId))
      .where(eq(apiTokens.storeId, store.id))
      .orderBy(asc(apiTokens.id)),
  )
  return rows.map(({ makersRole, createdAt, lastUsedAt, ...row }) => ({
    ...row,
    actsAs: lesserRole(row.role, makersRole),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }))
}

/** From the next request on the token opens nothing. */
export async function revokeToken(db: Database, store: Store, id: string): Promise<void> {
  const gone = await withStore(db, store.id, (tx) =>
    tx
      .delete(apiTokens)
      .where(and(eq(apiTokens.storeId, store.id), eq(apiTokens.id, id)))
      .returning({ id: apiTokens.id }),
  )
  if (gone.length === 0) throw new Refusal('not-found')
}

/** Whom a secret stands for in this store, with what its maker may do now and never more; a token of another store is not there. */
export async function findToken(
  db: Database,
  storeId: string,
  secret: string,
): Promise<{ id: string; role: Role } | undefined> {
  return withStore(db, storeId, async (tx) => {
    const [token] = await tx
      .select({
        id: apiTokens.id,
        role: apiTokens.role,
        makersRole: storeMembers.role,
        isStale: sql<boolean>`coalesce(${apiTokens.lastUsedAt} < now() - interval '1 minute', true)`,
      })
      .from(apiTokens)
      .innerJoin(storeMembers, ofMember)
      .where(and(eq(apiTokens.storeId, storeId), eq(apiTokens.secretHash, sha256(secret))))
    if (!token) return undefined
    if (token.isStale) {
      await tx
        .update(apiTokens)
        .set({ lastUsedAt: sql`now()` })
        .where(and(eq(apiTokens.storeId, storeId), eq(apiTokens.id, token.id)))
    }
    return { id: token.id, role: lesserRole(token.role, token.makersRole) }
  })
}

/** Whether the secret opens some other store; asked only where it does not open the one at hand. */
export async function isTokenElsewhere(db: Database, secret: string): Promise<boolean> {
  const found = await withSystem(db, (tx) =>
    tx
      .select({ id: apiTokens.id })
      .from(apiTokens)
      .where(eq(apiTokens.secretHash, sha256(secret)))
      .limit(1),
  )
  return found.length > 0
}
