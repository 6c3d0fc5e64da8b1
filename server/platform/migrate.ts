import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { APP_ROLE, SYSTEM_ROLE } from './database.ts'

export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Tables without a store: people and their sessions. The application role has no rights on them at all. */
const SYSTEM_TABLES = ['users', 'sessions', 'auth_accounts', 'verifications', 'businesses']
/** Histories: written once, never changed. */
const APPEND_ONLY = ['stock_logs', 'checkout_events']

type Passwords = { app: string; system: string }

/** Brings the database up to date; many processes may call it at once, one works, the others wait. */
export async function migrateUnderLock(owner: pg.ClientConfig, passwords?: Passwords): Promise<void> {
  const client = new pg.Client({ connectionTimeoutMillis: 5_000, ...owner })
  client.on('error', () => undefined) // the query under way rejects with the same error
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(727001)')
    await client.query(rolesSql(passwords))
    await migrate(drizzle({ client }), { migrationsFolder })
    await client.query(grantsSql)
  } finally {
    await client.end()
  }
}

/** Roles belong to the cluster, not to the database, so they are made here and not in a migration. */
function rolesSql(passwords: Passwords | undefined): string {
  return [
    [APP_ROLE, passwords?.app],
    [SYSTEM_ROLE, passwords?.system],
  ]
    .map(
      ([role, password]) => `do $$ begin
        if not exists (select from pg_roles where rolname = '${role}') then
          create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole;
        end if;
      end $$;
      ${password === undefined ? '' : `alter role ${role} password ${pg.escapeLiteral(password)};`}`,
    )
    .join('\n')
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
