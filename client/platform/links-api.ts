/** The links that let others into a selection. */
import type { SelectionAccess, SelectionLink } from '../../shared/selection-links.ts'
import { call } from './api.ts'
import { post } from './checkout-api.ts'

export const linksApi = (store: string, selectionId: string) => {
  const at = `/api/stores/${encodeURIComponent(store)}/selections/${selectionId}/links`
  return {
    list: () => call<{ items: SelectionLink[] }>(at),
    add: (access: SelectionAccess) => call<SelectionLink>(at, post({ access })),
    revoke: (link: string) => call<null>(`${at}/${link}`, { method: 'DELETE' }),
  }
}
