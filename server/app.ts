import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { authRoutes } from './accounts/auth-routes.ts'
import { ownAccountRoutes } from './accounts/own-account-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { createSignInLimits } from './accounts/sign-in-limits.ts'
import { imageRoutes } from './catalogue/image-routes.ts'
import { analyticsRoutes } from './analytics/routes.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { storeOfCode } from './checkouts/read-checkouts.ts'
import { checkoutRoutes } from './checkouts/routes.ts'
import type { Deps } from './deps.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { logoRoutes, mediaFileRoutes, uploadRoutes } from './media/routes.ts'
import { answerError } from './platform/answers.ts'
import { documentationRoutes } from './platform/documentation.ts'
import { jsonBodies } from './platform/bodies.ts'
import { operation, type RequestEnv } from './platform/http.ts'
import { createKnownReads } from './platform/known-reads.ts'
import { createLimits } from './platform/limits.ts'
import { operationsRoutes } from './platform/operations.ts'
import type { Bindings } from './platform/peer.ts'
import { pipeline } from './platform/pipeline.ts'
import { Refusal } from './platform/problem.ts'
import type { Readiness } from './platform/readiness.ts'
import { RememberingRouter } from './platform/remembering-router.ts'
import { presenceRoutes } from './presence/routes.ts'
import { pushRoutes } from './push/routes.ts'
import { selectionRoutes } from './selections/routes.ts'
import { stockRoutes } from './stock/routes.ts'
import { storeRoutes } from './stores/routes.ts'
import { generationRoutes } from './sync/generation-routes.ts'
import { linkRoutes } from './sync/link-routes.ts'
import { syncRoutes } from './sync/routes.ts'

type AppOptions = {
  /** Without it the database is taken to be there. */
  readiness?: Pick<Readiness, 'isReady' | 'check'>
  /** Every page; mounted last, because it answers whatever nothing before it took. */
  pages?: Hono
  /** Pages come as hundreds of sources then, which no limit should count. */
  isDev?: boolean
}

/** The whole HTTP face. Store-scoped routes exist twice: by the slug in the path, and by the host of the request. */
export function createApp(deps: Deps, options: AppOptions = {}) {
  const { config, log, metrics } = deps
  const { readiness = { isReady: () => true, check: () => Promise.resolve({ ready: true, missing: [] }) } } =
    options
  const limits = createLimits(config.areLimitsOn && options.isDev !== true)
  const app = new Hono<RequestEnv>({ router: new RememberingRouter() })
  app.onError((error, c) => answerError(log, error, c))
  const { isReady } = readiness
  const knownReads = createKnownReads({ config, log, metrics, limits, isReady })
  app.use(pipeline({ config, log, metrics, limits, isReady, routes: () => app.routes, knownReads }))
  app.route('/', operationsRoutes({ config, metrics, readiness }))
  app.route(
    '/api',
    documentationRoutes(() => app),
  )
  const signInLimits = config.areLimitsOn ? createSignInLimits(deps.clock) : undefined
  app.route('/api/auth', authRoutes(deps, signInLimits))
  app.route('/api', ownAccountRoutes(deps, signInLimits))
  app.get('/api/c/:code', findStoreOfCode, async (c) =>
    c.json({ store: await storeOfCode(deps.db, c.req.param('code')) }),
  )
  app.route(
    '/api/stores/:store',
    scoped(deps, (c) => {
      const slug = c.req.param('store') ?? ''
      return () => deps.stores.bySlug(slug)
    }),
  )
  app.route(
    '/api',
    scoped(deps, (c) => {
      const host = hostOf(c)
      return () => deps.stores.byHost(host)
    }),
  )
  app.route('/', mediaFileRoutes(deps))
  app.route('/', syncRoutes(deps))
  app.route('/', presenceRoutes(deps))
  if (options.pages) app.route('/', options.pages)
  const { fetch } = app
  app.fetch = (request, env, context) => {
    const bindings = (env ?? {}) as Bindings
    const theWholeWay = (more: Bindings) => fetch(request, more, context)
    return knownReads.answer(bindings, theWholeWay) ?? theWholeWay(bindings)
  }
  return app
}

const findStoreOfCode = operation({
  id: 'findStoreOfCode',
  summary: 'Slug of the store that made a link',
  access: 'public',
  answers: { 200: z.strictObject({ store: z.string() }) },
  problems: ['checkout-not-found'],
})

type FindStore = (c: Context<RequestEnv>) => () => ReturnType<Deps['stores']['bySlug']>

function scoped(deps: Deps, find: FindStore) {
  return new Hono<RequestEnv>().use(inStore(deps, find)).route('/', storeApi(deps))
}

function storeApi(deps: Deps) {
  return (
    new Hono<RequestEnv>()
      // files come as streams, before anything reads a body
      .route('/', exchangeRoutes(deps))
      .route('/', uploadRoutes(deps))
      .use(jsonBodies())
      .route('/', storeRoutes(deps))
      .route('/', catalogueRoutes(deps))
      .route('/', imageRoutes(deps))
      .route('/', logoRoutes(deps))
      .route('/', selectionRoutes(deps))
      .route('/', linkRoutes(deps))
      .route('/', generationRoutes(deps))
      .route('/', analyticsRoutes(deps))
      .route('/', checkoutRoutes(deps))
      .route('/', pushRoutes(deps))
      .route('/', stockRoutes(deps))
      .route('/', accountRoutes(deps))
  )
}

/** Finds the store once and says who asks only when a route wants to know. */
function inStore(deps: Deps, find: FindStore): MiddlewareHandler<RequestEnv> {
  const shopper = { kind: 'shopper' } as const
  return async (c, next) => {
    const findStore = find(c)
    const store = await findStore()
    if (!store) throw new Refusal('store-not-found')
    c.set('store', store)
    c.set('findStore', findStore)
    c.set('actor', shopper)
    c.set('identify', () => deps.identify({ headers: c.req.raw.headers, origin: c.get('origin') }, store.id))
    await next()
  }
}

/** The host that was asked for, without its port. */
function hostOf(c: Context<RequestEnv>): string {
  const host = c.get('host')
  return host.replace(/:\d+$/, '').toLowerCase()
}
