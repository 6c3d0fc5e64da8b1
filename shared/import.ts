import { z } from 'zod'

export const importFormats = ['shopify', 'woocommerce'] as const
export type ImportFormat = (typeof importFormats)[number]

/** One thing the report names; `error` rows were left out, `notice` rows were taken with a remark. */
export const importIssueSchema = z.strictObject({
  severity: z.enum(['error', 'notice']),
  row: z.int().describe('line of the file where the record begins, header = 1'),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string().describe('stable code, e.g. `not-a-price`'),
  message: z.string(),
})
export type ImportIssue = z.infer<typeof importIssueSchema>

const counts = z.strictObject({ created: z.int(), updated: z.int(), unchanged: z.int() })
export const importReportSchema = z.strictObject({
  format: z.enum(importFormats),
  dryRun: z.boolean(),
  rows: z.int(),
  products: counts,
  variants: counts,
  stockChanges: z.int(),
  pictures: z.int().describe('named by what was taken; GET /imports/pictures says which of them are there'),
  errors: z.int(),
  notices: z.int(),
  issues: z.array(importIssueSchema).describe('the first 1,000'),
})
export type ImportReport = z.infer<typeof importReportSchema>
