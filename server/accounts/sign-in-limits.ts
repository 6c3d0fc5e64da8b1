/**
 * How often a password may be guessed: by one address at one account, by one address at all, at one account by all.
 * Whoever has used up the free attempts waits, and twice as long after each further one; quiet for long enough starts
 * over. An unknown account is counted like a known one.
 *
 * | counted              | free | first wait | longest | forgotten after |
 * | address and account  | 5    | 1 min      | 1 h     | 24 h            |
 * | address              | 30   | 1 min      | 1 h     | 24 h            |
 * | account              | 50   | 10 s       | 15 min  | 24 h            |
 *
 * So one address gets about 35 guesses a day at one account, and everybody together about 150. The last line waits the
 * shortest, because strangers can make the owner wait with it. Each process counts for itself: two allow twice as much.
 */
import { Refusal } from '../platform/problem.ts'
import type { Clock } from '../platform/clock.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const MOST_KEYS = 50_000

type Pace = { free: number; firstMs: number; mostMs: number; forgetMs: number }
type Tries = { count: number; waitUntil: number; forgetAt: number }

export type SignInLimits = ReturnType<typeof createSignInLimits>

export function createSignInLimits(clock: Clock) {
  const counters = [
    {
      key: (address: string, account: string) => `${address} ${account}`,
      tries: createBackoff(clock, { free: 5, firstMs: MINUTE, mostMs: HOUR, forgetMs: 24 * HOUR }),
    },
    {
      key: (address: string) => address,
      tries: createBackoff(clock, { free: 30, firstMs: MINUTE, mostMs: HOUR, forgetMs: 24 * HOUR }),
    },
    {
      key: (_address: string, account: string) => account,
      tries: createBackoff(clock, {
        free: 50,
        firstMs: 10 * SECOND,
        mostMs: 15 * MINUTE,
        forgetMs: 24 * HOUR,
      }),
    },
  ]
  return {
    /**
     * Takes an attempt before the password is looked at, so that many at once count each other; refuses `rate-limited`.
     * Answers what to call where it was the right one: the pair starts over, the wider counts get this attempt back.
     */
    take: (address: string, account: string): (() => void) => {
      const waitMs = Math.max(...counters.map(({ key, tries }) => tries.waitMs(key(address, account))))
      if (waitMs > 0) throw new Refusal('rate-limited', { retryAfterSeconds: Math.ceil(waitMs / SECOND) })
      const [startOver, ...giveBack] = counters.map(({ key, tries }) => tries.take(key(address, account)))
      return () => {
        startOver?.forget()
        for (const attempt of giveBack) attempt.undo()
      }
    },
  }
}

function createBackoff(clock: Clock, pace: Pace) {
  const known = new Map<string, Tries>()
  const now = () => clock.now().getTime()
  const find = (key: string): Tries | undefined => {
    const tries = known.get(key)
    if (tries && tries.forgetAt > now()) return tries
    known.delete(key)
    return undefined
  }
  return {
    waitMs: (key: string): number => Math.max(0, (find(key)?.waitUntil ?? 0) - now()),
    take: (key: string) => {
      const before = find(key)
      const count = (before?.count ?? 0) + 1
      const over = count - pace.free
      const waitMs = over < 0 ? 0 : Math.min(pace.mostMs, pace.firstMs * 2 ** over)
      const after = { count, waitUntil: now() + waitMs, forgetAt: now() + waitMs + pace.forgetMs }
      known.delete(key) // the last that was used stands last
      known.set(key, after)
      if (known.size > MOST_KEYS) dropOldest(known)
      return {
        forget: (): void => void known.delete(key),
        /** Not where another attempt came meanwhile: one's own right password must not take back a guess at somebody else's. */
        undo: (): void => {
          if (known.get(key) !== after) return
          if (before) known.set(key, before)
          else known.delete(key)
        },
      }
    },
  }
}

function dropOldest(known: Map<string, Tries>): void {
  const [oldest] = known.keys()
  if (oldest !== undefined) known.delete(oldest)
}
