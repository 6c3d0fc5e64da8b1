/** Kinds of columns that several modules have. */
import { customType, timestamp } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** A moment in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true })
