import { z } from 'zod'

/** Every `code` a problem answer can carry. A code, once published, keeps its meaning. */
export const problemCodes = [
  'malformed-json',
  'invalid-request',
  'invalid-text',
  'body-too-large',
  'unsupported-media-type',
  'idempotency-key-required',
  'idempotency-key-reused',
  'not-found',
  'method-not-allowed',
  'store-not-found',
  'store-unavailable',
  'store-inactive',
  'product-not-found',
  'category-not-found',
  'variant-not-found',
  'checkout-not-found',
  'unknown-variant',
  'too-many-units',
  'too-many-holds',
  'insufficient-stock',
  'price-changed',
  'selection-processing',
  'selection-not-found',
  'too-many-links',
  'checkout-not-pending',
  'checkout-not-confirmable',
  'variant-available',
  'hold-ends-soon',
  'wish-not-found',
  'too-many-wishes',
  'stock-changed',
  'stock-below-reserved',
  'stock-not-tracked',
  'picture-not-found',
  'picture-unreadable',
  'import-unreadable',
  'import-unknown-format',
  'unauthenticated',
  'wrong-password',
  'forbidden',
  'foreign-origin',
  'rate-limited',
  'database-unavailable',
  'conflict',
  'internal',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** RFC 9457 body; further members depend on the code (`shortages`, `issues`, `changes` …). */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string().optional(),
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof problemSchema>
