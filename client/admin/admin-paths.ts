import { checkoutStatuses, type CheckoutStatus } from '../../shared/checkout.ts'

/** Which merchant page an address means. `store: null` is the first of one's own. */
export type AdminPage = { store: string | null } & (
  | { kind: 'checkouts'; id: string | null }
  | { kind: 'stock'; id: string | null }
  | { kind: 'visits'; id: null }
  | { kind: 'people'; id: 'tokens' | null }
  | { kind: 'settings'; id: null }
  // one's own, which is of no store; `store` is the one that was left for it
  | { kind: 'account'; id: null }
)
export type AdminSection = Exclude<AdminPage['kind'], 'account'>

export const sections = [
  'checkouts',
  'stock',
  'visits',
  'people',
  'settings',
] as const satisfies AdminSection[]

export function pageOf(pathname: string, search = ''): AdminPage {
  const [store = null, kind, id = null] = pathname.split('/').slice(2).filter(Boolean).map(decode)
  if (store === 'account')
    return { store: new URLSearchParams(search).get('store'), kind: 'account', id: null }
  if (kind === 'settings' || kind === 'visits') return { store, kind, id: null }
  if (kind === 'people') return { store, kind, id: id === 'tokens' ? id : null }
  return { store, kind: kind === 'stock' ? 'stock' : 'checkouts', id }
}

export type CheckoutFilter = { status: CheckoutStatus | 'all'; q: string }
export type StockFilter = { low: boolean; q: string }
/** How far back visits are shown. */
export const visitDays = [7, 30, 90] as const
export type VisitDays = (typeof visitDays)[number]

export function checkoutFilterOf(search: string): CheckoutFilter {
  const query = new URLSearchParams(search)
  const status = [...checkoutStatuses, 'all' as const].find((one) => one === query.get('status'))
  return { status: status ?? 'pending', q: query.get('q') ?? '' }
}

export function stockFilterOf(search: string): StockFilter {
  const query = new URLSearchParams(search)
  return { low: query.get('low') === '1', q: query.get('q') ?? '' }
}

export function visitDaysOf(search: string): VisitDays {
  const wanted = Number(new URLSearchParams(search).get('days'))
  return visitDays.find((one) => one === wanted) ?? 7
}

const part = encodeURIComponent
const withSearch = (path: string, search: Record<string, string>) => {
  const filled = Object.entries(search).filter(([, value]) => value !== '')
  return filled.length > 0 ? `${path}?${new URLSearchParams(filled).toString()}` : path
}

/** Where a page of settings is opened at one of them. */
export const countsVisitsPlace = 'counts-visits'

/** Every address of the merchant pages. */
export const adminPaths = {
  section: (store: string, section: AdminSection) => `/admin/${part(store)}/${section}`,
  visits: (store: string, days: VisitDays) =>
    withSearch(`/admin/${part(store)}/visits`, { days: days === 7 ? '' : String(days) }),
  /** The setting that says whether visits are counted. */
  countsVisits: (store: string) => `/admin/${part(store)}/settings#${countsVisitsPlace}`,
  tokens: (store: string) => `/admin/${part(store)}/people/tokens`,
  account: (store: string | null) => withSearch('/admin/account', { store: store ?? '' }),
  checkouts: (store: string, filter: CheckoutFilter, id?: string | null) =>
    withSearch(`/admin/${part(store)}/checkouts${id ? `/${part(id)}` : ''}`, {
      status: filter.status === 'pending' ? '' : filter.status,
      q: filter.q,
    }),
  stock: (store: string, filter: StockFilter, id?: string | null) =>
    withSearch(`/admin/${part(store)}/stock${id ? `/${part(id)}` : ''}`, {
      low: filter.low ? '1' : '',
      q: filter.q,
    }),
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
