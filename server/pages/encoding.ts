export type Encoding = 'br' | 'gzip' | 'identity'

const takes = (['br', 'gzip'] as const).map(
  (encoding) => [encoding, new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(?:\\.0+)?(?![.\\d]))`)] as const,
)

/** What an `Accept-Encoding` takes, the smallest first; the plain bytes always may be sent. */
export const wantedEncodings = (accepted = ''): Encoding[] => [
  ...takes.flatMap(([encoding, pattern]) => (pattern.test(accepted) ? [encoding] : [])),
  'identity',
]
