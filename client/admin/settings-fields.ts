import type { StoreSettings } from '../../shared/store.ts'

export type Fields = Record<
  | 'holdHours'
  | 'firstHoldMinutes'
  | 'maxOpenHoldsPerPhone'
  | 'maxOpenHoldsPerDevice'
  | 'maxOpenHoldsPerAddress'
  | 'maxUnitsPerStockItem'
  | 'whatsappTemplate',
  string
> & { countsVisits: boolean }
/** Those that are written. */
export type FieldName = Exclude<keyof Fields, 'countsVisits'>

/** Settings as a person writes them: the hold in hours, nothing for what follows from the rest. */
export function shownFields(settings: StoreSettings): Fields {
  const text = (n: number | null) => (n === null ? '' : String(n))
  return {
    holdHours: String(settings.holdMinutes / 60).replace('.', ','),
    firstHoldMinutes: text(settings.firstHoldMinutes),
    maxOpenHoldsPerPhone: text(settings.maxOpenHoldsPerPhone),
    maxOpenHoldsPerDevice: text(settings.maxOpenHoldsPerDevice),
    maxOpenHoldsPerAddress: text(settings.maxOpenHoldsPerAddress),
    maxUnitsPerStockItem: text(settings.maxUnitsPerStockItem),
    whatsappTemplate: settings.whatsappTemplate ?? '',
    countsVisits: settings.countsVisits,
  }
}

/** Back again; undefined where a number is none. The bounds are the server's to check. */
export function readFields(fields: Fields): StoreSettings | undefined {
  const hours = /^\d{1,3}(?:[.,]\d{1,2})?$/.test(fields.holdHours.trim())
    ? Number(fields.holdHours.trim().replace(',', '.'))
    : Number.NaN
  const first = fields.firstHoldMinutes.trim() === '' ? null : whole(fields.firstHoldMinutes)
  const read = {
    holdMinutes: Math.round(hours * 60),
    maxOpenHoldsPerPhone: whole(fields.maxOpenHoldsPerPhone),
    maxOpenHoldsPerDevice: whole(fields.maxOpenHoldsPerDevice),
    maxOpenHoldsPerAddress: whole(fields.maxOpenHoldsPerAddress),
    maxUnitsPerStockItem: whole(fields.maxUnitsPerStockItem),
  }
  if (![...Object.values(read), first ?? 1].every((n) => n >= 1)) return undefined
  const { countsVisits } = fields
  return {
    ...read,
    firstHoldMinutes: first,
    whatsappTemplate: fields.whatsappTemplate.trim() || null,
    countsVisits,
  }
}

const whole = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN)
