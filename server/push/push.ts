/**
 * Telling shoppers what they asked to be told, while the shop is closed on their phone.
 *
 * PSH1 nobody is told what they have not asked for; a wish ends with its message, and what named the browser with its last
 *      wish.
 * PSH2 that a hold ends is told to who showed its code, two hours before it ends as it stands then, and never after its end
 *      or once it is no longer pending; that something is back, when it can be bought. After 90 days a wish ends unheard.
 * PSH3 a wish is one message however many processes send; a crash between sending and forgetting repeats it under the same
 *      name, which replaces the first.
 * PSH4 a push service that is busy or away is tried again when it says, at the latest until the hold ends; one that no longer
 *      knows the browser is believed.
 * PSH5 what is sent is encrypted for that browser, in the language asked for, and names nobody.
 * PSH6 no address inside our own network is ever connected to; what a database holds of a browser opens with SECRET_KEY only.
 */
import { createPublicKey } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { HOLD_NOTICE_MS } from '../../shared/hold-notice.ts'
import type { BrowserSubscription, WishRequest } from '../../shared/push.ts'
import { addressHash, endpointHash, newId, seal, sha256, type Keys } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { internet, isPrivateNumber, NoAnswer, parseAddress } from '../platform/public-request.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'

/** Open wishes of one browser, and of all browsers behind one address, in one store. */
export const caps = { browser: 20, address: 100 }

type Deps = { db: Database; keys: Keys; areCapsOn: boolean }
/** The client's address, and the shop's as it was opened there. */
type Asker = { address: string; origin: string }
type Subject = { checkoutId: string; variantId: null } | { checkoutId: null; variantId: string }

/** Remembers a wish and answers its id; asked again, the same one. */
export async function wish(deps: Deps, store: Store, request: WishRequest, asker: Asker): Promise<string> {
  const { db, keys, areCapsOn } = deps
  const { subscription, language } = request
  refuseBrowser(subscription)
  const hash = addressHash(keys, asker.address)
  return withStore(db, store.id, async (tx) => {
    const subject = await subjectOf(tx, store, request)
    if (areCapsOn)
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${hash.toString('hex')}, 0))`)
    const subscriptionId = await keepSubscription(tx, keys, store, subscription)
    const { rows } = await tx.execute<{ id: string }>(sql`
      insert into push_wishes (store_id, id, subscription_id, checkout_id, variant_id, language, origin, address_hash)
      values (${store.id}, ${newId()}, ${subscriptionId}, ${subject.checkoutId}, ${subject.variantId}, ${language},
        ${asker.origin}, ${hash})
      on conflict ${conflictOf(subject)} do update set language = excluded.language, origin = excluded.origin
      returning id`)
    const [made] = rows
    if (!made) throw new Error('a wish was neither made nor found')
    if (areCapsOn) await refuseTooMany(tx, store, subscriptionId, hash)
    return made.id
  })
}

const conflictOf = ({ checkoutId }: Subject) =>
  checkoutId === null
    ? sql`(store_id, variant_id, subscription_id) where variant_id is not null`
    : sql`(store_id, checkout_id, subscription_id) where checkout_id is not null`

/** An address that could be asked, and keys that messages can be encrypted for. */
function refuseBrowser({ endpoint, keys }: BrowserSubscription): void {
  const refuse = (path: string, message: string) =>
    new Refusal('invalid-request', { issues: [{ in: 'json', path: `subscription.${path}`, message }] })
  try {
    const url = parseAddress(endpoint, internet)
    if (url.protocol !== 'https:' || isPrivateNumber(url)) throw new NoAnswer('private-address')
  } catch (error) {
    if (error instanceof NoAnswer) throw refuse('endpoint', 'is no address of the open internet')
    throw error
  }
  const point = Buffer.from(keys.p256dh, 'base64url')
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  try {
    if (point[0] !== 4) throw new TypeError('is compressed')
    createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
  } catch (error) {
    if (error instanceof Error) throw refuse('keys.p256dh', 'is no public key')
    throw error
  }
}

async function subjectOf(tx: Tx, store: Store, request: WishRequest): Promise<Subject> {
  if ('variantId' in request) {
    const { rows } = await tx.execute(sql`
      select from product_variants v join products p on p.store_id = v.store_id and p.id = v.product_id
      where v.store_id = ${store.id} and v.id = ${request.variantId} and v.is_active and p.status = 'active'`)
    if (rows.length === 0) throw new Refusal('variant-not-found')
    // it would come true at once: whoever asks could have us send wherever they like, as often as they like
    const { rowCount } = await tx.execute(sql`
      select from sellable_variants v where v.store_id = ${store.id} and v.variant_id = ${request.variantId}
        and (not v.is_tracked or v.allows_backorder or v.available > 0)`)
    if (rowCount !== 0) throw new Refusal('variant-available')
    return { checkoutId: null, variantId: request.variantId }
  }
  const { rows } = await tx.execute<{ id: string; status: string; is_soon: boolean }>(sql`
    select id, status, expires_at <= now() + ${HOLD_NOTICE_MS / 1000} * interval '1 second' as is_soon
    from checkouts where store_id = ${store.id} and code_hash = ${sha256(request.checkoutCode)}`)
  const [checkout] = rows
  if (!checkout) throw new Refusal('checkout-not-found')
  if (checkout.status !== 'pending') throw new Refusal('checkout-not-pending')
  if (checkout.is_soon) throw new Refusal('hold-ends-soon')
  return { checkoutId: checkout.id, variantId: null }
}

/** One row a browser; written anew each time, so that whoever forgets it meanwhile waits and looks again. */
async function keepSubscription(
  tx: Tx,
  keys: Keys,
  store: Store,
  subscription: BrowserSubscription,
): Promise<string> {
  const sealed = seal(keys.subscription, JSON.stringify(subscription), store.id)
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into push_subscriptions (store_id, id, endpoint_hash, sealed)
    values (${store.id}, ${newId()}, ${endpointHash(keys, subscription.endpoint)}, ${sealed})
    on conflict (store_id, endpoint_hash) do update set sealed = excluded.sealed returning id`)
  const [kept] = rows
  if (!kept) throw new Error('a subscription was neither made nor found')
  return kept.id
}

async function refuseTooMany(tx: Tx, store: Store, subscriptionId: string, hash: Buffer): Promise<void> {
  const { rows } = await tx.execute<{ browser: number; address: number }>(sql`
    select
      (select count(*) from push_wishes where store_id = ${store.id} and subscription_id = ${subscriptionId})::int as browser,
      (select count(*) from push_wishes where store_id = ${store.id} and address_hash = ${hash})::int as address`)
  const [open] = rows
  if (!open || open.browser > caps.browser || open.address > caps.address)
    throw new Refusal('too-many-wishes')
}

/** Whether it is still open; refuses `wish-not-found` where it was granted or taken back. */
export async function expectWish(db: Database, store: Store, id: string): Promise<void> {
  const { rows } = await withStore(db, store.id, (tx) =>
    tx.execute(sql`select from push_wishes where store_id = ${store.id} and id = ${id}`),
  )
  if (rows.length === 0) throw new Refusal('wish-not-found')
}

export async function takeBack(db: Database, store: Store, id: string): Promise<void> {
  await withStore(db, store.id, async (tx) => {
    if (!(await forgetWish(tx, store.id, id))) throw new Refusal('wish-not-found')
  })
}

/** Ends a wish, and with the last one what named its browser; answers whether there was one. */
export async function forgetWish(tx: Tx, storeId: string, id: string): Promise<boolean> {
  // the subscription first, as whoever wishes does: nothing can be asked in its name until this has ended
  const { rows } = await tx.execute<{ id: string }>(sql`
    select s.id from push_subscriptions s where s.store_id = ${storeId} and s.id =
      (select subscription_id from push_wishes where store_id = ${storeId} and id = ${id}) for update`)
  const { rowCount } = await tx.execute(
    sql`delete from push_wishes where store_id = ${storeId} and id = ${id}`,
  )
  const [subscription] = rows
  if (subscription) {
    await tx.execute(sql`delete from push_subscriptions s where s.store_id = ${storeId} and s.id = ${subscription.id}
      and not exists (select from push_wishes w where w.store_id = ${storeId} and w.subscription_id = s.id)`)
  }
  return (rowCount ?? 0) > 0
}
