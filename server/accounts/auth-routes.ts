import { Hono, type Context } from 'hono'
import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { sessionSchema, type Session } from '../../shared/accounts.ts'
import type { Deps } from '../deps.ts'
import { jsonBodies, operation, valid, type RequestEnv } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withSystem, type Database } from '../platform/tenancy.ts'
import { stores } from '../stores/tables.ts'
import { AUTH_PATH, createAuth, readSession } from './auth.ts'
import { createSignInLimits } from './sign-in-limits.ts'
import { storeMembers } from './tables.ts'

type AuthDeps = Pick<Deps, 'db' | 'keys' | 'config' | 'log'>

const credentialsSchema = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(128),
  rememberMe: z.boolean().optional(),
})
const signedInSchema = z.strictObject({ user: sessionSchema.shape.user })

/**
 * `/api/auth/sign-in/email`, `/sign-out`, `/get-session`: better-auth behind a door of ours. Its other endpoints do
 * not exist here, and no answer holds the session token, which belongs in the cookie alone.
 */
export function authRoutes(deps: AuthDeps) {
  const auth = createAuth(deps)
  const limits = deps.config.areLimitsOn ? createSignInLimits() : undefined
  const pass = (c: Context, path: string, body?: unknown) => auth.handler(toAuth(deps, c, path, body))
  return new Hono<RequestEnv>()
    .use(jsonBodies())
    .post(
      '/sign-in/email',
      operation({
        id: 'signIn',
        summary: 'Sign in by e-mail and password; the session is a cookie',
        access: 'public',
        answers: { 200: signedInSchema },
        problems: ['unauthenticated', 'foreign-origin'],
      }),
      valid('json', credentialsSchema),
      async (c) => {
        const { email, ...rest } = c.req.valid('json')
        const address = email.toLowerCase()
        await limits?.take(c.get('address'), address)
        const answer = await pass(c, '/sign-in/email', { email: address, ...rest })
        if (!answer.ok) refuse(deps, answer.status)
        await limits?.giveBack(c.get('address'), address)
        const { user } = z
          .object({ user: z.object(sessionSchema.shape.user.shape) })
          .parse(await answer.json())
        return withCookies(answer, c.json({ user }))
      },
    )
    .post(
      '/sign-out',
      operation({
        id: 'signOut',
        summary: 'End the session',
        access: 'public',
        answers: { 204: null },
        problems: ['foreign-origin'],
      }),
      async (c) => {
        const answer = await pass(c, '/sign-out', {})
        if (!answer.ok) refuse(deps, answer.status)
        return withCookies(answer, c.body(null, 204))
      },
    )
    .get(
      '/get-session',
      operation({
        id: 'getAuthSession',
        summary: 'Who is signed in; keeps a session in use from ending',
        access: 'public',
        answers: { 200: signedInSchema },
        problems: ['unauthenticated'],
      }),
      async (c) => {
        const session = await readSession(deps, c.req.raw.headers)
        const answer = await pass(c, '/get-session')
        if (!answer.ok) refuse(deps, answer.status)
        if (!session) throw new Refusal('unauthenticated')
        const { userId: id, name, email } = session
        return withCookies(answer, c.json({ user: { id, name, email } }))
      },
    )
    .all('/*', () => {
      throw new Refusal('not-found')
    })
}

/** `/api/session`: who is signed in, and their role in every store of theirs. */
export function sessionRoutes(deps: AuthDeps) {
  return new Hono<RequestEnv>().get(
    '/session',
    operation({
      id: 'getSession',
      summary: 'Who is signed in, and where they may work',
      access: 'public',
      answers: { 200: sessionSchema },
      problems: ['unauthenticated'],
    }),
    async (c) => {
      const session = await readSession(deps, c.req.raw.headers)
      if (!session) throw new Refusal('unauthenticated')
      const { userId: id, name, email } = session
      c.header('Cache-Control', 'no-store')
      return c.json({ user: { id, name, email }, stores: await storesOf(deps.db, id) })
    },
  )
}

async function storesOf(db: Database, userId: string): Promise<Session['stores']> {
  return withSystem(db, (tx) =>
    tx
      .select({ slug: stores.slug, name: stores.name, role: storeMembers.role })
      .from(storeMembers)
      .innerJoin(stores, eq(stores.id, storeMembers.storeId))
      .where(eq(storeMembers.userId, userId))
      .orderBy(asc(stores.createdAt), asc(stores.id)),
  )
}

const forwarded = [
  'cookie',
  'host',
  'origin',
  'referer',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
]

/** A request of ours: one of three paths, a body that has been parsed, and of the headers only what is looked at. */
function toAuth({ config }: AuthDeps, c: Context, path: string, body: unknown): Request {
  const headers = new Headers()
  for (const name of forwarded) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  const url = new URL(AUTH_PATH + path, config.publicUrl ?? new URL(c.req.url).origin)
  if (body === undefined) return new Request(url, { headers })
  headers.set('content-type', 'application/json')
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

function refuse({ log }: Pick<AuthDeps, 'log'>, status: number): never {
  if (status === 401) {
    log.info('a sign-in failed')
    throw new Refusal('unauthenticated', { detail: 'e-mail or password is wrong' })
  }
  if (status === 403) throw new Refusal('foreign-origin')
  if (status === 400) throw new Refusal('invalid-request')
  throw new Error(`better-auth answered ${status}`)
}

function withCookies(from: Response, to: Response): Response {
  to.headers.set('Cache-Control', 'no-store')
  for (const cookie of from.headers.getSetCookie()) to.headers.append('Set-Cookie', cookie)
  return to
}
