const MOST_DIGITS = 8

/** What somebody has written for a price, in whole units: `1.200,50` is 1200, or 1201 where it is rounded up. */
export function wholeAmount(text: string, round: 'up' | 'down'): string {
  // One or two digits at the end are of decimals, three are of thousands.
  const [, whole = '', decimals = ''] = /^(.*?)(?:[.,](\d{1,2}))?\D*$/.exec(text.trim()) ?? []
  const digits = whole.replace(/\D/g, '')
  if (digits + decimals === '') return ''
  const above = round === 'up' && Number(decimals) > 0 ? 1 : 0
  return String(Number(digits) + above).slice(0, MOST_DIGITS)
}
