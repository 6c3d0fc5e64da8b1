import type { WishRequest } from '../../shared/push.ts'
import { call } from '../platform/api.ts'
import { post } from '../platform/checkout-api.ts'

export const pushApi = (store: string) => {
  const at = `/api/stores/${encodeURIComponent(store)}/push`
  const wish = (id: string) => `${at}/wishes/${encodeURIComponent(id)}`
  return {
    key: () => call<{ publicKey: string }>(`${at}/key`),
    make: (request: WishRequest) => call<{ id: string }>(`${at}/wishes`, post(request)),
    look: (id: string) => call<null>(wish(id)),
    takeBack: (id: string) => call<null>(wish(id), { method: 'DELETE' }),
  }
}
