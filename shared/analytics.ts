import { z } from 'zod'
import { idSchema } from './text.ts'

/** What a shopper does that is counted; checkouts are counted from the checkouts themselves. */
export const visitKinds = ['window', 'product', 'selected'] as const

export const visitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('window') }),
  z.strictObject({ kind: z.literal('product'), productId: idSchema }),
  z.strictObject({ kind: z.literal('selected'), productId: idSchema }),
])
export type Visit = z.infer<typeof visitSchema>

const count = z.int().min(0)

export const visitReportSchema = z.strictObject({
  days: z
    .array(
      z.strictObject({
        day: z.iso.date().describe('in the store’s time zone'),
        window: count,
        product: count,
        selected: count,
        checkouts: count.describe('made on that day'),
        confirmed: count.describe('of those'),
      }),
    )
    .describe('oldest first, today last, none left out'),
  products: z
    .array(
      z.strictObject({
        productId: idSchema,
        name: z.string(),
        product: count,
        selected: count,
        checkouts: count,
        confirmed: count,
      }),
    )
    .describe('most looked at first, at most 20'),
})
export type VisitReport = z.infer<typeof visitReportSchema>
