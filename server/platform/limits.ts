import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from './problem.ts'

const MINUTE = 60
const CODE = /^\/(?:api\/(?:stores\/[^/]+\/)?checkouts\/|api\/c\/|c\/)[^/]/
const CHECKOUTS = /^\/api\/(?:stores\/[^/]+\/)?checkouts$/
const WISHES = /^\/api\/(?:stores\/[^/]+\/)?push\/wishes$/
/** Built files and pictures: a page asks for dozens, and each costs next to nothing. */
const FREE = /^\/(?:assets|media)\/|^\/(?:healthz|readyz|metrics|favicon\.svg)$/

export type Limits = {
  /** Takes one request of this client; refuses `rate-limited`. Nothing to wait for where nothing is counted. */
  take: (client: string, method: string, path: string) => Promise<void> | undefined
  /** Told of every answer: counts codes that opened nothing. Refuses where a store has seen too many of them. */
  answered: (client: string, path: string, status: number, storeId?: string) => Promise<void> | undefined
}

const unlimited: Limits = { take: () => undefined, answered: () => undefined }

/**
 * What one client may ask of this process in a minute, by class. Each process counts for itself: N of them allow up to
 * N times as much, which no figure here depends on. A correct code still opens while a store is being guessed at.
 */
export function createLimits(isOn: boolean): Limits {
  if (!isOn) return unlimited
  const perMinute = (points: number) => new RateLimiterMemory({ points, duration: MINUTE })
  const general = { api: perMinute(600), pages: perMinute(600) }
  const making = perMinute(30)
  const wishing = perMinute(30)
  const signIn = perMinute(20)
  const guesses = { client: perMinute(20), store: perMinute(200) }

  const take = async (client: string, method: string, path: string): Promise<void> => {
    const isApi = path.startsWith('/api/')
    await consume(isApi ? general.api : general.pages, client)
    if (method === 'POST' && CHECKOUTS.test(path)) await consume(making, client)
    if (method === 'POST' && WISHES.test(path)) await consume(wishing, client)
    if (method === 'POST' && path.startsWith('/api/auth/sign-in')) await consume(signIn, client)
    if (CODE.test(path)) refuseIfSpent(await guesses.client.get(client))
  }
  const missed = async (client: string, storeId: string | undefined): Promise<void> => {
    await guesses.client.penalty(client)
    if (storeId !== undefined) await consume(guesses.store, storeId)
  }
  return {
    take: (client, method, path) => (FREE.test(path) ? undefined : take(client, method, path)),
    answered: (client, path, status, storeId) =>
      status === 404 && CODE.test(path) ? missed(client, storeId) : undefined,
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw tooMany(refused)
  }
}

function refuseIfSpent(spent: RateLimiterRes | null): void {
  if (spent !== null && spent.remainingPoints <= 0) throw tooMany(spent)
}

const tooMany = ({ msBeforeNext }: RateLimiterRes): Refusal =>
  new Refusal('rate-limited', { retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) })
