import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { openAPIRouteHandler } from 'hono-openapi'
import { catalogueRoutes } from './catalogue/routes.ts'
import { storeOfCode } from './checkouts/read-checkouts.ts'
import { checkoutRoutes } from './checkouts/routes.ts'
import type { Deps } from './deps.ts'
import { newId } from './platform/crypto.ts'
import { isDatabaseAway } from './platform/database.ts'
import { jsonBodies, type RequestEnv } from './platform/http.ts'
import { Refusal, statusOf, toProblem } from './platform/problem.ts'
import { selectionRoutes } from './selections/routes.ts'
import { stockRoutes } from './stock/routes.ts'
import { storeRoutes } from './stores/routes.ts'

/** The whole HTTP face. Store-scoped routes exist twice: by the slug in the path, and by the host of the request. */
export function createApp(deps: Deps) {
  const app = new Hono<RequestEnv>()
  app.onError((error, c) => answerError(deps, error, c))
  app.notFound((c) => problem(c, new Refusal('not-found')))
  app.use(identifyRequest(deps))
  app.get(
    '/api/openapi.json',
    openAPIRouteHandler(storeApi(deps), { documentation: { info: { title: 'Vidriera', version: '1' } } }),
  )
  app.get('/api/c/:code', async (c) => c.json({ store: await storeOfCode(deps.db, c.req.param('code')) }))
  app.route(
    '/api/stores/:store',
    scoped(deps, (c) => deps.stores.bySlug(c.req.param('store') ?? '')),
  )
  app.route(
    '/api',
    scoped(deps, (c) => deps.stores.byHost(new URL(c.req.url).hostname)),
  )
  return app
}

type FindStore = (c: Context<RequestEnv>) => ReturnType<Deps['stores']['bySlug']>

function scoped(deps: Deps, find: FindStore) {
  return new Hono<RequestEnv>().use(inStore(deps, find)).route('/', storeApi(deps))
}

function storeApi(deps: Deps) {
  return new Hono<RequestEnv>()
    .use(jsonBodies())
    .route('/', storeRoutes(deps))
    .route('/', catalogueRoutes(deps))
    .route('/', selectionRoutes(deps))
    .route('/', checkoutRoutes(deps))
    .route('/', stockRoutes(deps))
}

/** Finds the store once and says who asks only when a route wants to know. */
function inStore(deps: Deps, find: FindStore): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const store = await find(c)
    if (!store) throw new Refusal('store-not-found')
    if (store.status === 'suspended') throw new Refusal('store-unavailable')
    c.set('store', store)
    c.set('actor', { kind: 'shopper' })
    c.set('identify', () => deps.identify(c.req.raw.headers, store.id))
    await next()
  }
}

function identifyRequest(deps: Deps): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const requestId = newId()
    c.set('requestId', requestId)
    c.set('log', deps.log)
    c.set('address', '127.0.0.1')
    await next()
    c.res.headers.set('X-Request-Id', requestId)
  }
}

function problem(c: Context<RequestEnv>, refusal: Refusal): Response {
  const body = toProblem(refusal.code, refusal.details, c.get('requestId'))
  const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' }
  return c.body(JSON.stringify(body), statusOf(refusal.code), headers)
}

function answerError(deps: Deps, error: Error, c: Context<RequestEnv>): Response {
  if (error instanceof Refusal) return problem(c, error)
  if (error instanceof HTTPException && error.status < 500) return problem(c, new Refusal('invalid-request'))
  const log = c.get('log') ?? deps.log
  if (isDatabaseAway(error)) {
    log.warn({ err: error }, 'the database is away')
    return problem(c, new Refusal('database-unavailable'))
  }
  log.error({ err: error, path: c.req.path }, 'a request failed')
  return problem(c, new Refusal('internal'))
}

export type AppType = ReturnType<typeof createApp>
