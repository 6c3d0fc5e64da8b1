import { z } from 'zod'
import { currencySchema, moneySchema } from './money.ts'
import { configurationSchema, MAX_LINES, quantitySchema, selectionIdSchema } from './selection.ts'
import { idSchema, instantSchema, phoneSchema, shortText } from './text.ts'
import { storeThemeSchema } from './theme.ts'

export const checkoutStatuses = ['pending', 'confirmed', 'expired', 'cancelled'] as const
export type CheckoutStatus = (typeof checkoutStatuses)[number]

/** 128 bits, base64url without padding. */
export const checkoutCodeSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

/** Chosen by the client, one per intent to buy; sent in the header `Idempotency-Key`. */
export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{8,128}$/)

/** Random id that a browser keeps, for caps on open holds; sent in the header `X-Device-Id`. */
export const deviceIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

const checkoutWishSchema = z.strictObject({
  items: z
    .array(
      z.strictObject({
        variantId: idSchema,
        quantity: quantitySchema,
        configuration: configurationSchema.optional(),
      }),
    )
    .min(1)
    .max(MAX_LINES)
    .optional()
    .describe('what is asked for; without it, what the selection holds when it is reserved'),
  selectionId: selectionIdSchema
    .optional()
    .describe('closed while the checkout is pending; its id, or a link to choose together'),
  customer: z.strictObject({ name: shortText(120).optional(), phone: phoneSchema.optional() }).optional(),
  note: z.string().trim().max(1000).optional(),
  source: z
    .string()
    .max(60)
    .regex(/^[a-z0-9][a-z0-9:_-]*$/)
    .optional(),
  expected: z
    .strictObject({
      total: moneySchema,
      lines: z.array(z.strictObject({ variantId: idSchema, unitPrice: moneySchema })).max(MAX_LINES),
    })
    .optional()
    .describe('what the screen showed; compared, never used'),
  replaces: checkoutCodeSchema.optional().describe('the pending checkout whose hold this one takes over'),
})

/** What to reserve is said here, or stands in the selection. */
export const checkoutRequestSchema = checkoutWishSchema.refine(
  ({ items, selectionId }) => items !== undefined || selectionId !== undefined,
  'items or selectionId is needed',
)
export type CheckoutRequest = z.infer<typeof checkoutRequestSchema>

export const checkoutItemSchema = z.strictObject({
  productId: idSchema,
  variantId: idSchema,
  name: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  quantity: z.int(),
  unitPrice: moneySchema.describe('before the offer, frozen'),
  lineDiscount: moneySchema,
  lineTotal: moneySchema,
  configuration: configurationSchema.nullable(),
})
export type CheckoutItem = z.infer<typeof checkoutItemSchema>

const frozen = {
  status: z.enum(checkoutStatuses),
  expiresAt: instantSchema,
  items: z.array(checkoutItemSchema),
  subtotal: moneySchema,
  discount: moneySchema,
  total: moneySchema,
  currency: currencySchema,
}

/** The 201 of `POST /checkouts`; a replay of the key answers the very same. */
export const madeCheckoutSchema = z.strictObject({
  id: idSchema,
  code: checkoutCodeSchema,
  url: z.url(),
  whatsappUrl: z.url().nullable().describe('null when the store has no number yet'),
  ...frozen,
})
export type MadeCheckout = z.infer<typeof madeCheckoutSchema>

/** What the capability link shows: no customer data. */
export const checkoutSchema = z.strictObject({
  id: idSchema,
  reference: z.string().describe('short and readable, for the conversation; no capability'),
  store: z.strictObject({
    slug: z.string(),
    name: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    theme: storeThemeSchema.nullable(),
  }),
  whatsappUrl: z.url().nullable(),
  createdAt: instantSchema,
  endedAt: instantSchema.nullable(),
  endReason: z
    .enum(['replaced'])
    .nullable()
    .describe(
      'what the page words differently; whatever else somebody wrote as the reason is for the merchant',
    ),
  replacedBy: checkoutCodeSchema
    .nullable()
    .describe('code of the last one that took its place: for whoever holds the code of this one'),
  serverTime: instantSchema.describe('for a countdown that does not trust the device clock'),
  ...frozen,
})
export type Checkout = z.infer<typeof checkoutSchema>

export const checkoutEventKinds = [
  'made',
  'seen',
  'opened-whatsapp',
  'extended',
  'confirmed',
  'cancelled',
  'expired',
  'replaced',
] as const
/** What the page's script may report; everything else the server writes itself. */
export const reportedEventSchema = z.strictObject({ kind: z.enum(['seen', 'opened-whatsapp']) })

export const checkoutEventSchema = z.strictObject({
  kind: z.enum(checkoutEventKinds),
  at: instantSchema,
  actor: z.string().describe('`shopper`, `system`, `user:<id>` or `token:<id>`'),
  details: z.record(z.string(), z.unknown()).nullable(),
})

/** What a merchant sees. */
export const merchantCheckoutSchema = checkoutSchema
  .omit({ store: true, whatsappUrl: true, replacedBy: true })
  .extend({
    endReason: z
      .string()
      .nullable()
      .describe('as it was given, else `cancelled`, `expired`, `late`, `replaced`'),
    customerName: z.string().nullable(),
    customerPhone: z.string().nullable(),
    note: z.string().nullable(),
    source: z.string().nullable(),
    url: z.url().nullable().describe('whoever holds it may cancel: from the role `agent` on'),
    events: z.array(checkoutEventSchema),
  })
export type MerchantCheckout = z.infer<typeof merchantCheckoutSchema>

export const checkoutListSchema = z.strictObject({
  items: z.array(merchantCheckoutSchema.omit({ events: true })),
  nextCursor: z.string().nullable(),
})
export type CheckoutList = z.infer<typeof checkoutListSchema>

export const cancelRequestSchema = z.strictObject({ reason: z.string().trim().max(200).optional() })
export const extendRequestSchema = z.strictObject({
  minutes: z
    .int()
    .min(1)
    .max(60 * 24 * 14)
    .describe('added to the present end of the hold'),
})

export const shortageSchema = z.strictObject({
  variantId: idSchema,
  name: z.string(),
  requested: z.int(),
  available: z.int(),
})
export type Shortage = z.infer<typeof shortageSchema>
