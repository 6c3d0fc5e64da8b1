import { randomInt } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { eq } from 'drizzle-orm'
import { newId } from '../platform/crypto.ts'
import type { Tx } from '../platform/tenancy.ts'
import { authAccounts, users } from './tables.ts'

/** Letters and digits that nobody confuses, in groups that can be read aloud: 95 bits. */
export function newPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

/** `isIssued`: made by us and seen by somebody else, so that whom it is for is asked to change it. */
export type Credential = { password: string; hash: string; isIssued: boolean }

/** Hashed outside of any transaction: it takes its time by design. */
export async function newCredential(password: string, isIssued: boolean): Promise<Credential> {
  return { password, hash: await hashPassword(password), isIssued }
}

/** The person with this address, made with the credential where there is none. */
export async function findOrMakeUser(
  tx: Tx,
  email: string,
  credential: Pick<Credential, 'hash' | 'isIssued'>,
): Promise<{ id: string; name: string; isNew: boolean }> {
  const address = email.toLowerCase()
  const name = address.split('@')[0] ?? address
  const id = newId()
  const made = await tx
    .insert(users)
    .values({ id, email: address, name })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id })
  if (made.length > 0) {
    await tx.insert(authAccounts).values({
      ...{ id: newId(), userId: id, accountId: id, providerId: 'credential' },
      ...{ password: credential.hash, isIssued: credential.isIssued },
    })
    return { id, name, isNew: true }
  }
  const [known] = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(eq(users.email, address))
  if (!known) throw new Error('an address is taken by nobody')
  return { ...known, isNew: false }
}
