/** What is asked once something was picked; the window does without. */
import type { CheckoutRequest, MadeCheckout } from '../../shared/checkout.ts'
import type { ResolvedSelection, SelectionLineInput } from '../../shared/selection.ts'
import { call, search } from './api.ts'

export const checkoutApi = (store: string) => {
  const at = `/api/stores/${encodeURIComponent(store)}`
  const checkout = (code: string) => `${at}/checkouts/${encodeURIComponent(code)}`
  return {
    resolve: (selectionId: string, lines: SelectionLineInput[]) =>
      call<ResolvedSelection>(`${at}/selections/resolve${search()}`, post({ selectionId, lines })),
    make: (request: CheckoutRequest, key: string, deviceId: string) =>
      call<MadeCheckout>(
        `${at}/checkouts`,
        post(request, { 'idempotency-key': key, 'x-device-id': deviceId }),
      ),
    cancel: (code: string) => call<unknown>(`${checkout(code)}/cancel`, post({})),
    report: (code: string, kind: 'seen' | 'opened-whatsapp') =>
      call<null>(`${checkout(code)}/events`, { ...post({ kind }), keepalive: true }),
  }
}

export const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
