import { randomBytes } from 'node:crypto'
import { and, asc, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import {
  roleCovers,
  type madeTokenSchema,
  type newTokenSchema,
  type Role,
  type tokenSchema,
} from '../../shared/accounts.ts'
import { newId, sha256 } from '../platform/crypto.ts'
import { actorName, type Actor, type Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { apiTokens } from './tables.ts'

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
  const [row] = await withStore(db, store.id, (tx) =>
    tx
      .insert(apiTokens)
      .values({
        storeId: store.id,
        id: newId(),
        ...wanted,
        secretHash: sha256(secret),
        createdBy: actorName(actor),
      })
      .returning(),
  )
  if (!row) throw new Error('insert returned nothing')
  return { ...present(row), secret }
}

export async function listTokens(db: Database, store: Store): Promise<Token[]> {
  const rows = await withStore(db, store.id, (tx) =>
    tx.select().from(apiTokens).where(eq(apiTokens.storeId, store.id)).orderBy(asc(apiTokens.id)),
  )
  return rows.map(present)
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

/** Whom a secret stands for in this store; a token of another store is not there. */
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
        isStale: sql<boolean>`coalesce(${apiTokens.lastUsedAt} < now() - interval '1 minute', true)`,
      })
      .from(apiTokens)
      .where(and(eq(apiTokens.storeId, storeId), eq(apiTokens.secretHash, sha256(secret))))
    if (token?.isStale) {
      await tx
        .update(apiTokens)
        .set({ lastUsedAt: sql`now()` })
        .where(and(eq(apiTokens.storeId, storeId), eq(apiTokens.id, token.id)))
    }
    return token
  })
}

function present({ id, name, role, createdAt, lastUsedAt }: typeof apiTokens.$inferSelect): Token {
  return { id, name, role, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null }
}
