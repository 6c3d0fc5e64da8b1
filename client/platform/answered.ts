/** Answers of the shop: from the network, and where that is away or slow, from the phone. */
import { isServer } from 'solid-js/web'
import type { Answer } from './api.ts'
import { isAway, late } from './connection.ts'
import { phone, type PhoneShop } from './phone.ts'
import { query, revalidate } from './query.ts'

const PATIENCE_MS = 3_000
/** Who is known to be away is not waited for so long again. */
const SHORT_PATIENCE_MS = 300
/** Where prices of before are no answer while those of now may still come. */
export const LONG_PATIENCE_MS = 30_000

type FromPhone<T> = (shop: PhoneShop) => Promise<T | null> | T | null

/** A refusal is an answer; a server that is away is none, whoever says so. */
const isAnswer = <T>(answer: Answer<T>): boolean =>
  answer.ok || (answer.problem.status !== 0 && answer.problem.status < 502)

type Settings<T> = {
  patienceMs?: number
  /** Gets the network's answer where the phone's was given before it. */
  cameLate?: (answer: Answer<T>) => void
}

export async function answered<T>(
  store: string,
  ask: () => Promise<Answer<T>>,
  fromPhone: FromPhone<T>,
  { patienceMs = isAway() ? SHORT_PATIENCE_MS : PATIENCE_MS, cameLate }: Settings<T> = {},
): Promise<Answer<T>> {
  if (isServer) return ask()
  const asked = ask()
  const first = await Promise.race([asked, after(patienceMs)])
  if (first && isAnswer(first)) return first
  const shop = await phone().then((found) => found?.open(store))
  const value = shop ? await fromPhone(shop) : null
  if (!shop || value === null) return asked
  if (!first && cameLate) {
    late()
    void asked.then((answer) => isAnswer(answer) && cameLate(answer))
  }
  return { ok: true, value, at: shop.readAt, isKept: true }
}

const after = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), ms))

/** A reader of the store's answers that falls back to the phone; what comes late takes the place of what it gave. */
export function shopQuery<A extends unknown[], T>(
  name: string,
  ask: (store: string, ...args: A) => Promise<Answer<T>>,
  fromPhone: (shop: PhoneShop, ...args: A) => Promise<T | null> | T | null,
) {
  const arrived = new Map<string, Answer<T>>()
  const read = query(async (store: string, ...args: A): Promise<Answer<T>> => {
    const key = read.keyFor(store, ...args)
    const there = arrived.get(key)
    if (there) {
      arrived.delete(key)
      return there
    }
    return answered(
      store,
      () => ask(store, ...args),
      (shop) => fromPhone(shop, ...args),
      {
        cameLate: (answer) => {
          arrived.set(key, answer)
          // for whoever shows it now: who comes later asks anew
          void revalidate(key).finally(() => arrived.delete(key))
        },
      },
    )
  }, name)
  return read
}
