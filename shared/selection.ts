import { z } from 'zod'
import { currencySchema, moneySchema } from './money.ts'
import { idSchema, instantSchema } from './text.ts'

/** Most lines one selection or checkout may order. */
export const MAX_LINES = 100
/** Most units one line may hold. */
export const MAX_QUANTITY = 999

export const quantitySchema = z.int().min(1).max(MAX_QUANTITY)

/** Choices of a configurable product: question → answer. */
export const configurationSchema = z
  .record(z.string().min(1).max(60), z.string().max(120))
  .refine((choices) => Object.keys(choices).length <= 40, 'at most 40 choices')
export type Configuration = z.infer<typeof configurationSchema>

/** 128 random bits, base64url: whoever made the selection is whoever knows it. */
export const selectionIdSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

export const selectionLineInputSchema = z.strictObject({
  lineId: z.string().min(1).max(64),
  variantId: idSchema,
  quantity: quantitySchema,
  configuration: configurationSchema.optional(),
})
export type SelectionLineInput = z.infer<typeof selectionLineInputSchema>

export const resolveRequestSchema = z.strictObject({
  selectionId: selectionIdSchema.optional().describe('its own hold then counts as free'),
  lines: z.array(selectionLineInputSchema).max(MAX_LINES),
})

export const removalReasons = ['gone', 'hidden', 'no-price', 'sold-out'] as const
export type RemovalReason = (typeof removalReasons)[number]

export const resolvedLineSchema = z.strictObject({
  lineId: z.string(),
  productId: idSchema,
  variantId: idSchema,
  slug: z.string(),
  name: z.string(),
  variantTitle: z.string(),
  imageUrl: z.string().nullable(),
  quantity: z.int(),
  unitPrice: moneySchema.describe('before the offer'),
  lineDiscount: moneySchema,
  lineTotal: moneySchema,
  available: z.int().nullable(),
  backorder: z.boolean(),
  freesUpAt: instantSchema.nullable().describe('when units held by others may return, if too few are free'),
  configuration: configurationSchema.nullable(),
})
export type ResolvedLine = z.infer<typeof resolvedLineSchema>

export const removedLineSchema = z.strictObject({
  lineId: z.string(),
  productId: idSchema.nullable(),
  variantId: idSchema,
  name: z.string().nullable(),
  reason: z.enum(removalReasons),
})
export type RemovedLine = z.infer<typeof removedLineSchema>

const selectionStatuses = ['AVAILABLE', 'PROCESSING'] as const
export const selectionStatusSchema = z.strictObject({ status: z.enum(selectionStatuses) })

export const resolvedSelectionSchema = z.strictObject({
  id: selectionIdSchema.nullable(),
  status: z.enum(selectionStatuses),
  pendingCheckout: z
    .strictObject({ id: idSchema, expiresAt: instantSchema })
    .nullable()
    .describe('the checkout that keeps the selection PROCESSING, where one does'),
  lines: z.array(resolvedLineSchema),
  removed: z.array(removedLineSchema),
  subtotal: moneySchema,
  discount: moneySchema,
  total: moneySchema,
  currency: currencySchema,
  lastUpdated: instantSchema,
})
export type ResolvedSelection = z.infer<typeof resolvedSelectionSchema>
