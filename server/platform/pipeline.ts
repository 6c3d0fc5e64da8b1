/**
 * What every request passes, in one step: path, client, origin, limits, route, and afterwards its log line and figures.
 *
 * HTTP1 a path that could be read in two ways is refused before any route is looked at.
 * HTTP2 the client is the socket's peer; forwarded addresses count only from trusted proxies; IPv6 counts by /64.
 * HTTP3 an unsafe request from a foreign origin is refused, one without an origin is accepted only without a cookie.
 * HTTP4 an unknown address is 404, a known one under another method is 405 with what it takes.
 * HTTP5 log lines name routes, never addresses: paths and queries can be capabilities.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { RouterRoute } from 'hono/types'
import type { Config } from '../config.ts'
import { answerError } from './answers.ts'
import type { RequestEnv } from './http.ts'
import type { KnownReads } from './known-reads.ts'
import type { Limits } from './limits.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import { isOwnOrigin, isSafeMethod, ownOrigins } from './origins.ts'
import { judgePath } from './paths.ts'
import { createIdentifyPeer, originOf, type Bindings, type Peer } from './peer.ts'
import { Refusal } from './problem.ts'
import { newRequestId, SecuredResponse } from './security-headers.ts'

export type PipelineOptions = {
  config: Config
  log: Logger
  metrics: Metrics
  limits: Limits
  /** False until the database has been brought up to date: until then the API answers 503. */
  isReady: () => boolean
  routes: () => RouterRoute[]
  /** Told how answers are read that anybody may ask for. */
  knownReads: Pick<KnownReads, 'remember'>
}

export function pipeline(options: PipelineOptions): MiddlewareHandler<RequestEnv> {
  const { log, metrics, limits, knownReads } = options
  const identify = createIdentifyPeer(options.config)
  const allowed = createAllowed(options.routes)
  const isVerbose = log.isLevelEnabled('debug')
  return async (c, next) => {
    const started = performance.now()
    const { incoming, outgoing, isInternal, isCounted } = (c.env ?? {}) as Bindings
    const answer = outgoing instanceof SecuredResponse ? outgoing : undefined
    const requestId = answer?.requestId ?? newRequestId()
    const { method, path } = c.req
    const isSafe = isSafeMethod(method)
    c.set('requestId', requestId)
    c.set('log', isSafe ? log : log.child({ requestId }))
    const peer = identify((name) => c.req.header(name), incoming, isInternal === true)
    c.set('address', peer.client)
    c.set('host', peer.host)
    c.set('origin', originOf(options.config, peer))
    if (answer) answer.isSecure = peer.scheme === 'https'

    const route = matchedRoutes(c).find((each) => each.method !== 'ALL')
    try {
      refuseOddPath(incoming?.url ?? new URL(c.req.url).pathname)
      if (!isSafe) refuseForeign(c, options.config, peer)
      if (!peer.isInternal && isCounted !== true) {
        const taking = limits.take(peer.client, method, path)
        if (taking) await taking
      }
      if (!route || (path.startsWith('/api') && !route.path.startsWith('/api'))) {
        throw unknownAddress(allowed(path))
      }
      if (route.path.startsWith('/api/') && !options.isReady() && !needsNoDatabase.has(route.path)) {
        throw new Refusal('database-unavailable')
      }
      await next()
      if (!peer.isInternal) {
        const counting = limits.answered(peer.client, path, c.res.status, c.get('store')?.id)
        if (counting) await counting
      }
      const again = c.get('readAgain')
      if (again && incoming?.url !== undefined)
        knownReads.remember(peer.host, incoming.url, route.path, again)
    } catch (error) {
      c.error = error instanceof Error ? error : new Error('thrown')
      c.res = undefined
      c.res = answerError(log, error, c)
    }

    const { status } = c.res
    const code = c.error instanceof Refusal ? c.error.code : undefined
    const ms = performance.now() - started
    const name = route?.path ?? 'none'
    metrics.answered(method, name, status, ms, code)
    if (peer.isInternal || (isSafe && status < 400)) {
      if (isVerbose) log.debug({ requestId, method, route: name, status, ms: round(ms) }, 'answered')
    } else {
      const store = c.get('store')?.slug
      log.info({ requestId, method, route: name, status, ms: round(ms), store, problem: code }, 'answered')
    }
    if (!answer) c.res.headers.set('X-Request-Id', requestId)
  }
}

const needsNoDatabase = new Set(['/api/openapi.json', '/api/docs', '/api/docs/:file'])

const round = (ms: number): number => Math.round(ms * 10) / 10

function refuseOddPath(target: string): void {
  const judgement = judgePath(target)
  if (judgement === 'ambiguous') throw new Refusal('not-found')
  if (judgement === 'malformed') {
    throw new Refusal('invalid-request', {
      issues: [{ in: 'path', path: '', message: 'is not a clean URL path' }],
    })
  }
}

function refuseForeign(c: Context<RequestEnv>, config: Config, peer: Peer): void {
  const sent = {
    origin: c.req.header('origin'),
    fetchSite: c.req.header('sec-fetch-site'),
    hasCookie: c.req.header('cookie') !== undefined,
  }
  if (!isOwnOrigin(sent, ownOrigins(config.publicUrl, peer.host, peer.scheme)))
    throw new Refusal('foreign-origin')
}

const unknownAddress = (allow: string[]): Refusal =>
  allow.length === 0 ? new Refusal('not-found') : new Refusal('method-not-allowed', { allow })

/** The methods that the routes at a path take; the pages' catch-all does not stand for the API. */
function createAllowed(routes: () => RouterRoute[]) {
  let known: { path: RegExp; isApi: boolean; method: string }[] | undefined
  return (path: string): string[] => {
    known ??= routes()
      .filter((route) => route.method !== 'ALL')
      .map(({ method, path: pattern }) => ({
        path: patternOf(pattern),
        isApi: pattern.startsWith('/api'),
        method,
      }))
    const methods = new Set<string>()
    for (const route of known) {
      if (route.isApi === path.startsWith('/api') && route.path.test(path)) methods.add(route.method)
    }
    if (methods.has('GET')) methods.add('HEAD')
    return [...methods].sort()
  }
}

function patternOf(route: string): RegExp {
  const source = route
    .split('/')
    .map((part) => {
      if (part === '*') return '.*'
      if (part.startsWith(':')) return /\{(.+)\}$/.exec(part)?.[1] ?? '[^/]+'
      return part.replace(/[.+?^$()|[\]\\{}]/g, '\\$&')
    })
    .join('/')
  return new RegExp(`^${source}$`)
}
