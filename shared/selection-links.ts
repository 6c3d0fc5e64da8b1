/** Links that let others into a selection. */
import { z } from 'zod'
import { selectionIdSchema } from './selection.ts'
import { idSchema, instantSchema } from './text.ts'

export const selectionAccessSchema = z
  .enum(['edit', 'view'])
  .describe('`edit` to choose together, `view` to look')
export type SelectionAccess = z.infer<typeof selectionAccessSchema>

export const selectionLinkRequestSchema = z.strictObject({ access: selectionAccessSchema })

export const selectionLinkSchema = z.strictObject({
  id: idSchema,
  token: selectionIdSchema.describe('stands in the place of the id of the selection'),
  access: selectionAccessSchema,
  createdAt: instantSchema,
})
export type SelectionLink = z.infer<typeof selectionLinkSchema>

export const selectionLinksSchema = z.strictObject({ items: z.array(selectionLinkSchema) })
