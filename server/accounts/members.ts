import { and, asc, count, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { memberListSchema, Role, setMemberSchema } from '../../shared/accounts.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { findOrMakeUser, newCredential, newPassword, type Credential } from './people.ts'
import { apiTokens, authAccounts, sessions, storeMembers, users } from './tables.ts'

type Member = z.infer<typeof memberListSchema>['items'][number]

// Names and addresses are the system role's alone, so each query here names its store itself.

export async function listMembers(db: Database, store: Store): Promise<Member[]> {
  return withSystem(db, (tx) =>
    tx
      .select({
        userId: users.id,
        name: users.name,
        email: users.email,
        role: storeMembers.role,
        tokens: count(apiTokens.id),
      })
      .from(storeMembers)
      .innerJoin(users, eq(users.id, storeMembers.userId))
      .leftJoin(
        apiTokens,
        and(eq(apiTokens.storeId, storeMembers.storeId), eq(apiTokens.makerId, storeMembers.userId)),
      )
      .where(eq(storeMembers.storeId, store.id))
      .groupBy(users.id, storeMembers.role)
      .orderBy(asc(users.email)),
  )
}

/**
 * Gives the person with this address a role in the store; makes the person where there is none. Whoever made an account
 * has seen its password, so the account of another store's member is refused, and one that is a member nowhere gets
 * a new password and loses its sessions.
 */
export async function setMember(
  db: Database,
  store: Store,
  email: string,
  role: Role,
): Promise<z.infer<typeof setMemberSchema>> {
  const credential = await newCredential(newPassword(), true)
  return withSystem(db, async (tx) => {
    const owners = await lockOwners(tx, store)
    const user = await findOrMakeUser(tx, email, credential)
    const isFresh = user.isNew || (await isFreed(tx, store, user.id, credential))
    if (role !== 'owner') keepOneOwner(owners, user.id)
    await tx
      .insert(storeMembers)
      .values({ storeId: store.id, userId: user.id, role })
      .onConflictDoUpdate({ target: [storeMembers.storeId, storeMembers.userId], set: { role } })
    const password = isFresh ? credential.password : null
    return { userId: user.id, name: user.name, email: email.toLowerCase(), role, password }
  })
}

/** True where the known account is a member nowhere and was given the new credential; false for a member of this store. */
async function isFreed(
  tx: Tx,
  store: Store,
  userId: string,
  { hash, isIssued }: Credential,
): Promise<boolean> {
  const memberships = await tx
    .select({ storeId: storeMembers.storeId })
    .from(storeMembers)
    .where(eq(storeMembers.userId, userId))
  if (memberships.some(({ storeId }) => storeId === store.id)) return false
  if (memberships.length > 0) {
    throw new Refusal('conflict', {
      path: 'member',
      detail: 'this address belongs to an account of another store',
    })
  }
  await tx.update(authAccounts).set({ password: hash, isIssued }).where(eq(authAccounts.userId, userId))
  await tx.delete(sessions).where(eq(sessions.userId, userId))
  return true
}

export async function removeMember(db: Database, store: Store, userId: string): Promise<void> {
  await withSystem(db, async (tx) => {
    keepOneOwner(await lockOwners(tx, store), userId)
    const gone = await tx
      .delete(storeMembers)
      .where(and(eq(storeMembers.storeId, store.id), eq(storeMembers.userId, userId)))
      .returning({ userId: storeMembers.userId })
    if (gone.length === 0) throw new Refusal('not-found')
  })
}

/** Two owners who remove each other at once meet here. */
async function lockOwners(tx: Tx, store: Store): Promise<string[]> {
  const rows = await tx
    .select({ userId: storeMembers.userId })
    .from(storeMembers)
    .where(and(eq(storeMembers.storeId, store.id), eq(storeMembers.role, 'owner')))
    .orderBy(asc(storeMembers.userId))
    .for('update')
  return rows.map((row) => row.userId)
}

function keepOneOwner(owners: string[], leaving: string): void {
  if (owners.length === 1 && owners[0] === leaving) {
    throw new Refusal('conflict', { path: 'role', detail: 'the last owner of a store stays its owner' })
  }
}
