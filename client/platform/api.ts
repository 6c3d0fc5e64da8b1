/** The typed client of our own HTTP API: `fetch` in the browser, a call inside the process on the server. */
import { getRequestEvent, isServer } from 'solid-js/web'
import type {
  CategoryTree,
  Facets,
  Product,
  ProductPage,
  RelatedProducts,
  Suggestions,
} from '../../shared/catalogue.ts'
import type { Checkout, Shortage } from '../../shared/checkout.ts'
import type { Money } from '../../shared/money.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import type { StoreProfile } from '../../shared/store.ts'
import { lost, reached } from './connection.ts'
import { settledLanguage } from './i18n.ts'

export type Transport = (path: string, init?: RequestInit) => Promise<Response>

/** What a refusal carries; the optional members depend on the code. */
export type ApiProblem = {
  status: number
  code: ProblemCode | 'offline'
  shortages?: Shortage[]
  changes?: { variantId: string; was: Money; now: Money }[]
  total?: { was: Money; now: Money }
  expiresAt?: string
  /** Which store it is that is closed. */
  store?: Pick<StoreProfile, 'name' | 'locale' | 'whatsapp' | 'theme'>
}
/** Plain data, so that a failure can cross from server to browser without a stack trace in it. */
export type Answer<T> =
  | {
      ok: true
      value: T
      /** When it was true; without it, when the document came. */
      at?: string
      /** It comes from the phone. */
      isKept?: boolean
    }
  | { ok: false; problem: ApiProblem }

export type ProductQuery = {
  category?: string | undefined
  q?: string | undefined
  sort?: string | undefined
  option?: string[] | undefined
  minPrice?: string
  maxPrice?: string
  available?: '1' | undefined
  onSale?: '1'
  cursor?: string | undefined
  limit?: string
}

export const shopApi = (store: string) => {
  const at = `/api/stores/${encodeURIComponent(store)}`
  return {
    profile: () => call<StoreProfile>(`${at}/store${search()}`),
    products: (query: ProductQuery) => call<ProductPage>(`${at}/products${search(query)}`),
    facets: (query: ProductQuery) => call<Facets>(`${at}/products/facets${search(query)}`),
    suggestions: (q: string) => call<Suggestions>(`${at}/products/suggestions${search({ q })}`),
    product: (slug: string) => call<Product>(`${at}/products/${encodeURIComponent(slug)}${search()}`),
    related: (slug: string) =>
      call<RelatedProducts>(`${at}/products/${encodeURIComponent(slug)}/related${search()}`),
    categories: () => call<CategoryTree>(`${at}/categories${search()}`),
    checkout: (code: string) => call<Checkout>(`${at}/checkouts/${encodeURIComponent(code)}`),
  }
}

/** Which store a checkout link belongs to, and then the checkout itself. */
export async function checkoutByCode(code: string): Promise<Answer<Checkout>> {
  const home = await call<{ store: string }>(`/api/c/${encodeURIComponent(code)}`)
  return home.ok ? shopApi(home.value.store).checkout(code) : home
}

/** The catalogue speaks the page's language; where none is settled, the store's own comes by itself. */
export function search(query: ProductQuery = {}): string {
  const filled = Object.entries({ ...query, lang: settledLanguage() }).flatMap(
    ([name, value]: [string, string | string[] | null | undefined]): [string, string][] =>
      Array.isArray(value) ? value.map((one) => [name, one]) : value ? [[name, value]] : [],
  )
  return filled.length > 0 ? `?${new URLSearchParams(filled).toString()}` : ''
}

/** A network that swallows what is asked is none. */
const PATIENCE_MS = 20_000

/** For rooms that ask for more than pages do. */
export async function call<T>(path: string, init?: RequestInit): Promise<Answer<T>> {
  try {
    const response = await transport()(path, {
      ...(isServer || init || !('timeout' in AbortSignal)
        ? init
        : { signal: AbortSignal.timeout(PATIENCE_MS) }),
      headers: { accept: 'application/json', ...init?.headers },
    })
    if (response.ok) {
      const value = (response.status === 204 ? null : await response.json()) as T
      if (isServer) return { ok: true, value }
      reached()
      return { ok: true, value, at: new Date().toISOString() }
    }
    // Somebody on the way has answered for a server that is away.
    if (!isServer && response.status >= 502) lost()
    else reached()
    return { ok: false, problem: await problemOf(response) }
  } catch (error) {
    if (!isServer) {
      lost()
      return { ok: false, problem: { status: 0, code: 'offline' } }
    }
    // Codes are capabilities: they stay out of the log.
    getRequestEvent()?.page.log(error, `page data failed: ${path.replace(/[\w-]{22,}/g, '…')}`)
    return { ok: false, problem: { status: 500, code: 'internal' } }
  }
}

function transport(): Transport {
  if (!isServer) return (path, init) => fetch(path, init)
  const event = getRequestEvent()
  if (!event) throw new Error('the API was called outside of a request')
  return event.page.fetchApi
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  const code = response.status === 503 ? 'database-unavailable' : 'internal'
  const members = typeof body === 'object' && body !== null ? body : {}
  return { code, ...members, status: response.status }
}
