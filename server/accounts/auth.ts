import { createHmac, timingSafeEqual } from 'node:crypto'
import { betterAuth } from 'better-auth/minimal'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { and, eq, gt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Context } from 'hono'
import { deleteCookie, setSignedCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'
import type { Config } from '../config.ts'
import { newId, type Keys } from '../platform/crypto.ts'
import { sqlState } from '../platform/database.ts'
import type { RequestEnv } from '../platform/http.ts'
import type { Logger } from '../platform/logger.ts'
import { withSystem, type Database } from '../platform/tenancy.ts'
import { authAccounts, sessions, users, verifications } from './tables.ts'

export const AUTH_PATH = '/api/auth'
const DAY_SECONDS = 86_400
export const SESSION_DAYS = 14

type AuthDeps = { db: Database; keys: Keys; config: Config; log: Logger }

/** Who asks: what they sent, and where they came, as the pipeline has found it. */
export type Asker = { headers: Headers; origin: string }

const isOverTls = (origin: string): boolean => origin.startsWith('https:')

/** `__Host-` binds the cookie to this very host over TLS; plain http, as on one's own machine, cannot have it. */
const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-vidriera-session' : 'vidriera-session')

export type Auth = { handler: (request: Request) => Promise<Response> }

/** One for each kind of cookie, made when it is first needed. */
export function createAuths(deps: AuthDeps): (origin: string) => Auth {
  const made = new Map<boolean, Auth>()
  return (origin) => {
    const isSecure = isOverTls(origin)
    const auth = made.get(isSecure) ?? createAuth(deps, isSecure)
    made.set(isSecure, auth)
    return auth
  }
}

/** Sign-in by e-mail and password over the system role, which alone may read people and sessions. */
function createAuth({ db, keys, config, log }: AuthDeps, isSecure: boolean): Auth {
  const cookie = (name: string) => ({ name, attributes: { secure: isSecure } })
  return betterAuth({
    appName: 'Vidriera',
    basePath: AUTH_PATH,
    ...(config.publicUrl === undefined ? {} : { baseURL: config.publicUrl }),
    trustedOrigins: (request) => Promise.resolve(originsOf(config, request)),
    secret: keys.auth,
    database: drizzleAdapter(drizzle({ client: db.pools.system }), {
      provider: 'pg',
      schema: { user: users, session: sessions, account: authAccounts, verification: verifications },
      transaction: false, // drizzle's own lets a late query run in somebody else's transaction
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: {
      expiresIn: SESSION_DAYS * DAY_SECONDS,
      updateAge: DAY_SECONDS,
      cookieCache: { enabled: false },
    },
    rateLimit: { enabled: false }, // ours: sign-in-limits.ts
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message, ...details) => report(log, message, details) },
    onAPIError: { throw: true },
    advanced: {
      useSecureCookies: false, // the names below carry their own prefix
      cookiePrefix: 'vidriera',
      cookies: {
        session_token: cookie(cookieName(isSecure)),
        dont_remember: cookie(isSecure ? '__Host-vidriera-brief' : 'vidriera-brief'),
      },
      disableOriginCheck: false, // it would switch itself off under a test runner
      disableCSRFCheck: false,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
    },
  })
}

function originsOf(config: Config, request: Request | undefined): string[] {
  const host = request?.headers.get('host')
  return [
    ...(config.publicUrl ? [config.publicUrl] : []),
    ...(host ? [`https://${host}`, `http://${host}`] : []),
  ]
}

/** Database errors quote their parameters, e-mails and session tokens among them: only names and codes are kept. */
function report(log: Logger, message: string, details: unknown[]): void {
  const errors = details.filter((detail) => detail instanceof Error)
  log.error(
    { errors: errors.map((error) => ({ name: error.name, sqlState: sqlState(error) })) },
    message.replace(/\S+@\S+/g, '[removed]'),
  )
}

export type Person = { userId: string; name: string; email: string }

/**
 * The person behind the session cookie, read from the database on every call. It is read here and not through
 * better-auth, which turns a database that is away into a plain failure.
 */
export async function readSession(
  deps: Pick<AuthDeps, 'db' | 'keys'>,
  asker: Asker,
): Promise<Person | undefined> {
  const token = signedToken(deps.keys, asker)
  if (token === undefined) return undefined
  const [row] = await withSystem(deps.db, (tx) =>
    tx
      .select({ userId: users.id, name: users.name, email: users.email })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(eq(sessions.token, token), gt(sessions.expiresAt, sql`now()`))),
  )
  return row
}

/** The cookie is `<token>.<HMAC of it>`, so that a token read from the database or a log opens nothing. */
function signedToken(keys: Keys, { headers, origin }: Asker): string | undefined {
  const name = cookieName(isOverTls(origin))
  const value = parse(headers.get('cookie') ?? '', name)[name]
  const dot = value?.lastIndexOf('.') ?? -1
  if (value === undefined || dot < 1) return undefined
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const right = createHmac('sha256', keys.auth).update(token).digest()
  return given.length === right.length && timingSafeEqual(given, right) ? token : undefined
}

/** Signs a browser in by a session of ours, in place of the one it had. */
export async function setSessionCookie(
  { keys }: Pick<AuthDeps, 'keys'>,
  c: Context<RequestEnv>,
  token: string,
): Promise<void> {
  const secure = isOverTls(c.get('origin'))
  await setSignedCookie(c, cookieName(secure), token, keys.auth, {
    ...{ path: '/', httpOnly: true, sameSite: 'Lax', secure },
    maxAge: SESSION_DAYS * DAY_SECONDS,
  })
}

export function clearSessionCookie(c: Context<RequestEnv>): void {
  const secure = isOverTls(c.get('origin'))
  deleteCookie(c, cookieName(secure), { path: '/', httpOnly: true, sameSite: 'Lax', secure })
}
