import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../platform/problem.ts'

const MINUTE = 60

/**
 * Counts failed sign-ins of this process: by address, by e-mail and by both, whether the e-mail is known or not.
 * The pair fills first, so that a stranger's guesses do not lock the owner out of their own address.
 */
export function createSignInLimits() {
  const limits = [
    { key: (address: string, email: string) => `${address} ${email}`, points: 10, duration: 15 * MINUTE },
    { key: (address: string) => address, points: 100, duration: 60 * MINUTE },
    { key: (_address: string, email: string) => email, points: 200, duration: 60 * MINUTE },
  ].map(({ key, ...options }) => ({ key, limiter: new RateLimiterMemory(options) }))

  return {
    /** Takes one attempt of each; refuses `rate-limited` where one is used up. */
    take: async (address: string, email: string): Promise<void> => {
      for (const { key, limiter } of limits) {
        try {
          await limiter.consume(key(address, email))
        } catch (refused) {
          if (!(refused instanceof RateLimiterRes)) throw refused
          throw new Refusal('rate-limited', { retryAfterSeconds: Math.ceil(refused.msBeforeNext / 1000) })
        }
      }
    },
    /** Gives it back: it was the right password. */
    giveBack: async (address: string, email: string): Promise<void> => {
      for (const { key, limiter } of limits) await limiter.reward(key(address, email))
    },
  }
}
