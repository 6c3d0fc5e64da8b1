import {
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
} from 'node:http'
import { randomBytes } from 'node:crypto'

/** On every answer unless it says otherwise; pages bring a content security policy of their own. */
const always: readonly (readonly [name: string, value: string])[] = [
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  [
    'permissions-policy',
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()',
  ],
]
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
    const merged = this.#withSecurity(given === undefined || Array.isArray(given) ? {} : given)
    if (Array.isArray(given))
      for (let i = 0; i < given.length; i += 2) merged[String(given[i])] = given[i + 1]
    return typeof reason === 'string'
      ? super.writeHead(status, reason, merged)
      : super.writeHead(status, merged)
  }

  #withSecurity(given: OutgoingHttpHeaders): OutgoingHttpHeaders {
    const headers: OutgoingHttpHeaders = { 'x-request-id': this.requestId }
    for (const name in given) headers[name.toLowerCase()] = given[name]
    for (const [name, value] of always) headers[name] ??= value
    if (this.isSecure) headers['strict-transport-security'] ??= TWO_YEARS
    return headers
  }
}
