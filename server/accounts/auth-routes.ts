import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { PASSWORD_LENGTH, sessionSchema } from '../../shared/accounts.ts'
import type { Deps } from '../deps.ts'
import { jsonBodies } from '../platform/bodies.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { AUTH_PATH, createAuths, readSession } from './auth.ts'
import type { SignInLimits } from './sign-in-limits.ts'

type AuthDeps = Pick<Deps, 'db' | 'keys' | 'config' | 'log'>

const credentialsSchema = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(PASSWORD_LENGTH.most),
  rememberMe: z.boolean().optional(),
})
const signedInSchema = z.strictObject({ user: sessionSchema.shape.user })

/**
 * `/api/auth/sign-in/email`, `/sign-out`, `/get-session`: better-auth behind a door of ours. Its other endpoints do
 * not exist here, and no answer holds the session token, which belongs in the cookie alone.
 */
export function authRoutes(deps: AuthDeps, limits: SignInLimits | undefined) {
  const auths = createAuths(deps)
  const pass = (c: Context<RequestEnv>, path: string, body?: unknown) =>
    auths(c.get('origin')).handler(toAuth(c, path, body))
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
        expectKnownTls(deps, c)
        const right = limits?.take(c.get('address'), address)
        const answer = await pass(c, '/sign-in/email', { email: address, ...rest })
        if (!answer.ok) refuse(deps, answer.status)
        right?.()
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
        const session = await readSession(deps, { headers: c.req.raw.headers, origin: c.get('origin') })
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

/** Behind TLS without knowing of it, the session cookie would not be Secure: then rather nobody signs in. */
function expectKnownTls({ log }: Pick<AuthDeps, 'log'>, c: Context<RequestEnv>): void {
  const isBrowserOverTls = c.req.header('origin')?.startsWith('https:') === true
  if (!isBrowserOverTls || c.get('origin').startsWith('https:')) return
  log.error(
    'a sign-in over TLS was refused: set PUBLIC_URL to the address of this installation, or TRUSTED_PROXIES to the proxy in front of it',
  )
  throw new Refusal('foreign-origin', {
    detail: 'this installation does not know that it is behind TLS; whoever runs it must set PUBLIC_URL',
  })
}

const forwarded = ['cookie', 'origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest']

/** A request of ours: one of three paths, a body that has been parsed, and of the headers only what is looked at. */
function toAuth(c: Context<RequestEnv>, path: string, body: unknown): Request {
  const headers = new Headers()
  for (const name of forwarded) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  headers.set('host', c.get('host'))
  const url = new URL(AUTH_PATH + path, c.get('origin'))
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
