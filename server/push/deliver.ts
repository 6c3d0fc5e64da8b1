/** Wishes that have come true: rows that are their own queue, so that any number of processes may work on it. */
import { sql, type SQL } from 'drizzle-orm'
import { HOLD_NOTICE_MS } from '../../shared/hold-notice.ts'
import type { Language } from '../../shared/language.ts'
import { browserSubscriptionSchema } from '../../shared/push.ts'
import { checkoutCode, unseal, type Keys } from '../platform/crypto.ts'
import type { Logger } from '../platform/logger.ts'
import { internet, type Network } from '../platform/public-request.ts'
import { withSystem, type Database } from '../platform/tenancy.ts'
import { messageOf, type MessageParts } from './message.ts'
import { forgetWish } from './push.ts'
import { send, type Outcome, type Sending } from './send.ts'

const BATCH = 20
/** Longer than any attempt: whoever took a wish and died has it taken from them. */
const LEASE = '2 minutes'
/** Until the next attempt, by how many there were; after the last of them it is given up. */
const waitMs = [0.5, 2, 5, 15, 30, 120, 360, 720].map((minutes) => minutes * 60_000)
/** Whoever took it and died counts as well. */
const MOST_ATTEMPTS = waitMs.length + 1
const LONGEST_WAIT_MS = 24 * 60 * 60_000
const BACK_TTL_SECONDS = 24 * 60 * 60

type Deps = { db: Database; keys: Keys; log: Logger; network?: Network }
type Taken = {
  store_id: string
  id: string
  subscription_id: string
  sealed: Buffer
  attempts: number
  language: Language
  origin: string
  slug: string
  store_name: string
  locale: string
  time_zone: string
  hold: { checkoutId: string; endsAt: string } | null
  back: { name: string; variant: string; slug: string } | null
}

export type Messenger = {
  /** Works until nothing is due; answers how many wishes it looked after. */
  run: () => Promise<number>
  /** Breaks off what is under way; it is due again at once. */
  stop: () => void
}

export function createMessenger({ db, keys, log, network = internet }: Deps): Messenger {
  const stopping = new AbortController()
  const { signal } = stopping

  const deliver = async (row: Taken): Promise<void> => {
    try {
      const outcome = await send(keys, subscriptionOf(row), sendingOf(keys, row), signal, network)
      await (signal.aborted && outcome.kind === 'later' ? giveBack(row) : settle(row, outcome))
    } catch (error) {
      // ours, not the service's: its lease ends and it is tried again
      log.error({ err: error }, 'somebody could not be told what they had asked')
    }
  }
  const subscriptionOf = (row: Taken) =>
    browserSubscriptionSchema.parse(JSON.parse(unseal(keys.subscription, row.sealed, row.store_id)))

  const giveBack = (row: Taken) => change(row, sql`attempts = attempts - 1, not_before = now()`)
  const settle = async (row: Taken, outcome: Outcome): Promise<void> => {
    if (outcome.kind === 'gone') return forgetBrowser(row)
    if (outcome.kind === 'later') {
      const wait = waitMs[row.attempts - 1]
      if (wait !== undefined) return putOff(row, Math.max(wait, outcome.retryAfterMs))
    }
    if (outcome.kind === 'refused') log.warn({ status: outcome.status }, 'a push service refuses a message')
    await withSystem(db, (tx) => forgetWish(tx, row.store_id, row.id))
  }
  const putOff = (row: Taken, ms: number) =>
    change(row, sql`not_before = now() + ${Math.min(ms, LONGEST_WAIT_MS) / 1000} * interval '1 second'`)
  const change = async (row: Taken, set: SQL): Promise<void> => {
    await withSystem(db, (tx) =>
      tx.execute(sql`update push_wishes set ${set} where store_id = ${row.store_id} and id = ${row.id}`),
    )
  }
  const forgetBrowser = async (row: Taken): Promise<void> => {
    await withSystem(db, (tx) =>
      tx.execute(sql`delete from push_subscriptions
        where store_id = ${row.store_id} and id = ${row.subscription_id}`),
    )
  }

  const untilNothing = async (due: SQL): Promise<number> => {
    let count = 0
    for (let some = BATCH; some === BATCH && !signal.aborted; count += some) {
      const rows = await take(db, due)
      await Promise.all(rows.map(deliver))
      some = rows.length
    }
    return count
  }
  return {
    run: async () => (await untilNothing(endingHolds)) + (await untilNothing(thingsBack)),
    stop: () => stopping.abort(),
  }
}

function sendingOf(keys: Keys, row: Taken): Sending {
  const { slug, store_name: name, locale, time_zone: timeZone, language, origin, hold, back } = row
  const endsAt = hold && new Date(hold.endsAt)
  const told: MessageParts['told'] | null =
    hold && endsAt ? { endsAt, code: checkoutCode(keys, hold.checkoutId).code } : back
  if (!told) throw new Error('a wish for nothing')
  return {
    message: messageOf({ store: { slug, name, locale, timeZone }, language, origin, tag: row.id, told }),
    ttlSeconds: endsAt ? secondsUntil(endsAt) : BACK_TTL_SECONDS,
    isUrgent: hold !== null,
    topic: row.id.replaceAll('-', ''),
    sender: origin.startsWith('https:') ? origin : `mailto:vidriera@${new URL(origin).hostname}`,
  }
}

const secondsUntil = (at: Date): number => Math.max(0, Math.floor((at.getTime() - Date.now()) / 1000))

const endingHolds = sql`
  select w.store_id, w.id, w.subscription_id, null::jsonb as back,
    jsonb_build_object('checkoutId', c.id, 'endsAt', c.expires_at) as hold
  from push_wishes w
  join checkouts c on c.store_id = w.store_id and c.id = w.checkout_id
  join stores o on o.id = w.store_id and o.status <> 'suspended'
  where w.checkout_id is not null and w.not_before <= now() and w.attempts < ${MOST_ATTEMPTS} and c.status = 'pending' and c.expires_at > now()
    and c.expires_at <= now() + ${HOLD_NOTICE_MS / 1000} * interval '1 second'`

const thingsBack = sql`
  select w.store_id, w.id, w.subscription_id, null::jsonb as hold,
    jsonb_build_object('name', coalesce(p.translations -> w.language ->> 'name', v.product_name),
      'variant', v.title, 'slug', v.product_slug) as back
  from push_wishes w
  join sellable_variants v on v.store_id = w.store_id and v.variant_id = w.variant_id
  join products p on p.store_id = v.store_id and p.id = v.product_id
  join stores o on o.id = w.store_id and o.status = 'active'
  where w.variant_id is not null and w.not_before <= now() and w.attempts < ${MOST_ATTEMPTS}
    and (not v.is_tracked or v.allows_backorder or v.available > 0)`

/** Takes of what is due for as long as the lease lasts. */
async function take(db: Database, due: SQL): Promise<Taken[]> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<Taken>(sql`
      with due as (${due} limit ${BATCH} for update of w skip locked)
      update push_wishes w set attempts = w.attempts + 1, not_before = now() + ${LEASE}::interval
      from due
      join stores st on st.id = due.store_id
      join push_subscriptions s on s.store_id = due.store_id and s.id = due.subscription_id
      where w.store_id = due.store_id and w.id = due.id
      returning w.store_id, w.id, w.subscription_id, s.sealed, w.attempts, w.language, w.origin, st.slug,
        st.name as store_name, st.locale, st.time_zone, due.hold, due.back`),
  )
  return rows
}

const FORGOTTEN_AFTER = '90 days'

/** What nobody will be told any more: of reservations that ended, and what never came back. Answers how many. */
export async function forgetOldWishes(db: Database): Promise<number> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<{ store_id: string; id: string }>(sql`
      select w.store_id, w.id from push_wishes w
      left join checkouts c on c.store_id = w.store_id and c.id = w.checkout_id
      where w.created_at < now() - ${FORGOTTEN_AFTER}::interval or c.status <> 'pending'`),
  )
  for (const { store_id: storeId, id } of rows) await withSystem(db, (tx) => forgetWish(tx, storeId, id))
  return rows.length
}
