/** Hour as a person says it: `18:40`. */
export const hourOf = (at: string, timeZone: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    new Date(at),
  )

const dayNumber = (at: number, timeZone: string) => {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / 86_400_000)
}

export type Day = { kind: 'today' } | { kind: 'tomorrow' } | { kind: 'date'; text: string }

/** Which day `at` is, seen from `now` in the store's time zone. */
export function dayOf(at: string, now: string, timeZone: string, locale: string): Day {
  const days = dayNumber(Date.parse(at), timeZone) - dayNumber(Date.parse(now), timeZone)
  if (days === 0) return { kind: 'today' }
  if (days === 1) return { kind: 'tomorrow' }
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone })
  return { kind: 'date', text: format.format(new Date(at)) }
}

export type Remaining = { hours: number; minutes: number; seconds: number }

export function remainingOf(ms: number): Remaining {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return { hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 }
}
