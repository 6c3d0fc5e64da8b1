/** When a store is open: by the days of its week, in its own time zone. */
import { z } from 'zod'

const MOST_SPANS = 3

const spanSchema = z.strictObject({
  from: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 09:30'),
  to: z
    .string()
    .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is not a time like 18:00')
    .describe('later than `from`; 24:00 is midnight, and what goes on after it belongs to the next day'),
})
export type OpenSpan = z.infer<typeof spanSchema>

/** No spans: closed that day. */
const daySchema = z
  .array(spanSchema)
  .max(MOST_SPANS)
  .refine((spans) => {
    const times = spans.flatMap(({ from, to }) => [from, to])
    return times.every((time, n) => n === 0 || time > (times[n - 1] ?? ''))
  }, 'times must follow each other')

export const openingHoursSchema = z.strictObject({
  mon: daySchema,
  tue: daySchema,
  wed: daySchema,
  thu: daySchema,
  fri: daySchema,
  sat: daySchema,
  sun: daySchema,
})
export type OpeningHours = z.infer<typeof openingHoursSchema>
