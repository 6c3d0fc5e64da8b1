import type { Context, Env, MiddlewareHandler } from 'hono'
import { describeRoute, resolver, uniqueSymbol, validator } from 'hono-openapi'
import type { z } from 'zod'
import type { Role } from '../../shared/accounts.ts'
import { roleCovers } from '../../shared/accounts.ts'
import { problemSchema, type ProblemCode } from '../../shared/problem.ts'
import type { StoreProfile, StoreSettings } from '../../shared/store.ts'
import type { StoreTranslations } from '../../shared/translations.ts'
import type { Logger } from './logger.ts'
import type { ReadAgain } from './known-reads.ts'
import { Refusal, statusOf } from './problem.ts'

/**
 * Who acts. A shopper is anybody; the capability in their hands decides what they may touch. One who has signed in but
 * has no role in this store is a shopper too: it would not help to sign in again.
 */
export type Actor =
  | { kind: 'shopper'; isSignedIn?: true }
  | { kind: 'user'; id: string; role: Role }
  | { kind: 'token'; id: string; role: Role }

/** How an actor is written into logs, events and audit lines. */
export const actorName = (actor: Actor): string =>
  actor.kind === 'shopper' ? 'shopper' : `${actor.kind}:${actor.id}`

/** The store of a request, as every use-case takes it. */
export type Store = Readonly<{
  id: string
  slug: string
  name: string
  tagline: string | null
  locale: string
  currency: string
  timeZone: string
  whatsapp: string | null
  status: StoreProfile['status']
  hours: StoreProfile['hours']
  theme: StoreProfile['theme']
  /** What it says of itself in other languages than its own. */
  translations: StoreTranslations
  settings: StoreSettings
}>

export type RequestEnv = {
  Variables: {
    requestId: string
    log: Logger
    /** The client's address, forwarded ones only from trusted proxies; IPv6 cut to its /64. */
    address: string
    /** Where links of the answer point: PUBLIC_URL, else the scheme and host this request came to. */
    origin: string
    /** Host and port that were asked for, forwarded ones only from trusted proxies. */
    host: string
    store: Store
    /** Finds it anew. */
    findStore: () => Promise<Store | undefined>
    /** How the same is answered once more, where anybody may ask for it. */
    readAgain: ReadAgain | undefined
    actor: Actor
    /** Filled on demand by the accounts module: who the cookie or the bearer token belongs to, in this store. */
    identify: () => Promise<Actor>
  }
}

/** `public`: anybody. `holder`: whoever knows the code, or an agent. Else the least role that may. */
export type Access = 'public' | 'holder' | Role

type Operation = {
  id: string
  summary: string
  access: Access
  answers: Partial<Record<200 | 201 | 202 | 204, z.ZodType | null>>
  problems?: readonly ProblemCode[]
  /** Media type of the answer where it is not JSON. */
  media?: string
}

/**
 * Describes a route for OpenAPI and guards it: one table of who may do what, read by the router, by the
 * description and by the generated isolation tests (`x-access`).
 */
export function operation(op: Operation): MiddlewareHandler<RequestEnv> {
  const described = describeRoute({
    operationId: op.id,
    summary: op.summary,
    ...(op.access === 'public' ? {} : { security: [{ session: [] }, { token: [] }] }),
    ['x-access' as never]: op.access,
    responses: responsesOf(op),
  })
  const { access } = op
  const guard: MiddlewareHandler<RequestEnv> =
    access === 'public'
      ? (c, next) => {
          refuseClosed(c)
          return next()
        }
      : async (c, next) => {
          await authorise(c, access)
          c.header('Cache-Control', 'no-store')
          await next()
        }
  return Object.assign(guard, { [uniqueSymbol]: Reflect.get(described, uniqueSymbol) as unknown })
}

/** A suspended store is closed to everything that is not for its own people. */
function refuseClosed(c: Context<RequestEnv>): void {
  // what is not of a store has none
  const store: Store | undefined = c.get('store')
  if (store?.status !== 'suspended') return
  const { slug, name, locale, whatsapp, theme } = store
  // its page says whose it is, and where they can be written to
  throw new Refusal('store-unavailable', { slug, store: { name, locale, whatsapp, theme } })
}

async function authorise(c: Context<RequestEnv>, access: Exclude<Access, 'public'>): Promise<void> {
  if (access === 'holder') refuseClosed(c)
  const actor = await c.get('identify')()
  c.set('actor', actor)
  if (access === 'holder') return
  if (actor.kind === 'shopper') throw new Refusal(actor.isSignedIn ? 'forbidden' : 'unauthenticated')
  if (!roleCovers(actor.role, access)) throw new Refusal('forbidden', { needs: access })
}

function responsesOf(op: Operation) {
  const answers = Object.entries(op.answers).map(([status, schema]) => [
    status,
    {
      description: op.summary,
      ...(schema ? { content: { [op.media ?? 'application/json']: { schema: resolver(schema) } } } : {}),
    },
  ])
  const byStatus = new Map<number, string[]>()
  const always: ProblemCode[] = [
    'invalid-request',
    'store-not-found',
    'rate-limited',
    'internal',
    'database-unavailable',
  ]
  const guarded: ProblemCode[] = op.access === 'public' ? [] : ['unauthenticated', 'forbidden']
  for (const code of [...always, ...guarded, ...(op.problems ?? [])]) {
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code])
  }
  const problems = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.join(', '),
      content: { 'application/problem+json': { schema: resolver(problemSchema) } },
    },
  ])
  return Object.fromEntries([...answers, ...problems]) as Record<string, { description: string }>
}

/** Validates one part of the request; a misfit answers `invalid-request` with the path and message of each issue. */
export function valid<T extends 'json' | 'query' | 'param' | 'header', S extends z.ZodType>(
  target: T,
  schema: S,
) {
  const validate = validator<S, T, Env, string>(target, schema, (result) => {
    if (!result.success) {
      const issues = result.error.slice(0, 20).map((issue) => ({
        in: target,
        path: (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)).join('.'),
        message: issue.message,
      }))
      throw new Refusal('invalid-request', { issues })
    }
    return undefined
  })
  return target === 'query' ? rememberQueries(validate) : validate
}

const MOST_QUERIES = 500
const LONGEST_QUERY = 300

/** Keeps the last queries that were found valid: most requests for a window repeat one of a few. */
function rememberQueries<M extends MiddlewareHandler>(validate: M): M {
  const known = new Map<string, object>()
  const remembering: MiddlewareHandler = (c, next) => {
    const { url } = c.req
    const start = url.indexOf('?')
    const query = start === -1 ? '' : url.slice(start)
    const value = known.get(query)
    if (value) {
      c.req.addValidatedData('query', value)
      return next()
    }
    return validate(c, () => {
      if (query.length <= LONGEST_QUERY) {
        if (known.size >= MOST_QUERIES) known.clear()
        known.set(query, Object.freeze(c.req.valid('query' as never)))
      }
      return next()
    })
  }
  Reflect.set(remembering, uniqueSymbol, Reflect.get(validate, uniqueSymbol))
  return remembering as M
}
