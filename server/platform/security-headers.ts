import {
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
} from 'node:http'
import { randomBytes } from 'node:crypto'

/** On every answer unless it says otherwise; pages bring a content security policy of their own. */
const always: readonly (readonly [name: string, mark: number, value: string])[] = [
  ['content-security-policy', 1, "default-src 'none'; frame-ancestors 'none'"],
  ['x-content-type-options', 2, 'nosniff'],
  ['x-frame-options', 4, 'DENY'],
  ['referrer-policy', 8, 'strict-origin-when-cross-origin'],
  ['cross-origin-opener-policy', 16, 'same-origin'],
  ['cross-origin-resource-policy', 32, 'same-origin'],
  [
    'permissions-policy',
    64,
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()',
  ],
]
/** One bit for each, to see which of them an answer has set for itself. */
const marks = new Map(always.map(([name, mark]) => [name, mark]))
const TWO_YEARS = 'max-age=63072000'

const boot = randomBytes(6).toString('base64url')
let count = 0

/** Unique among all processes and starts; says nothing and opens nothing. */
export const newRequestId = (): string => `${boot}-${(++count).toString(36)}`

/**
 * Node's own answer object with our headers on it: whoever writes the answer, and be it the HTTP library refusing a
 * request that no route ever saw, they are there. They are added as the head is written, which costs no
 * `Headers` object on the way.
 */
export class SecuredResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  readonly requestId = newRequestId()
  /** The client speaks TLS, to us or to a proxy that we trust. */
  isSecure = false

  override writeHead(
    status: number,
    reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ): this {
    const given = typeof reason === 'object' ? reason : headers
    // a 304 has no body to guard, and the answer that was kept has the headers: only its own go again
    const merged = this.#complete(given ?? {}, status === 304 ? [] : always)
    return typeof reason === 'string'
      ? super.writeHead(status, reason, merged)
      : super.writeHead(status, merged)
  }

  /** Names and values in turn, the form that Node writes without looking at it twice. */
  #complete(given: OutgoingHttpHeaders | OutgoingHttpHeader[], secured: typeof always): OutgoingHttpHeader[] {
    const pairs: OutgoingHttpHeader[] = ['x-request-id', this.requestId]
    let own = 0
    const add = (name: string, value: OutgoingHttpHeader | undefined): void => {
      if (value === undefined) return
      own |= marks.get(name.toLowerCase()) ?? 0
      pairs.push(name, value)
    }
    if (Array.isArray(given)) for (let i = 0; i < given.length; i += 2) add(String(given[i]), given[i + 1])
    else for (const name in given) add(name, given[name])
    for (const [name, mark, value] of secured) if ((own & mark) === 0) pairs.push(name, value)
    if (this.isSecure) pairs.push('strict-transport-security', TWO_YEARS)
    return pairs
  }
}
