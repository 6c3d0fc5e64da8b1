import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'hono'
import { contentSecurityPolicy, type Document } from './document.ts'
import { isNegotiated, LANGUAGE_VARY } from './language.ts'
import { wantedEncodings, type Encoding } from './encoding.ts'

/** Beyond what a phone on a slow network gains by it, a page would only come later. */
const BROTLI_QUALITY = 5
/** A tenth less, for some 100 ms of a thread: for a page that has stood a while already, and may for long. */
const BEST_QUALITY = 11
const STOOD_MS = 3_000
/** Both compressed forms together are less than half of the page. */
const WITH_COMPRESSED = 1.5

const POLICY_WHILE_DEVELOPING =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; worker-src 'self' blob:"

type PageState = {
  status: number
  isPrivate: boolean
  isDev: boolean
  /** Where it is to be had by now. */
  movedTo?: string | null
}

/** A page as it goes over the wire, the same for everybody who is sent it. */
export class FinishedPage {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly policy: string
  readonly etag: string
  readonly state: PageState
  readonly #madeAt = performance.now()
  #isAtBest = false
  readonly #compressed = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>()

  constructor({ html, ...inline }: Document, state: PageState) {
    this.bytes = new TextEncoder().encode(html)
    this.policy = state.isDev ? POLICY_WHILE_DEVELOPING : contentSecurityPolicy(inline)
    this.etag = `W/"${createHash('sha256').update(this.bytes).digest('base64url').slice(0, 22)}"`
    this.state = state
  }

  /** Shows nothing of anybody, and is what its address stands for: it may be kept, compared and compressed. */
  get isPublic(): boolean {
    const { status, isPrivate, movedTo } = this.state
    return status === 200 && !isPrivate && !movedTo
  }

  /** In bytes. */
  get size(): number {
    return this.bytes.byteLength * WITH_COMPRESSED
  }

  /** Compressed once for all who take that. */
  as(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    if (encoding === 'identity') return Promise.resolve(this.bytes)
    const known = this.#compressed.get(encoding)
    if (known) {
      if (encoding === 'br') this.#improve()
      return known
    }
    const made = compress[encoding](this.bytes)
    this.#compressed.set(encoding, made)
    made.catch(() => this.#compressed.delete(encoding)) // the caller sees the error; the next one tries again
    return made
  }

  /** Nobody waits for it; where it fails, the page goes on as it is. */
  #improve(): void {
    if (this.#isAtBest || performance.now() - this.#madeAt < STOOD_MS) return
    this.#isAtBest = true
    compress.br(this.bytes, BEST_QUALITY).then(
      (bytes) => this.#compressed.set('br', Promise.resolve(bytes)),
      () => undefined,
    )
  }
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

const compress = {
  br: async (bytes: Uint8Array, quality = BROTLI_QUALITY) =>
    new Uint8Array(
      await brotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
        },
      }),
    ),
  gzip: async (bytes: Uint8Array) => new Uint8Array(await zip(bytes)),
}

/** Only what the page says of itself; the headers every answer carries are the application's. */
export async function sendPage(c: Context, page: FinishedPage): Promise<Response> {
  const { status, isPrivate, movedTo } = page.state
  // asked about again each time: an earlier address may be given to another product
  if (movedTo) return c.body(null, 301, { Location: movedTo, 'Cache-Control': 'no-cache' })
  const vary = [
    ...(isNegotiated(c.req.path) ? [LANGUAGE_VARY] : []),
    ...(page.isPublic ? ['Accept-Encoding'] : []),
  ].join(', ')
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': page.isPublic ? 'no-cache' : 'no-store',
    'Content-Security-Policy': page.policy,
    ...(vary !== '' && { Vary: vary }),
    ...(isPrivate && { 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'no-referrer' }),
  }
  // what anybody's secret may stand in is not compressed: its length would tell of it
  if (!page.isPublic) return c.body(page.bytes, status as 200, headers)
  const validated = { ...headers, ETag: page.etag }
  if (isHeld(c.req.header('if-none-match'), page.etag)) return c.body(null, 304, validated)
  const [encoding = 'identity'] = wantedEncodings(c.req.header('accept-encoding'))
  const bytes = await page.as(encoding)
  return c.body(bytes, 200, {
    ...validated,
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  })
}

const isHeld = (held: string | undefined, etag: string): boolean =>
  held !== undefined && held.split(/\s*,\s*/).includes(etag)
