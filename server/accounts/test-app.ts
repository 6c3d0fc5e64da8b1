import { Hono } from 'hono'
import { pino } from 'pino'
import { z } from 'zod'
import type { Access, RequestEnv } from '../platform/http.ts'
import { jsonBodies } from '../platform/bodies.ts'
import { operation } from '../platform/http.ts'
import { readConfig } from '../config.ts'
import { systemClock } from '../platform/clock.ts'
import { deriveKeys } from '../platform/crypto.ts'
import { Refusal, statusOf, toProblem } from '../platform/problem.ts'
import type { Database } from '../platform/tenancy.ts'
import { createStoreDirectory } from '../stores/stores.ts'
import { createIdentify } from './accounts.ts'
import { authRoutes } from './auth-routes.ts'
import { ownAccountRoutes } from './own-account-routes.ts'
import { accountRoutes } from './routes.ts'
import { createSignInLimits } from './sign-in-limits.ts'

export const HOST = 'http://tienda.test'
const accesses: Access[] = ['public', 'holder', 'viewer', 'agent', 'admin', 'owner']

/** The routes of this module and one probe for every kind of access, with the log kept for reading. */
export function createTestApp(db: Database, environment: NodeJS.ProcessEnv = {}) {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  const config = readConfig({ ...environment })
  const deps = { db, keys: deriveKeys('k'.repeat(32)), config, log }
  const identify = createIdentify(deps)
  const limits = createSignInLimits(systemClock)
  const stores = createStoreDirectory(db)
  const scoped = new Hono<RequestEnv>()
    .use(async (c, next) => {
      const store = await stores.bySlug(c.req.param('store') ?? '')
      if (!store) throw new Refusal('store-not-found')
      c.set('store', store)
      c.set('actor', { kind: 'shopper' })
      c.set('identify', () => identify({ headers: c.req.raw.headers, origin: c.get('origin') }, store.id))
      await next()
    })
    .use(jsonBodies())
    .route('/', accountRoutes({ db }))
  for (const access of accesses) {
    scoped.get(`/probe/${access}`, operation({ id: access, summary: '', access, answers: {} }), (c) =>
      c.json({ actor: c.get('actor') }),
    )
  }
  const app = new Hono<RequestEnv>()
    .use(async (c, next) => {
      c.set('address', c.req.header('x-test-address') ?? '192.0.2.1')
      // what the pipeline makes of PUBLIC_URL and of trusted proxies
      c.set('origin', config.publicUrl ?? c.req.header('x-test-origin') ?? HOST)
      c.set('host', new URL(c.get('origin')).host)
      await next()
    })
    .route('/api/auth', authRoutes(deps, limits))
    .route('/api', ownAccountRoutes(deps, limits))
    .route('/api/stores/:store', scoped)
  app.onError((error) => {
    if (!(error instanceof Refusal)) throw error
    return Response.json(toProblem(error.code, error.details), { status: statusOf(error.code) })
  })
  return { app, deps, lines, ...clientOf(app) }
}

type Sent = {
  method?: string
  body?: unknown
  cookie?: string
  token?: string
  headers?: Record<string, string>
}
const bodySchema = z
  .looseObject({
    code: z.string(),
    id: z.string(),
    secret: z.string(),
    password: z.string().nullable(),
    items: z.array(z.unknown()),
  })
  .partial()
type Answered = { status: number; body: z.infer<typeof bodySchema>; cookies: string[] }

function clientOf(app: { request: (url: string, init: RequestInit) => Response | Promise<Response> }) {
  const send = async (
    path: string,
    { method, body, cookie, token, headers }: Sent = {},
  ): Promise<Answered> => {
    const response = await app.request(HOST + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        host: 'tienda.test',
        origin: HOST,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: bodySchema.parse(text === '' ? {} : JSON.parse(text)),
      cookies: response.headers.getSetCookie(),
    }
  }
  const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
    send('/api/auth/sign-in/email', { body: { email, password }, headers })
  /** The cookie header of a new session. */
  const signedIn = async (email: string, password: string): Promise<string> => {
    const answer = await signIn(email, password)
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`)
    return answer.cookies.map((cookie) => cookie.split(';')[0]).join('; ')
  }
  return { send, signIn, signedIn }
}
