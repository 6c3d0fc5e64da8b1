/** A path that means more than one thing to more than one reader: doubled, dotted, encoded or parametrised segments. */
const ambiguous = /\/\/|\/\.{1,2}(?:\/|$)|[\\;]|%(?:2e|2f|5c|3b)/i
/** What no client of ours sends raw, what Postgres does not take, and percent signs that encode nothing. */
const malformed = /[^\x21-\x7e]|%00|%(?![0-9a-f]{2})/i

/**
 * Whether a request target (as it came over the wire) may be routed: `plain`, or why not. Looked at before anything
 * else, because routers, file servers and guards disagree about what the others mean.
 */
export function judgePath(target: string): 'plain' | 'ambiguous' | 'malformed' {
  const path = pathOf(target)
  if (malformed.test(path)) return 'malformed'
  if (ambiguous.test(path)) return 'ambiguous'
  if (!path.includes('%')) return 'plain'
  try {
    decodeURIComponent(path)
    return 'plain'
  } catch {
    return 'malformed' // bytes that are no UTF-8
  }
}

function pathOf(target: string): string {
  const isAbsolute = target.charCodeAt(0) !== 47
  const full = isAbsolute ? target.replace(/^https?:\/\/[^/?#]*/i, '') : target
  const query = full.indexOf('?')
  return query === -1 ? full : full.slice(0, query)
}
