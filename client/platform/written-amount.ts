/**
 * What somebody has written for a price, in minor units of a currency of so many decimals: `1.200,50` as 120050 of pesos,
 * `1.250` as 1250 of dinars and 1250 of yens. Null where it is none; not rounded where it says more than there is.
 */
export function writtenAmount(text: string, digits: number): number | null {
  const [, whole = '', separator = '', end = ''] =
    /^[^\d-]*?([^a-z-]*?)(?:([.,])(\d{1,3}))?\D*$/i.exec(text) ?? []
  // Three digits at the end are of thousands, but where the currency has as many and nothing else says so.
  const isGroup = end.length === 3 && (digits < 3 || whole.includes(separator))
  const units = (isGroup ? whole + end : whole).replace(/\D/g, '')
  const decimals = isGroup ? '' : end
  return units + decimals === '' ? null : Number(`${units}.${decimals}e${digits}`)
}
