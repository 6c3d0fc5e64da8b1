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
  const isToday = isSameDay(at, now, place.timeZone)
  const { day, hour } = momentOf(at, isToday ? now : seenFrom(at, now), place)
  return useTexts('shop').pricesOf(isSlow, isToday ? null : day, hour)
}

/** `ayer a las 10:12`: when something was looked at, in the store's time. */
export const seenText = (at: string, now: string, place: Place): string =>
  whenText(at, seenFrom(at, now), place)

/** A clock that is behind what has happened tells no yesterday from tomorrow: then the day is said by its date. */
const seenFrom = (at: string, now: string): string => (at > now ? new Date(0).toISOString() : now)

function momentOf(at: string, now: string, { timeZone, locale }: Place) {
  const written = pageLocale(locale)
  return { day: dayOf(at, now, timeZone, written), hour: hourOf(at, timeZone, written) }
}
