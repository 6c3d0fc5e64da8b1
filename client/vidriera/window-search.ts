import type { ProductSort } from '../../shared/catalogue.ts'
import type { WindowSearch } from '../paths.ts'
import { writtenAmount } from '../platform/written-amount.ts'

export const sorts = [
  'featured',
  'newest',
  'price-asc',
  'price-desc',
  'name',
] as const satisfies ProductSort[]

type Query = Record<string, string | string[] | undefined>

const MOST_OPTIONS = 30
const LONGEST = 200
/** What the shop searches for at most; a longer one is told so rather than left out. */
export const LONGEST_SEARCH = LONGEST
const LONGEST_ASKED = 1000
/** What a price can be written in; the fields take no more. */
export const LONGEST_AMOUNT = 16

/** What part of the window an address asks for; what makes no sense in it is left out. */
export function searchOf(query: Query): WindowSearch {
  const all = (name: string, longest = LONGEST) =>
    [query[name] ?? []]
      .flat()
      .map((value) => value.trim())
      .filter((value) => value !== '' && value.length <= longest)
  const one = <T extends string>(
    name: string,
    isKnown: (value: string) => boolean = () => true,
    longest = LONGEST,
  ) => {
    const [first] = all(name, longest)
    return first !== undefined && isKnown(first) ? { [name]: first as T } : {}
  }
  // as it was written: only the store's currency says what that comes to
  const isAmount = (value: string) => writtenAmount(value, 2) !== null
  const isOn = (value: string) => value === '1'
  const option = all('option').filter((value) => /^[^:]+:[^]+$/.test(value))
  return {
    ...one('category', (value) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value)),
    ...one('q', undefined, LONGEST_ASKED),
    ...one('sort', (value) => sorts.some((known) => known === value)),
    ...(option.length > 0 ? { option: option.slice(0, MOST_OPTIONS) } : {}),
    ...one('min', isAmount, LONGEST_AMOUNT),
    ...one('max', isAmount, LONGEST_AMOUNT),
    ...one<'1'>('available', isOn),
    ...one<'1'>('sale', isOn),
    ...one('cursor'),
  }
}

/** How many things narrow the window beyond category and search. */
export const filterCount = ({ option = [], min, max, available, sale }: WindowSearch): number =>
  option.length + [min ?? max, available, sale].filter(Boolean).length

/** The same place without what narrows it, and from its beginning. */
export const withoutFilters = ({ category, q, sort }: WindowSearch): WindowSearch => ({ category, q, sort })

/** With this value of an option, or without it where it is chosen already. */
export function toggled(search: WindowSearch, value: string): WindowSearch {
  const { cursor: _cursor, option = [], ...rest } = search
  const next = option.includes(value) ? option.filter((one) => one !== value) : [...option, value]
  return { ...rest, ...(next.length > 0 ? { option: next } : {}) }
}
