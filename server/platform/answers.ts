import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { databaseError, isDatabaseAway } from './database.ts'
import type { RequestEnv } from './http.ts'
import type { Logger } from './logger.ts'
import { Refusal, statusOf, toProblem } from './problem.ts'

/** A refusal as `application/problem+json`, with the headers that belong to its code. */
export function answerProblem(c: Context<RequestEnv>, refusal: Refusal): Response {
  const { code, details } = refusal
  const headers: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  }
  const { retryAfterSeconds, allow } = details
  if (typeof retryAfterSeconds === 'number') headers['Retry-After'] = String(retryAfterSeconds)
  else if (code === 'database-unavailable') headers['Retry-After'] = '2'
  if (Array.isArray(allow)) headers['Allow'] = allow.join(', ')
  if (code === 'unauthenticated') headers['WWW-Authenticate'] = 'Bearer'
  return c.body(JSON.stringify(toProblem(code, details, c.get('requestId'))), statusOf(code), headers)
}

/** Whatever was thrown, as a problem; only faults are logged, and none of their text leaves. */
export function answerError(log: Logger, error: unknown, c: Context<RequestEnv>): Response {
  const refusal = refusalOf(error)
  if (refusal !== error && (refusal.code === 'internal' || refusal.code === 'database-unavailable')) {
    if (c.req.raw.signal.aborted) return answerProblem(c, new Refusal('invalid-request')) // nobody is there to read it
    const about = { err: error, requestId: c.get('requestId'), store: c.get('store')?.slug }
    if (isDatabaseAway(error)) log.warn(about, 'the database is away')
    else log.error(about, 'a request failed')
  }
  return answerProblem(c, refusal)
}

/** Text that Postgres refuses, should any have come past the schemas. */
const badText = new Set(['22021', '22P05'])

/**
 * A right was taken from our role, which somebody may give back: nothing has changed, and asking again will help. What
 * row-level security forbids has the same state and is a fault of ours.
 */
function lacksRight(error: unknown): boolean {
  const failure = databaseError(error)
  return failure?.code === '42501' && failure.routine === 'aclcheck_error'
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof HTTPException && error.status < 500) return new Refusal('invalid-request')
  if (isDatabaseAway(error) || lacksRight(error)) return new Refusal('database-unavailable')
  if (badText.has(databaseError(error)?.code ?? '')) return new Refusal('invalid-text')
  return new Refusal('internal')
}
