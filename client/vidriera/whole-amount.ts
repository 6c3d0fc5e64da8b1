const MOST = 99_999_999

/** What somebody has written for a price, in whole units, `1.200,50` as 1200 or 1201; '' where it is none. */
export function wholeAmount(text: string, round: (amount: number) => number): string {
  // One or two digits at the end are of decimals, three are of thousands.
  const [, whole = '', decimals = ''] = /^[^\d-]*?([^a-z-]*?)(?:[.,](\d{1,2}))?\D*$/i.exec(text) ?? []
  const digits = whole.replace(/\D/g, '')
  return digits + decimals && String(Math.min(round(Number(`${digits}.${decimals}`)), MOST))
}
