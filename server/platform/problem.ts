import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem, ProblemCode } from '../../shared/problem.ts'

/** An expected "no": thrown by use-cases, rolls the transaction back, answered as a problem. */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly details: Record<string, unknown>

  constructor(code: ProblemCode, details: Record<string, unknown> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}

const answers: Record<ProblemCode, readonly [status: ContentfulStatusCode, title: string]> = {
  'malformed-json': [400, 'The body is not JSON'],
  'invalid-request': [400, 'The request does not have the shape this address takes'],
  'invalid-text': [400, 'Text holds a NUL character or half of a surrogate pair'],
  'body-too-large': [413, 'The body is larger than this address takes'],
  'unsupported-media-type': [415, 'This address does not take that content type'],
  'idempotency-key-required': [
    400,
    'The header Idempotency-Key is missing or not 8 to 128 visible characters',
  ],
  'idempotency-key-reused': [422, 'This Idempotency-Key was spent on another request'],
  'not-found': [404, 'There is nothing at this address'],
  'method-not-allowed': [405, 'This address does not take that method'],
  'store-not-found': [404, 'There is no such store'],
  'store-unavailable': [403, 'The store is closed'],
  'store-inactive': [409, 'The store takes no reservations now'],
  'product-not-found': [404, 'There is no such product'],
  'category-not-found': [404, 'There is no such category'],
  'variant-not-found': [404, 'There is no such variant'],
  'checkout-not-found': [404, 'There is no such checkout'],
  'unknown-variant': [422, 'Some of these variants are not sold here'],
  'too-many-units': [422, 'More units of one article than a checkout may hold'],
  'too-many-holds': [429, 'Too many open reservations'],
  'insufficient-stock': [409, 'Not enough stock'],
  'price-changed': [409, 'Prices have changed'],
  'selection-processing': [409, 'The selection already has a pending checkout'],
  'selection-not-found': [404, 'Nobody has written to this selection yet'],
  'selection-empty': [409, 'Nothing is chosen in this selection'],
  'selection-not-orderable': [409, 'The selection holds more than one checkout may order'],
  'too-many-links': [409, 'The selection has as many links as it may'],
  'checkout-not-pending': [409, 'The checkout is no longer pending'],
  'checkout-not-confirmable': [409, 'The checkout can no longer be confirmed'],
  'variant-available': [409, 'It can be bought now'],
  'hold-ends-soon': [409, 'The hold ends too soon to tell before'],
  'wish-not-found': [404, 'There is no such wish: it may have been granted'],
  'too-many-wishes': [429, 'Too much to be told about'],
  'stock-changed': [409, 'The stock is no longer what was expected'],
  'stock-below-reserved': [409, 'More is reserved than would be left'],
  'stock-not-tracked': [409, 'Stock is not tracked here'],
  'picture-not-found': [404, 'There is no such picture'],
  'picture-unreadable': [422, 'The file is not a picture we take'],
  'import-unreadable': [422, 'The file cannot be read as CSV'],
  'import-unknown-format': [422, 'The file is not an export we know'],
  unauthenticated: [401, 'Sign in, or send an API token'],
  'wrong-password': [403, 'The password you have now is another'],
  forbidden: [403, 'Your role does not allow this'],
  'foreign-origin': [403, 'Requests from other sites are refused'],
  'rate-limited': [429, 'Too many requests'],
  'database-unavailable': [503, 'The database is away for a moment'],
  conflict: [409, 'The request contradicts what is stored'],
  internal: [500, 'Something failed on our side'],
}

/** The body of a problem answer; `details` of a refusal become members of it. */
export function toProblem(code: ProblemCode, details: Record<string, unknown>, requestId?: string): Problem {
  const [status, title] = answers[code]
  return {
    ...details,
    type: `urn:vidriera:problem:${code}`,
    title,
    status,
    code,
    ...(requestId === undefined ? {} : { requestId }),
  }
}

export const statusOf = (code: ProblemCode): ContentfulStatusCode => answers[code][0]
