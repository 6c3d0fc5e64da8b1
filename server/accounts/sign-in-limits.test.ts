import { beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../platform/problem.ts'
import { createSignInLimits, type SignInLimits } from './sign-in-limits.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
let seconds: number
let limits: SignInLimits
beforeEach(() => {
  seconds = 1_000_000
  limits = createSignInLimits({ now: () => new Date(seconds * 1000) })
})

/** Seconds to wait before the next attempt; 0 where one was taken, and was wrong unless it `isRight`. */
function attempt(address: string, account: string, isRight = false): number {
  try {
    const right = limits.take(address, account)
    if (isRight) right()
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return Number(error.details['retryAfterSeconds'])
  }
}
const fails = (times: number, address: (n: number) => string, account: (n: number) => string) => {
  for (let n = 0; n < times; n++) expect(attempt(address(n), account(n))).toBe(0)
}

describe('ACC10 guessing', () => {
  test('at one account from one address: five, then each further one waits twice as long, up to an hour', () => {
    fails(
      5,
      () => 'a',
      () => 'ana',
    )
    const waits: number[] = []
    for (let n = 0; n < 8; n++) {
      const wait = attempt('a', 'ana')
      waits.push(wait)
      seconds += wait - 1
      expect(attempt('a', 'ana')).toBe(1)
      seconds += 1
      expect(attempt('a', 'ana')).toBe(0)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((minutes) => minutes * MINUTE))
  })

  test('what is refused while one waits makes nobody wait longer', () => {
    fails(
      5,
      () => 'a',
      () => 'ana',
    )
    for (let n = 0; n < 1000; n++) expect(attempt('a', 'ana')).toBe(MINUTE)
    seconds += MINUTE
    expect(attempt('a', 'ana')).toBe(0)
  })

  test('a day of quiet starts over', () => {
    fails(
      6 - 1,
      () => 'a',
      () => 'ana',
    )
    seconds += MINUTE + 24 * HOUR
    fails(
      5,
      () => 'a',
      () => 'ana',
    )
  })

  test('from one address at ever other accounts: thirty, then it waits', () => {
    fails(
      30,
      () => 'a',
      (n) => `account-${n}`,
    )
    expect(attempt('a', 'one more')).toBe(MINUTE)
    expect(attempt('b', 'one more')).toBe(0)
  })

  test('at one account from ever other addresses: fifty, then everybody waits, at most a quarter of an hour', () => {
    fails(
      50,
      (n) => `address-${n}`,
      () => 'ana',
    )
    let longest = 0
    for (let n = 0; n < 12; n++) {
      const wait = attempt(`further-${n}`, 'ana')
      longest = Math.max(longest, wait)
      expect(wait).toBeGreaterThan(0)
      seconds += wait
      fails(
        1,
        () => `further-${n}`,
        () => 'ana',
      )
    }
    expect(longest).toBe(15 * MINUTE)
    expect(attempt('a', 'beto')).toBe(0)
  })

  test('the right password gives the attempt back, and no stranger’s', () => {
    fails(
      4,
      () => 'stranger',
      () => 'ana',
    )
    for (let n = 0; n < 200; n++) expect(attempt('own', 'ana', true)).toBe(0)
    expect(attempt('stranger', 'ana')).toBe(0)
    expect(attempt('stranger', 'ana')).toBe(MINUTE)
  })

  test('an attacker’s own account does not buy further guesses from the same address', () => {
    for (let n = 0; n < 30; n++) {
      expect(attempt('a', `victim-${n}`)).toBe(0)
      if (n < 29) expect(attempt('a', 'mine', true)).toBe(0)
    }
    expect(attempt('a', 'mine')).toBe(MINUTE)
  })

  test('nor does signing in to it while a guess is under way', () => {
    for (let n = 0; n < 15; n++) {
      const right = limits.take('a', 'mine')
      limits.take('a', `victim-${n}`)
      right()
    }
    expect(attempt('a', 'one more')).toBe(MINUTE)
  })
})
