import type { ProductSort } from '../../shared/catalogue.ts'
import type { ProductQuery } from '../platform/api.ts'

export const sorts = [
  'featured',
  'newest',
  'price-asc',
  'price-desc',
  'name',
] as const satisfies ProductSort[]

type Query = Record<string, string | string[] | undefined>

/** What part of the window an address asks for; what makes no sense in it is left out. */
export function searchOf(query: Query): ProductQuery {
  const one = (name: string) => {
    const value = query[name]
    const first = (Array.isArray(value) ? value[0] : value)?.trim()
    return first ? { [name]: first } : {}
  }
  const sort = one('sort')
  return {
    ...one('category'),
    ...one('q'),
    ...(sorts.some((known) => known === sort.sort) ? sort : {}),
    ...one('cursor'),
  }
}
