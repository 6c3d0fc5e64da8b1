/** What the merchant pages ask of the server, with the session cookie of the browser. */
import type { z } from 'zod'
import type {
  madeTokenSchema,
  memberListSchema,
  Role,
  Session,
  setMemberSchema,
  tokenSchema,
} from '../../shared/accounts.ts'
import type { VisitReport } from '../../shared/analytics.ts'
import type { CheckoutList, MerchantCheckout, Shortage } from '../../shared/checkout.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import type { SelectionCleaning } from '../../shared/selection-cleaning.ts'
import type {
  Balances,
  StockChange,
  StockHold,
  StockLevels,
  StockLogPage,
  StockSettings,
} from './stock-types.ts'
import type { StoreChange, StoreDetails, StoreSettings } from '../../shared/store.ts'
import type { CheckoutFilter, StockFilter, VisitDays } from './admin-paths.ts'

/** Why an answer did not come; the optional members depend on the code. */
export type Problem = {
  status: number
  code: ProblemCode | 'offline'
  shortages?: Shortage[]
  checkoutStatus?: string
  holds?: StockHold[]
  onHand?: number
  retryAfterSeconds?: number
  /** Which part of the request a conflict is about. */
  path?: string
  issues?: { path: string; message: string }[]
}
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export const signIn = (email: string, password: string) =>
  call<unknown>('/api/auth/sign-in/email', send('POST', { email, password }))
export const signOut = () => call<null>('/api/auth/sign-out', send('POST', {}))
export const readSession = () => call<Session>('/api/session')
/** Keeps a session in use from ending. */
export const renewSession = () => call<unknown>('/api/auth/get-session')

export type Member = z.infer<typeof memberListSchema>['items'][number]
export type ApiToken = z.infer<typeof tokenSchema>

export const changeName = (name: string) => call<null>('/api/account/name', send('PATCH', { name }))
export const changePassword = (current: string, next: string) =>
  call<null>('/api/account/password', send('POST', { current, next }))
export const endSessions = () => call<null>('/api/account/sessions', { method: 'DELETE' })

export type MerchantApi = ReturnType<typeof merchantApi>

export const merchantApi = (store: string) => {
  const at = `/api/stores/${encodeURIComponent(store)}`
  const checkout = (id: string) => `${at}/checkouts/${encodeURIComponent(id)}`
  const stock = (variantId: string) => `${at}/variants/${encodeURIComponent(variantId)}/stock`
  return {
    details: () => call<StoreDetails>(at),
    change: (change: StoreChange) => call<StoreDetails>(at, send('PATCH', change)),
    settings: () => call<StoreSettings>(`${at}/settings`),
    changeSettings: (changes: Partial<StoreSettings>) =>
      call<StoreSettings>(`${at}/settings`, send('PATCH', changes)),

    members: () => call<{ items: Member[] }>(`${at}/members`),
    setMember: (email: string, role: Role) =>
      call<z.infer<typeof setMemberSchema>>(
        `${at}/members/${encodeURIComponent(email)}`,
        send('PUT', { role }),
      ),
    removeMember: (userId: string) => call<null>(`${at}/members/${userId}`, { method: 'DELETE' }),
    tokens: () => call<{ items: ApiToken[] }>(`${at}/tokens`),
    makeToken: (name: string, role: Role) =>
      call<z.infer<typeof madeTokenSchema>>(`${at}/tokens`, send('POST', { name, role })),
    revokeToken: (id: string) => call<null>(`${at}/tokens/${id}`, { method: 'DELETE' }),

    checkouts: ({ status, q }: CheckoutFilter, cursor?: string) =>
      call<CheckoutList>(`${at}/checkouts${search({ status: status === 'all' ? '' : status, q, cursor })}`),
    checkout: (id: string) => call<MerchantCheckout>(`${checkout(id)}/merchant`),
    confirm: (id: string) => call<MerchantCheckout>(`${checkout(id)}/confirm`, send('POST', {})),
    extend: (id: string, minutes: number) =>
      call<MerchantCheckout>(`${checkout(id)}/extend`, send('POST', { minutes })),
    cancel: (id: string, reason: string) =>
      call<null>(`${checkout(id)}/cancel`, send('POST', reason === '' ? {} : { reason })),

    /** Has all selections cleaned of what is no longer sold; one that is under way goes on. */
    cleanSelections: () => call<SelectionCleaning>(`${at}/selections/clean`, send('POST', {})),
    cleaning: (id: string) => call<SelectionCleaning>(`${at}/selections/cleanings/${id}`),

    visits: (days: VisitDays) => call<VisitReport>(`${at}/visits?days=${days}`),

    stock: ({ q, low }: StockFilter, cursor?: string) =>
      call<StockLevels>(`${at}/stock${search({ q, low: low ? '1' : '', cursor })}`),
    holds: (variantId: string) => call<{ items: StockHold[] }>(`${stock(variantId)}/holds`),
    log: (variantId: string, cursor?: string) =>
      call<StockLogPage>(`${stock(variantId)}/log${search({ cursor, limit: '20' })}`),
    changeStock: (variantId: string, change: StockChange) =>
      call<Balances>(stock(variantId), send('POST', change)),
    changeStockSettings: (variantId: string, change: StockSettings) =>
      call<null>(stock(variantId), send('PATCH', change)),
  }
}

const send = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

function search(query: Record<string, string | undefined>): string {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return filled.length > 0 ? `?${new URLSearchParams(filled).toString()}` : ''
}

async function call<T>(path: string, init?: RequestInit): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch {
    return { ok: false, problem: { status: 0, code: 'offline' } } // no network, or the server is away
  }
  const body: unknown = response.status === 204 ? null : await response.json().catch(() => undefined)
  if (response.ok && body !== undefined) return { ok: true, value: body as T }
  const members = typeof body === 'object' && body !== null ? body : {}
  return { ok: false, problem: { code: 'internal', ...members, status: response.status } }
}
