import fs from 'node:fs'
import path from 'node:path'
import { verifyPassword } from 'better-auth/crypto'
import { and, count, eq, sql } from 'drizzle-orm'
import type { Config } from '../config.ts'
import type { Logger } from '../platform/logger.ts'
import { readIfThere } from '../platform/process-lock.ts'
import { withSystem, type Database } from '../platform/tenancy.ts'
import { findOrMakeUser, newCredential, newPassword } from './people.ts'
import { authAccounts, users } from './tables.ts'

const DEMO_EMAIL = 'admin@vidriera.local'

type OwnerDeps = { db: Database; config: Config; log: Logger }

const NOBODY = 'nobody can sign in yet: set ADMIN_EMAIL and ADMIN_PASSWORD and start again'
const NOT_USED =
  'ADMIN_PASSWORD is not used: it makes the first owner and no more; a password is changed at /admin/account'

type SignIn = { email: string; password: string }

/**
 * Makes the first owner where there is none: of ADMIN_EMAIL and ADMIN_PASSWORD, else, on the embedded database,
 * with a password of our own. An account that is there keeps its password; where another was given, the log says so.
 * Answers a sign-in to print only where we made the password and it still opens.
 */
export async function ensureFirstOwner({ db, config, log }: OwnerDeps): Promise<SignIn | undefined> {
  const { adminEmail, adminPassword } = config
  const isEmbedded = config.databaseUrl === undefined
  const isThere = await hasUsers(db)
  const email = adminEmail ?? (isEmbedded ? DEMO_EMAIL : undefined)
  if (email === undefined || (adminPassword === undefined && !isEmbedded)) {
    if (!isThere) log.warn(NOBODY)
    else if (adminPassword !== undefined) log.warn(NOT_USED)
    return undefined
  }
  const file = path.join(config.dataDir, 'demo-sign-in')
  if (adminEmail !== undefined || !isThere)
    await ensureUser(db, email, adminPassword ?? (() => keptPassword(file, email)))
  if (adminPassword !== undefined && !(await opens(db, email, adminPassword))) log.warn(NOT_USED)
  const [keptEmail, password] = isEmbedded ? readKept(file) : []
  if (keptEmail !== email || password === undefined) return undefined
  return (await opens(db, email, password)) ? { email, password } : undefined
}

async function hasUsers(db: Database): Promise<boolean> {
  const [row] = await withSystem(db, (tx) => tx.select({ n: count() }).from(users))
  return (row?.n ?? 0) > 0
}

/** `password` is one that was given, or makes one of ours. */
async function ensureUser(db: Database, email: string, password: string | (() => string)): Promise<void> {
  const [known] = await withSystem(db, (tx) =>
    tx.select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase())),
  )
  if (known) return
  const isIssued = typeof password !== 'string'
  const credential = await newCredential(isIssued ? password() : password, isIssued)
  await withSystem(db, (tx) => findOrMakeUser(tx, email, credential))
}

const readKept = (file: string): (string | undefined)[] =>
  (readIfThere(file) ?? '').split('\n').filter(Boolean)

/** Written before it is used, so that no crash leaves an owner whose password nobody knows. */
function keptPassword(file: string, email: string): string {
  const [keptEmail, kept] = readKept(file)
  if (keptEmail === email && kept !== undefined) return kept
  const password = newPassword()
  const draft = `${file}.new`
  fs.writeFileSync(draft, `${email}\n${password}\n`, { mode: 0o600 })
  fs.renameSync(draft, file)
  return password
}

async function opens(db: Database, email: string, password: string): Promise<boolean> {
  const [row] = await withSystem(db, (tx) =>
    tx
      .select({ hash: authAccounts.password })
      .from(authAccounts)
      .innerJoin(users, eq(users.id, authAccounts.userId))
      .where(and(eq(users.email, email.toLowerCase()), eq(authAccounts.providerId, 'credential'))),
  )
  return row?.hash ? verifyPassword({ hash: row.hash, password }) : false
}

/** Makes the first owner (ADMIN_EMAIL, else the oldest account) owner of every store that does not know them yet. */
export async function grantFirstOwner({ db, config }: Pick<OwnerDeps, 'db' | 'config'>): Promise<void> {
  const email = config.adminEmail?.toLowerCase() ?? null
  await withSystem(db, (tx) =>
    tx.execute(sql`
      insert into store_members (store_id, user_id, role)
      select stores.id, first.id, 'owner' from stores,
        (select id from users where ${email}::text is null or email = ${email} order by created_at, id limit 1) first
      on conflict do nothing`),
  )
}
