/** Counts that something was looked at: never by whom, and not at all where the browser says not to. */
import type { Visit } from '../../shared/analytics.ts'

/** Counting is never worth a fault, a wait or a second try. */
export function countVisit(store: string, visit: Visit): void {
  if (isUnwanted()) return
  const address = `/api/stores/${encodeURIComponent(store)}/visits`
  const body = new Blob([JSON.stringify(visit)], { type: 'application/json' })
  // Outlives the page, and yields to what the page itself is waiting for.
  if ('sendBeacon' in navigator && navigator.sendBeacon(address, body)) return
  // Unreachable means uncounted: there is nothing to tell the shopper.
  fetch(address, { method: 'POST', body, keepalive: true }).catch(() => undefined)
}

const isUnwanted = () =>
  navigator.doNotTrack === '1' ||
  ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true)
