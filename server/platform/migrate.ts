import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { sha256 } from './crypto.ts'
import { APP_ROLE, patience, SYSTEM_ROLE, withClient } from './database.ts'

export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Tables without a store: people and their sessions. The application role has no rights on them at all. */
const SYSTEM_TABLES = ['users', 'sessions', 'auth_accounts', 'verifications', 'businesses']
/** Histories: written once, never changed. */
const APPEND_ONLY = ['stock_logs', 'checkout_events']

type Passwords = { app: string; system: string }

const LOCK = 727001
const WAIT_MS = 60_000

/**
 * `work` as the owner of the database, by one process at a time: whoever changes its shape stands in line here. Waits a
 * minute for whoever is at it; the lock is given back with the connection.
 */
export function underMigrationLock<T>(
  owner: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return withClient(owner, async (client) => {
    await client.query(`set lock_timeout = ${WAIT_MS}`)
    await client.query(`select pg_advisory_lock(${LOCK})`)
    await client.query(`set lock_timeout = ${patience.lock_timeout}`)
    return work(client)
  })
}

/** Brings the database up to date; many processes may call it at once, one works, the others wait for their `begin`. */
export async function migrateUnderLock(
  owner: pg.ClientConfig,
  passwords?: Passwords,
  begin?: () => void,
): Promise<void> {
  await underMigrationLock(owner, async (client) => {
    begin?.()
    if (passwords) await expectOwnRoles(client, passwords)
    await client.query(rolesSql(passwords))
    await migrate(drizzle({ client }), { migrationsFolder })
    await client.query(grantsSql)
  })
}

const MARK = 'Vidriera, SECRET_KEY '

/** Says which SECRET_KEY the passwords follow from, and nothing about what it is. */
const markOf = ({ app }: Passwords): string => MARK + sha256(`mark ${app}`).toString('hex').slice(0, 16)

/** A server with another key would take the roles from those that use them, and every link would be dead to it. */
async function expectOwnRoles(client: pg.Client, passwords: Passwords): Promise<void> {
  const { rows } = await client.query<{ mark: string }>(
    `select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = $1`,
    [APP_ROLE],
  )
  const mark = rows[0]?.mark
  if (!mark?.startsWith(MARK) || mark === markOf(passwords)) return
  throw new Error(
    `SECRET_KEY is not the one that the roles of this database server follow from: start with that one (or, to give up every link made with it: comment on role ${APP_ROLE} is null)`,
  )
}

/** Roles belong to the cluster, not to the database, so they are made here and not in a migration. */
function rolesSql(passwords: Passwords | undefined): string {
  const made = [
    [APP_ROLE, passwords?.app],
    [SYSTEM_ROLE, passwords?.system],
  ].map(
    ([role, password]) => `do $$ begin
        if not exists (select from pg_roles where rolname = '${role}') then
          create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole;
        end if;
      end $$;
      ${password === undefined ? '' : `alter role ${role} password ${pg.escapeLiteral(password)};`}`,
  )
  const mark = passwords && `comment on role ${APP_ROLE} is ${pg.escapeLiteral(markOf(passwords))};`
  return [...made, mark ?? ''].join('\n')
}

const grantsSql = `
  revoke create on schema public from public;
  grant usage on schema public to ${APP_ROLE}, ${SYSTEM_ROLE};
  grant select, insert, update, delete on all tables in schema public to ${APP_ROLE}, ${SYSTEM_ROLE};
  grant usage, select on all sequences in schema public to ${APP_ROLE}, ${SYSTEM_ROLE};
  revoke all on ${SYSTEM_TABLES.join(', ')} from ${APP_ROLE};
  revoke insert, delete on stores from ${APP_ROLE};
  revoke delete on checkouts, checkout_items, stock_items from ${APP_ROLE};
  revoke update on checkout_items from ${APP_ROLE};
  revoke update, delete, truncate on ${APPEND_ONLY.join(', ')} from ${APP_ROLE}, ${SYSTEM_ROLE};
`
