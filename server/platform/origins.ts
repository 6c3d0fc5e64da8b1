const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Methods that change nothing. */
export const isSafeMethod = (method: string): boolean => safe.has(method)

type Sent = {
  origin: string | undefined
  fetchSite: string | undefined
  hasCookie: boolean
}

/**
 * Whether an unsafe request comes from our own pages or from no page at all. `own` are the origins this request's host
 * goes by. A browser names the origin of every unsafe request; a script of another kind has no cookie to be misused.
 */
export function isOwnOrigin(
  { origin, fetchSite, hasCookie }: Sent,
  own: (origin: string) => boolean,
): boolean {
  if (origin !== undefined) {
    if (!own(origin)) return false
  } else if (hasCookie) {
    return false
  }
  return !hasCookie || fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none'
}

/**
 * Our own origins for one request: PUBLIC_URL, and the host that was asked. Where nobody tells us the scheme
 * (a plain socket without a trusted proxy), both pass: it is the same host.
 */
export function ownOrigins(publicUrl: string | undefined, host: string, scheme: string | undefined) {
  const configured = publicUrl === undefined ? undefined : new URL(publicUrl).origin
  return (origin: string): boolean =>
    origin === configured ||
    (scheme === undefined
      ? origin === `https://${host}` || origin === `http://${host}`
      : origin === `${scheme}://${host}`)
}
