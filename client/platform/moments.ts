/** When something is, in the page's language and the store's time. */
import type { StoreProfile } from '../../shared/store.ts'
import { pageLocale, useTexts } from './i18n.ts'
import { dayOf, hourOf, isSameDay } from './time.ts'

type Place = Pick<StoreProfile, 'timeZone' | 'locale'>

/** `hasta mañana a las 18:40`, in the store's time. */
export function untilText(at: string, now: string, place: Place): string {
  const { day, hour } = momentOf(at, now, place)
  return useTexts('shop').time.until(day, hour)
}

/** `mañana a las 18:40`, in the store's time. */
export function whenText(at: string, now: string, place: Place): string {
  const { day, hour } = momentOf(at, now, place)
  return useTexts('shop').time.when(day, hour)
}

/** `Sin conexión. Precios de las 10:12`, in the store's time; with the day where it is another one. */
export function pricesText(at: string, now: string, place: Place, isSlow: boolean): string {
  const { day, hour } = momentOf(at, now, place)
  return useTexts('shop').pricesOf(isSlow, isSameDay(at, now, place.timeZone) ? null : day, hour)
}

function momentOf(at: string, now: string, { timeZone, locale }: Place) {
  const written = pageLocale(locale)
  return { day: dayOf(at, now, timeZone, written), hour: hourOf(at, timeZone, written) }
}
