/** What people do with their own account: their name, their password, their sessions. Rule ACC11 of accounts.ts. */
import { randomBytes } from 'node:crypto'
import { verifyPassword } from 'better-auth/crypto'
import { and, asc, eq, sql } from 'drizzle-orm'
import type { Session } from '../../shared/accounts.ts'
import type { Config } from '../config.ts'
import { newId } from '../platform/crypto.ts'
import { Refusal } from '../platform/problem.ts'
import { withSystem, type Database, type Tx } from '../platform/tenancy.ts'
import { stores } from '../stores/tables.ts'
import { SESSION_DAYS, type Person } from './auth.ts'
import { newCredential, newPassword } from './people.ts'
import { authAccounts, sessions, storeMembers, users } from './tables.ts'

const ownCredential = (userId: string) =>
  and(eq(authAccounts.userId, userId), eq(authAccounts.providerId, 'credential'))

/** Who they are, their role in every store of theirs, and whether their password is still the one we made. */
export async function describeSession(
  { db, config }: { db: Database; config: Config },
  { userId: id, name, email }: Person,
): Promise<Session> {
  return withSystem(db, async (tx) => {
    const [credential] = await tx
      .select({ isIssued: authAccounts.isIssued })
      .from(authAccounts)
      .where(ownCredential(id))
    const issued = config.loadsDemo ? 'advised' : 'needed'
    const passwordChange = credential?.isIssued ? issued : 'none'
    return { user: { id, name, email }, passwordChange, stores: await storesOf(tx, id) }
  })
}

function storesOf(tx: Tx, userId: string): Promise<Session['stores']> {
  return tx
    .select({ slug: stores.slug, name: stores.name, role: storeMembers.role })
    .from(storeMembers)
    .innerJoin(stores, eq(stores.id, storeMembers.storeId))
    .where(eq(storeMembers.userId, userId))
    .orderBy(asc(stores.createdAt), asc(stores.id))
}

export async function changeName(db: Database, { userId }: Person, name: string): Promise<void> {
  await withSystem(db, (tx) =>
    tx
      .update(users)
      .set({ name, updatedAt: sql`now()` })
      .where(eq(users.id, userId)),
  )
}

/**
 * Sets a new password where `current` is the one there is; ends every session and answers the token of a new one. It is
 * a new one for this browser too: whoever has a copy of its cookie is out as well.
 */
export async function changePassword(
  db: Database,
  { userId }: Person,
  { current, next }: { current: string; next: string },
): Promise<string> {
  const [known] = await withSystem(db, (tx) =>
    tx.select({ hash: authAccounts.password }).from(authAccounts).where(ownCredential(userId)),
  )
  if (!known?.hash || !(await verifyPassword({ hash: known.hash, password: current })))
    throw new Refusal('wrong-password')
  if (current === next)
    throw new Refusal('invalid-request', {
      issues: [{ in: 'json', path: 'next', message: 'is the password there is' }],
    })
  const { hash } = await newCredential(next, false)
  const token = randomBytes(32).toString('base64url')
  await withSystem(db, async (tx) => {
    const changed = await tx
      .update(authAccounts)
      .set({ password: hash, isIssued: false, updatedAt: sql`now()` })
      .where(and(ownCredential(userId), eq(authAccounts.password, known.hash ?? '')))
      .returning({ id: authAccounts.id })
    // somebody else who knew it was quicker
    if (changed.length === 0) throw new Refusal('wrong-password')
    await tx.delete(sessions).where(eq(sessions.userId, userId))
    const expiresAt = sql`now() + make_interval(days => ${SESSION_DAYS})`
    await tx.insert(sessions).values({ id: newId(), userId, token, expiresAt })
  })
  return token
}

/**
 * A password of ours for somebody who has lost theirs, by whoever runs the installation: no mail leaves this server. It
 * ends every session and asks to be changed.
 */
export async function issuePassword(db: Database, email: string): Promise<string> {
  const { password, hash, isIssued } = await newCredential(newPassword(), true)
  await withSystem(db, async (tx) => {
    const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase()))
    if (!user) throw new Refusal('not-found', { detail: `nobody here has the address ${email}` })
    await tx
      .update(authAccounts)
      .set({ password: hash, isIssued, updatedAt: sql`now()` })
      .where(ownCredential(user.id))
    await tx.delete(sessions).where(eq(sessions.userId, user.id))
  })
  return password
}

/** Signs a person out everywhere, here included. */
export async function endSessions(db: Database, { userId }: Person): Promise<void> {
  await withSystem(db, (tx) => tx.delete(sessions).where(eq(sessions.userId, userId)))
}
