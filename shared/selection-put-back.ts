/** Undoing what the shop took out of a selection: the notices that say so, and whose hand it is. */
import { z } from 'zod'
import { isHand } from './people.ts'

export const putBackSchema = z.strictObject({
  notices: z
    .array(z.strictObject({ lineId: z.string().min(1).max(64), at: z.number() }))
    .min(1)
    .max(20),
  by: z.string().refine(isHand, 'no hand signs like this'),
})
export type PutBack = z.infer<typeof putBackSchema>
