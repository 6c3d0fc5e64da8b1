import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import type { CheckoutRequest, MadeCheckout } from '../shared/checkout.ts'
import type { Role } from '../shared/accounts.ts'
import { createApp } from './app.ts'
import { makeCheckout } from './checkouts/checkouts.ts'
import { cancelCheckout, confirmCheckout, extendCheckout } from './checkouts/end-checkouts.ts'
import { createCheckoutMaker, type CheckoutMaker } from './checkouts/make-checkouts.ts'
import { readConfig } from './config.ts'
import { createDeps, type Deps } from './deps.ts'
import { deriveKeys, newId, sha256 } from './platform/crypto.ts'
import type { Actor, Store } from './platform/http.ts'
import { Refusal } from './platform/problem.ts'
import { withSystem, type Database, type Tx } from './platform/tenancy.ts'
import type { TestDatabase } from './platform/test-database.ts'

export const keys = deriveKeys('a secret for tests that is long enough')
export const merchant: Actor = { kind: 'token', id: newId(), role: 'agent' }
export const shopper: Actor = { kind: 'shopper' }
/** Longer runs of the same proofs: more rounds, same rules. */
export const isSoak = process.env['SOAK'] === '1'

export type Buying = Partial<Omit<CheckoutRequest, 'items'>> & {
  key?: string
  device?: string
  address?: string
}
export type Line = { variantId: string; quantity?: number }

/** The use-cases of one store as one buyer after the other would press them. */
export function shopOf(
  db: Database,
  options: { areCapsOn?: boolean; maker?: CheckoutMaker; publicUrl?: string } = {},
) {
  const making = {
    db,
    keys,
    makeCheckout: options.maker ?? createCheckoutMaker({ db }),
    publicUrl: options.publicUrl ?? 'http://localhost:3000',
    areCapsOn: options.areCapsOn ?? false,
  }
  return {
    buy: (store: Store, lines: Line[], buying: Buying = {}): Promise<MadeCheckout> => {
      const { key, device, address, ...request } = buying
      const items = lines.map(({ variantId, quantity }) => ({ variantId, quantity: quantity ?? 1 }))
      const sender = { key: key ?? newId(), deviceId: device, address: address ?? '127.0.0.1' }
      return makeCheckout(making, store, { items, ...request }, sender)
    },
    /** What the selection holds, without naming it. */
    buyChosen: (store: Store, selectionId: string, buying: Buying = {}): Promise<MadeCheckout> => {
      const { key, device, address, ...request } = buying
      const sender = { key: key ?? newId(), deviceId: device, address: address ?? '127.0.0.1' }
      return makeCheckout(making, store, { ...request, selectionId }, sender)
    },
    confirm: (store: Store, id: string) => confirmCheckout(db, store, id, merchant),
    cancel: (store: Store, id: string) => cancelCheckout(db, store, id, shopper, null),
    extend: (store: Store, id: string, minutes: number) => extendCheckout(db, store, id, merchant, minutes),
  }
}

export type Outcome<T> = { done: T[]; refusals: Refusal[] }

/** Waits for all; what fails without being a refusal fails the test. */
export async function settle<T>(all: Promise<T>[]): Promise<Outcome<T>> {
  const outcome: Outcome<T> = { done: [], refusals: [] }
  for (const result of await Promise.allSettled(all)) {
    if (result.status === 'fulfilled') outcome.done.push(result.value)
    else if (result.reason instanceof Refusal) outcome.refusals.push(result.reason)
    else throw result.reason
  }
  return outcome
}

/** How often each code was refused. */
export const tally = (refusals: Refusal[]): Record<string, number> =>
  refusals.reduce<Record<string, number>>(
    (counts, { code }) => ({ ...counts, [code]: (counts[code] ?? 0) + 1 }),
    {},
  )

/** The refusal a call comes to; anything else, success included, is an error. */
export async function refusalFrom(work: Promise<unknown>): Promise<Refusal> {
  const { refusals } = await settle([work])
  if (!refusals[0]) throw new Error('was expected to be refused')
  return refusals[0]
}

type Balances = { on_hand: number; reserved: number }

export async function balancesOf(db: Database, stockItemId: string): Promise<Balances> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<Balances>(sql`select on_hand, reserved from stock_items where id = ${stockItemId}`),
  )
  if (!rows[0]) throw new Error('no such stock item')
  return rows[0]
}

export async function statusOf(db: Database, id: string): Promise<string | undefined> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<{ status: string }>(sql`select status from checkouts where id = ${id}`),
  )
  return rows[0]?.status
}

/** Sets the end of a hold into the past: time itself is the database's. */
export async function makeOverdue(db: Database, ...ids: string[]): Promise<void> {
  await withSystem(db, (tx) =>
    tx.execute(sql`update checkouts set expires_at = now() - interval '1 second', first_expires_at = now() - interval '1 second'
      where id = any (${sql.param(ids)}::uuid[])`),
  )
}

/** Kinds of the log lines of a stock item, oldest first. */
export async function logKinds(db: Database, stockItemId: string): Promise<string[]> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<{ kind: string }>(
      sql`select kind from stock_logs where stock_item_id = ${stockItemId} order by id`,
    ),
  )
  return rows.map((row) => row.kind)
}

/** Everything the database holds as one text a table; when a token was last used is left out. */
export async function fingerprint(db: Database): Promise<Record<string, string>> {
  return withSystem(db, async (tx) => {
    const tables = await tx.execute<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
    )
    const prints = tables.rows.map(({ name }) => {
      const row = sql.raw(name === 'api_tokens' ? 'row(t.id, t.role)::text' : 't::text')
      return sql`select ${name}::text as name, count(*) || ' ' || coalesce(sum(hashtextextended(${row}, 0)), 0) as print from ${sql.identifier(name)} t`
    })
    const { rows } = await tx.execute<{ name: string; print: string }>(sql.join(prints, sql` union all `))
    return Object.fromEntries(rows.map(({ name, print }) => [name, print]))
  })
}

/** A member of the store with that role, inserted as the accounts module would; answers their id. */
async function addMember(tx: Tx, store: Pick<Store, 'id'>, role: Role): Promise<string> {
  const id = newId()
  await tx.execute(
    sql`insert into users (id, name, email) values (${id}, ${role}, ${`${role}-${id}@tienda.test`})`,
  )
  await tx.execute(
    sql`insert into store_members (store_id, user_id, role) values (${store.id}, ${id}, ${role})`,
  )
  return id
}

/** An API token of that role and of a member who has it; answers its secret. */
export async function addToken(db: Database, store: Pick<Store, 'id'>, role: Role): Promise<string> {
  const secret = `vid_${newId()}${newId()}`.replaceAll('-', '')
  await withSystem(db, async (tx) => {
    const maker = await addMember(tx, store, role)
    await tx.execute(sql`insert into api_tokens (store_id, id, name, role, secret_hash, maker_id)
      values (${store.id}, ${newId()}, ${role}, ${role}, ${sha256(secret)}, ${maker})`)
  })
  return secret
}

/** A session of a member with that role, inserted as signing in would; answers the cookie. */
export async function addSession(db: Database, store: Pick<Store, 'id'>, role: Role): Promise<string> {
  const token = newId()
  await withSystem(db, async (tx) => {
    const user = await addMember(tx, store, role)
    await tx.execute(sql`insert into sessions (id, user_id, token, expires_at)
      values (${newId()}, ${user}, ${token}, now() + interval '1 day')`)
  })
  const signature = createHmac('sha256', keys.auth).update(token).digest('base64')
  return `vidriera-session=${encodeURIComponent(`${token}.${signature}`)}`
}

export type Answer = { status: number; type: string; text: string; json: unknown; headers: Headers }

/** The whole application over the test database, without a socket and without rate limits. */
export function testApp(db: TestDatabase, environment: NodeJS.ProcessEnv = {}) {
  const faults: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) })
  let deps: Deps | undefined
  let app: ReturnType<typeof createApp> | undefined
  beforeAll(() => {
    const config = readConfig({ HOST: '127.0.0.1', LIMITS: 'off', ...environment })
    deps = createDeps(config, log, { connection: db.connection, keys })
    app = createApp(deps)
  })
  afterAll(async () => deps?.close())
  const fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    if (!app) throw new Error('the app is made in beforeAll')
    return app.request(`http://localhost${path}`, init)
  }
  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(path, init)
    const text = await response.text()
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    const json: unknown = /\bjson$/.test(type) && text !== '' ? JSON.parse(text) : undefined
    return { status: response.status, type, text, json, headers: response.headers }
  }
  return {
    /** What the application has logged as an error: its faults. */
    faults,
    deps: (): Deps => {
      if (!deps) throw new Error('the app is made in beforeAll')
      return deps
    },
    /** The answer as it came, for what is not text. */
    fetch,
    request,
    send: (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
      request(path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  }
}
