import type { StoreProfile } from '../../shared/store.ts'
import { hourOf, remainingOf } from '../platform/time.ts'
import { words } from './words.ts'

type Place = Pick<StoreProfile, 'timeZone' | 'locale'>

const dayNumber = (at: number, timeZone: string) =>
  Date.parse(`${new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)}T00:00:00Z`) / 86_400_000

/** `18:40` today, `mañana, 18:40`, `sáb 22 nov, 18:40` on another day, in the store's time. */
export function shortTime(at: string, now: number, { timeZone, locale }: Place): string {
  const hour = hourOf(at, timeZone, locale)
  const then = Date.parse(at)
  const days = Math.round(dayNumber(then, timeZone) - dayNumber(now, timeZone))
  if (days === 0) return hour
  if (days === 1 || days === -1) return `${days === 1 ? words.tomorrow : words.yesterday}, ${hour}`
  const isFar = Math.abs(then - now) > 300 * 86_400_000
  const day = new Intl.DateTimeFormat(locale, {
    ...(isFar ? { year: '2-digit' } : { weekday: 'short' }),
    day: 'numeric',
    month: isFar ? 'numeric' : 'short',
    timeZone,
  }).format(then)
  return `${day.replaceAll('.', '')}, ${hour}`
}

/** Time left, never wider than `23:59 h`: hours and minutes, and in the last hour minutes and seconds. */
export function timeLeft(ms: number): string {
  const { hours, minutes, seconds } = remainingOf(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`
  return hours > 0 ? `${hours} h ${two(minutes)}` : `${two(minutes)}:${two(seconds)}`
}
