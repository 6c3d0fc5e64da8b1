/** What a phone is given whose copy belongs to an earlier generation of a selection. */
import { z } from 'zod'

/** Documents as Yjs updates in base64. */
export const generationsSchema = z.strictObject({
  ended: z
    .base64()
    .nullable()
    .describe('what the asked generation ended with; null while it goes on, and a week after it has ended'),
  generation: z.int().describe('the one that the selection is in now'),
  now: z.base64(),
})
export type Generations = z.infer<typeof generationsSchema>
