/** Orders of the window, and the cursors that continue them. */
import { sql, type SQL } from 'drizzle-orm'
import type { ProductSort } from '../../shared/catalogue.ts'
import { Refusal } from '../platform/problem.ts'
import type { Words } from './words-in.ts'

/** The best first, where something is searched for, is an order that nobody asks for by name. */
export type Sort = ProductSort | 'relevance'

type Order = { columns: SQL[]; types: string[]; order: SQL; isDescending: boolean }

/**
 * Sort → the columns of its cursor, all in one direction, where the id breaks ties so that a cursor is exact; and the same
 * order as its index has it, nulls included: in any other the whole catalogue is sorted for a page.
 */
export const ordersIn = (words: Words): Record<Sort, Order> => ({
  relevance: {
    columns: [sql`p.rank`, sql`(not p.is_featured)`, sql`p.position`, sql`p.id`],
    types: ['integer', 'boolean', 'integer', 'uuid'],
    order: sql`p.rank, not p.is_featured, p.position, p.id`,
    isDescending: false,
  },
  featured: {
    columns: [sql`(not p.is_featured)`, sql`p.position`, sql`p.id`],
    types: ['boolean', 'integer', 'uuid'],
    order: sql`p.is_featured desc nulls last, p.position, p.id`,
    isDescending: false,
  },
  newest: {
    columns: [sql`p.created_at`, sql`p.id`],
    types: ['timestamptz', 'uuid'],
    order: sql`p.created_at desc nulls last, p.id desc nulls last`,
    isDescending: true,
  },
  'price-asc': {
    columns: [sql`p.sort_price_minor`, sql`p.id`],
    types: ['bigint', 'uuid'],
    order: sql`p.sort_price_minor, p.id`,
    isDescending: false,
  },
  'price-desc': {
    columns: [sql`p.sort_price_minor`, sql`p.id`],
    types: ['bigint', 'uuid'],
    order: sql`p.sort_price_minor desc, p.id desc`,
    isDescending: true,
  },
  name: {
    columns: [sql`sort_name(${words.text('p', 'name')})`, sql`p.id`],
    types: ['text', 'uuid'],
    order: sql`sort_name(${words.text('p', 'name')}), p.id`,
    isDescending: false,
  },
})

/** What is past the last row of the page before. */
export function after(
  values: readonly string[],
  sort: ProductSort,
  { columns, types, isDescending }: Order,
): SQL {
  const row = values.map((value, i) => sql`${value}::${sql.raw(types[i] ?? 'text')}`)
  const past = sql`(${sql.join(columns, sql`, `)}) ${sql.raw(isDescending ? '<' : '>')} (${sql.join(row, sql`, `)})`
  // past the featured ones the index is entered by equality: a comparison with the whole row would read them all again
  return sort === 'featured' && values[0] === 'true'
    ? sql`not p.is_featured and (p.position, p.id) > (${sql.join(row.slice(1), sql`, `)})`
    : past
}

const shapes: Record<string, RegExp> = {
  boolean: /^(?:true|false)$/,
  integer: /^-?\d{1,9}$/,
  bigint: /^-?\d{1,15}$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+\d\d(?::?\d\d)?$/,
  text: /^[^\0]*$/,
}

export const writeCursor = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** The values of a cursor of ours for that sort; anything else is refused, not guessed at. */
export function readCursor(cursor: string, { types }: Order): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === types.length) {
      const fits = values.every(
        (value, i) =>
          typeof value === 'string' && shapes[types[i] ?? '']?.test(value) && value.isWellFormed(),
      )
      if (fits) return values as string[]
    }
  } catch {
    // not JSON: the same refusal as below
  }
  throw notACursor()
}

export const notACursor = (): Refusal =>
  new Refusal('invalid-request', {
    issues: [{ in: 'query', path: 'cursor', message: 'is not a cursor of this list' }],
  })
