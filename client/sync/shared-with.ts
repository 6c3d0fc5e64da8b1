/** The link by which this browser shares somebody else's selection; without one it has its own. */
import type { SelectionAccess } from '../../shared/selection-links.ts'
import { keep, readKept } from '../platform/storage.ts'

export const sharedKey = (store: string) => `vidriera:${store}:shared`

export function readShared(store: string): string | null {
  const kept = readKept(sharedKey(store))
  return kept !== null && /^[\w-]{22}$/.test(kept) ? kept : null
}

export const keepShared = (store: string, token: string | null): boolean => keep(sharedKey(store), token)

/** Where a link leads: `#with=` to choose together, `#look=` to look. Behind the `#`, no server and no log sees it. */
export function readLink(hash: string): { access: SelectionAccess; token: string } | null {
  const [, way, token] = /^#(with|look)=([\w-]{22})$/.exec(hash) ?? []
  return token === undefined ? null : { access: way === 'with' ? 'edit' : 'view', token }
}
/** Leads another phone of the same person to the selection that this code names. */
export const recoveryHash = (code: string) => `#back=${code}`
export const readRecovery = (hash: string): string | null => /^#back=([\w-]{1,60})$/.exec(hash)?.[1] ?? null

export const linkHash = (access: SelectionAccess, token: string) =>
  `#${access === 'edit' ? 'with' : 'look'}=${token}`
