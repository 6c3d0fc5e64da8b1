/** Bodies of requests: read no further than their limit, and clean before any validator sees them. */
import type { Context, MiddlewareHandler, Next } from 'hono'
import { isCleanText } from '../../shared/text.ts'
import type { RequestEnv } from './http.ts'
import { isSafeMethod } from './origins.ts'
import { Refusal } from './problem.ts'

const BODY_LIMIT = 256 * 1024

/** Reads and checks a JSON body before any validator sees it: type, size, syntax, clean text. Answers problems, never 5xx. */
export function jsonBodies(): MiddlewareHandler<RequestEnv> {
  return (c, next) => (isSafeMethod(c.req.method) ? next() : readJson(c, next))
}

async function readJson(c: Context<RequestEnv>, next: Next): Promise<void> {
  const type = c.req.header('content-type')
  const text = await readText(c, BODY_LIMIT)
  if (text === '' && (c.req.method === 'DELETE' || type === undefined)) {
    c.req.bodyCache.json = Promise.resolve({})
    // the validator looks at the header before it looks at the body
    c.req.raw.headers.set('content-type', 'application/json')
    return next()
  }
  if (!/^application\/json(?:\s*;.*)?$/i.test(type ?? '')) throw new Refusal('unsupported-media-type')
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refusal('malformed-json')
  }
  if (!isCleanJson(body)) throw new Refusal('invalid-text')
  c.req.bodyCache.json = Promise.resolve(body)
  return next()
}

/** The body; reading stops at the limit, whatever Content-Length says. */
export async function readBytes(c: Context, limit: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(c.req.header('content-length') ?? 0) > limit)
    throw new Refusal('body-too-large', { limitBytes: limit })
  const stream = c.req.raw.body
  if (!stream) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > limit) throw new Refusal('body-too-large', { limitBytes: limit })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readText(c: Context, limit: number): Promise<string> {
  const bytes = await readBytes(c, limit)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('malformed-json')
  }
}

/** False where any string, key or value, holds a NUL or half of a surrogate pair, or the nesting is absurd. */
function isCleanJson(value: unknown, depth = 0): boolean {
  if (depth > 20) return false
  if (typeof value === 'string') return isCleanText(value)
  if (Array.isArray(value)) return value.every((member) => isCleanJson(member, depth + 1))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).every(([key, member]) => isCleanText(key) && isCleanJson(member, depth + 1))
  }
  return true
}
