/** What `npm run store -- set` takes: a store's change as a person types it on a command line. */
import { z } from 'zod'
import type { OpeningHours } from '../../shared/hours.ts'
import { weekdays, type Weekday } from '../../shared/weekdays.ts'
import { storeChangeSchema } from '../../shared/store.ts'

/** An empty value clears. */
const clearable = <S extends z.ZodType>(read: (text: string) => unknown, schema: S) =>
  z
    .string()
    .transform((text) => (text.trim() === '' ? null : read(text)))
    .pipe(schema)

const same = (text: string) => text
const { tagline, whatsapp, host, hours, theme } = storeChangeSchema.shape

export const storeSetSchema = storeChangeSchema
  .omit({ tagline: true, whatsapp: true, host: true, hours: true, theme: true, translations: true })
  .extend({
    tagline: clearable(same, tagline).optional(),
    whatsapp: clearable(same, whatsapp).optional(),
    host: clearable(same, host).optional(),
    hours: clearable(readHours, hours).optional(),
    theme: clearable(readTheme, theme).optional(),
  })

/** `mon-fri 09:00-13:00 16:00-20:00, sat 10:00-14:00`; days that are not named are closed. What is odd the schema refuses. */
export function readHours(text: string): OpeningHours | string {
  const week: OpeningHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  for (const part of text.toLowerCase().split(',')) {
    const [days = '', ...spans] = part.trim().split(/\s+/)
    const named = daysOf(days)
    if (named.length === 0 || spans.length === 0) return text
    for (const day of named) {
      week[day].push(
        ...spans.map((span) => {
          const [from = '', to = ''] = span.split('-')
          return { from, to }
        }),
      )
    }
  }
  return week
}

/** `mon`, or `mon-fri`. */
function daysOf(text: string): Weekday[] {
  const [first, last, ...more] = text.split('-').map((name) => weekdays.findIndex((day) => day === name))
  if (first === undefined || first === -1 || more.length > 0) return []
  return last === -1 ? [] : weekdays.slice(first, (last ?? first) + 1)
}

/** `<ground> <accent> <typeface>`. */
function readTheme(text: string): unknown {
  const [ground, accent, typeface] = text.trim().split(/\s+/)
  return { ground, accent, typeface }
}
