/** Taking what is no longer sold out of all selections of a store: how far it is, and what came of it. */
import { z } from 'zod'
import { removalReasons } from './selection.ts'
import { idSchema, instantSchema } from './text.ts'

const count = z.int().min(0)

export const selectionCleaningSchema = z.strictObject({
  id: idSchema,
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  selections: count.describe('how many there were when it began'),
  seen: count.describe('how many have been looked at'),
  cleaned: count.describe('of how many something was taken out'),
  busy: count.describe('nothing may be written to them now; they are cleaned once somebody has them open'),
  lines: count.describe('taken out'),
  reasons: z.partialRecord(z.enum(removalReasons), count).describe('lines by why they were taken out'),
})
export type SelectionCleaning = z.infer<typeof selectionCleaningSchema>
