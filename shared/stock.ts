import { z } from 'zod'
import { idSchema, instantSchema } from './text.ts'

export const stockLogKinds = [
  'receive',
  'adjust',
  'count',
  'reserve',
  'release',
  'confirm',
  'return',
] as const
export type StockLogKind = (typeof stockLogKinds)[number]

export const balancesSchema = z.strictObject({
  onHand: z.int(),
  reserved: z.int(),
  available: z.int(),
})
export type Balances = z.infer<typeof balancesSchema>

const reason = z.string().trim().min(1).max(200)
/** `delta` adds or takes away; `set` counts, and only if `expected` is still the balance on hand. */
export const stockChangeSchema = z.union([
  z
    .strictObject({
      delta: z
        .int()
        .min(-1_000_000)
        .max(1_000_000)
        .refine((n) => n !== 0, 'must not be 0'),
      kind: z.enum(['receive', 'adjust', 'return']).optional(),
      reason,
    })
    .refine((change) => change.delta > 0 || change.kind === undefined || change.kind === 'adjust', {
      path: ['delta'],
      message: 'what is received or returned is more than 0',
    }),
  z.strictObject({
    set: z.int().min(0).max(1_000_000),
    expected: z
      .int32()
      .describe('what was on hand when it was counted; backorders may have taken it below 0'),
    kind: z.enum(['adjust', 'count']).optional(),
    reason,
  }),
])
export type StockChange = z.infer<typeof stockChangeSchema>

export const stockSettingsSchema = z.strictObject({
  tracked: z.boolean().optional(),
  backorder: z.boolean().optional(),
  lowStockThreshold: z.int().min(0).max(1_000_000).nullable().optional(),
})

export const stockLevelSchema = balancesSchema.extend({
  variantId: idSchema,
  productId: idSchema,
  productName: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  tracked: z.boolean(),
  backorder: z.boolean(),
  lowStockThreshold: z.int().nullable(),
  isLow: z.boolean(),
})
export type StockLevel = z.infer<typeof stockLevelSchema>

export const stockLevelsSchema = z.strictObject({
  items: z.array(stockLevelSchema),
  nextCursor: z.string().nullable(),
})

export const stockLogSchema = z.strictObject({
  id: z.string(),
  at: instantSchema,
  kind: z.enum(stockLogKinds),
  onHandDelta: z.int(),
  reservedDelta: z.int(),
  onHandAfter: z.int(),
  reservedAfter: z.int(),
  reason: z.string().nullable(),
  actor: z.string(),
  checkoutId: idSchema.nullable(),
})
export const stockLogPageSchema = z.strictObject({
  items: z.array(stockLogSchema),
  nextCursor: z.string().nullable(),
})

export const stockHoldSchema = z.strictObject({
  checkoutId: idSchema,
  quantity: z.int(),
  expiresAt: instantSchema,
})
