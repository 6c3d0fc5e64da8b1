/**
 * Accounts: who asks, and what they may do in which store.
 *
 * ACC1 a sign-in that fails says the same, whoever was meant.
 * ACC2 nobody makes an account for themselves; of better-auth only sign-in, sign-out and session answer.
 * ACC3 the role is read on every request: who is demoted or removed is so at once.
 * ACC4 a token belongs to one store and has at most its maker's role; a wrong one is refused, not overlooked.
 * ACC5 secrets are shown once and stored as hashes.
 * ACC6 every store keeps an owner.
 * ACC7 the first owner owns every store, new ones included.
 * ACC8 a token ends with the membership of its maker and never may more than they may now.
 * ACC9 who is known but not of the store is refused there as forbidden, whatever they ask for; only who is unknown is told to sign in.
 * ACC10 guessing is slowed down for one address, for one account and for both: sign-in-limits.ts.
 * ACC11 a new password asks for the old one and ends every other session; one that we made is asked to be changed.
 */
import { and, eq } from 'drizzle-orm'
import type { Keys } from '../platform/crypto.ts'
import type { Actor } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { readSession, type Asker } from './auth.ts'
import { storeMembers } from './tables.ts'
import { findToken, isTokenElsewhere } from './tokens.ts'

export { ensureFirstOwner, grantFirstOwner } from './first-owner.ts'

/** Who a request comes from, in this store: bearer token, else session cookie, else a shopper. */
export type Identify = (asker: Asker, storeId: string) => Promise<Actor>

/** Asks the database every time; without a token and a cookie it does not ask at all. */
export function createIdentify(deps: { db: Database; keys: Keys }): Identify {
  return async (asker, storeId) => {
    const secret = /^Bearer +(\S*)\s*$/i.exec(asker.headers.get('authorization') ?? '')?.[1]
    if (secret !== undefined) {
      const token = await findToken(deps.db, storeId, secret)
      if (!token && (await isTokenElsewhere(deps.db, secret)))
        throw new Refusal('forbidden', { detail: 'this API token is of another store' })
      if (!token) throw new Refusal('unauthenticated', { detail: 'this API token is unknown or was revoked' })
      return { kind: 'token', id: token.id, role: token.role }
    }
    const session = await readSession(deps, asker)
    if (!session) return { kind: 'shopper' }
    const [member] = await withStore(deps.db, storeId, (tx) =>
      tx
        .select({ role: storeMembers.role })
        .from(storeMembers)
        .where(and(eq(storeMembers.storeId, storeId), eq(storeMembers.userId, session.userId))),
    )
    return member
      ? { kind: 'user', id: session.userId, role: member.role }
      : { kind: 'shopper', isSignedIn: true }
  }
}
