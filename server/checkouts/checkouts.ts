/**
 * Checkouts: from a request to a reservation, and to its end.
 *
 * CHK1 lines and prices are frozen when the checkout is made; no price ever comes from the request.
 * CHK2 pending → confirmed, expired or cancelled; expired → confirmed where the stock is still there; nothing else.
 * CHK3 each end is a compare-and-set on the status: of many that race one wins, and stock moves once.
 * CHK4 the same key and request answer the same; the same key with another request is refused.
 * CHK5 reading changes nothing; what the page's script reports is a row of the events.
 * CHK6 a selection has at most one pending checkout; `replaces` swaps the holds in one transaction.
 */
import { and, eq, sql } from 'drizzle-orm'
import type { CheckoutRequest, CheckoutStatus, MadeCheckout } from '../../shared/checkout.ts'
import type { Money } from '../../shared/money.ts'
import { addressHash, checkoutCode, newId, sha256, type Keys } from '../platform/crypto.ts'
import { databaseError } from '../platform/database.ts'
import { actorName, type Actor, type Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { explained } from './explain-refusals.ts'
import { KeySpent, refusalOf, type CheckoutHead, type CheckoutMaker, type MadeRow } from './make-checkouts.ts'
import { readItems } from './read-checkouts.ts'
import { firstHoldMinutes, mayBecome, referenceOf } from './rules.ts'
import { checkoutEvents, checkouts } from './tables.ts'
import { whatsappUrl } from './whatsapp-message.ts'

type MakingDeps = {
  db: Database
  keys: Keys
  makeCheckout: CheckoutMaker
  publicUrl: string
  areCapsOn: boolean
}
/** Often enough for a selection whose pending checkout ends and is made again by others meanwhile. */
const ATTEMPTS = 4

type Sender = { key: string; deviceId: string | undefined; address: string }

/** Reserves and freezes what was asked for. Refuses with the code of the contract; then nothing has changed. */
export async function makeCheckout(
  deps: MakingDeps,
  store: Store,
  request: CheckoutRequest,
  sender: Sender,
): Promise<MadeCheckout> {
  const id = newId()
  const requestHash = sha256(canonical(request))
  const head = await headOf(deps, store, request, sender, { id, requestHash })
  const lines = request.items.map(({ configuration, ...line }) => ({
    ...line,
    configuration: configuration ?? null,
  }))
  for (let attempt = 1; ; attempt++) {
    try {
      return toMade(deps, store, await deps.makeCheckout({ storeId: store.id, head, lines }))
    } catch (error) {
      if (error instanceof KeySpent) return replay(deps, store, sender.key, requestHash)
      if (databaseError(error)?.constraint !== 'checkouts_one_pending_per_selection')
        throw await explained(deps.db, store, error, { variantIds: lines.map((line) => line.variantId) })
      const pending = await pendingOf(deps.db, store, request.selectionId ?? '')
      if (pending?.key === sender.key) return replay(deps, store, sender.key, requestHash)
      if (pending || attempt === ATTEMPTS)
        throw new Refusal('selection-processing', {
          checkoutId: pending?.id,
          expiresAt: pending?.expiresAt.toISOString(),
        })
    }
  }
}

async function headOf(
  deps: MakingDeps,
  store: Store,
  request: CheckoutRequest,
  sender: Sender,
  made: { id: string; requestHash: Buffer },
): Promise<CheckoutHead> {
  const { settings, currency } = store
  const address = addressHash(deps.keys, sender.address).toString('hex')
  const phone = request.customer?.phone ?? null
  const caps = [
    { kind: 'phone' as const, key: phone, cap: settings.maxOpenHoldsPerPhone },
    { kind: 'device' as const, key: sender.deviceId ?? null, cap: settings.maxOpenHoldsPerDevice },
    { kind: 'address' as const, key: address, cap: settings.maxOpenHoldsPerAddress },
  ].flatMap(({ kind, key, cap }) => (key === null ? [] : [{ kind, key, cap }]))
  const { expected } = request
  if (
    expected &&
    [expected.total, ...expected.lines.map((l) => l.unitPrice)].some((m) => m.currency !== currency)
  ) {
    throw new Refusal('invalid-request', {
      issues: [{ in: 'json', path: 'expected', message: `the currency here is ${currency}` }],
    })
  }
  return {
    id: made.id,
    code_hash: checkoutCode(deps.keys, made.id).hash.toString('hex'),
    key: sender.key,
    request_hash: made.requestHash.toString('hex'),
    currency,
    name: request.customer?.name ?? null,
    phone,
    note: request.note || null,
    source: request.source ?? null,
    selection: request.selectionId ?? null,
    device: sender.deviceId ?? null,
    address,
    hold_minutes: firstHoldMinutes(settings),
    caps: deps.areCapsOn ? caps : null,
    max_units: deps.areCapsOn ? settings.maxUnitsPerStockItem : null,
    replaces: request.replaces === undefined ? null : await replacedId(deps.db, store, request.replaces),
    expected_total: expected?.total.amount ?? null,
    expected_prices:
      expected?.lines.map((l) => ({ variantId: l.variantId, unitPrice: l.unitPrice.amount })) ?? null,
  }
}

/** The checkout to take over; that it was not sold is decided where its hold is taken. */
async function replacedId(db: Database, store: Store, code: string): Promise<string> {
  const [found] = await withStore(db, store.id, (tx) =>
    tx
      .select({ id: checkouts.id })
      .from(checkouts)
      .where(and(eq(checkouts.storeId, store.id), eq(checkouts.codeHash, sha256(code)))),
  )
  if (!found) throw new Refusal('checkout-not-found')
  return found.id
}

/** What was answered when the key was spent: as made, whatever has become of the checkout since. */
async function replay(
  deps: MakingDeps,
  store: Store,
  key: string,
  requestHash: Buffer,
): Promise<MadeCheckout> {
  return withStore(deps.db, store.id, async (tx) => {
    const [row] = await tx
      .select()
      .from(checkouts)
      .where(and(eq(checkouts.storeId, store.id), eq(checkouts.idempotencyKey, key)))
    if (!row) throw new Error('a key was spent on a checkout that is not there')
    if (!row.requestHash.equals(requestHash)) throw new Refusal('idempotency-key-reused')
    const items = (await readItems(tx, store, [row.id])).get(row.id) ?? []
    return withLinks(deps, store, {
      id: row.id,
      status: 'pending',
      expiresAt: row.firstExpiresAt.toISOString(),
      items,
      subtotal: money(store, row.subtotalMinor),
      discount: money(store, row.discountMinor),
      total: money(store, row.totalMinor),
      currency: row.currency,
    })
  })
}

function toMade(deps: MakingDeps, store: Store, row: MadeRow): MadeCheckout {
  return withLinks(deps, store, {
    id: row.id,
    status: 'pending',
    expiresAt: new Date(row.expiresAt).toISOString(),
    // member by member: a replay answers the very same bytes
    items: row.items.map(({ productId, variantId, name, variantTitle, sku, quantity, ...item }) => ({
      productId,
      variantId,
      name,
      variantTitle,
      sku,
      quantity,
      unitPrice: money(store, item.unitPrice),
      lineDiscount: money(store, (item.unitPrice - item.price) * quantity),
      lineTotal: money(store, item.price * quantity),
      configuration: item.configuration,
    })),
    subtotal: money(store, row.subtotal),
    discount: money(store, row.discount),
    total: money(store, row.total),
    currency: store.currency,
  })
}

function withLinks(
  deps: Pick<MakingDeps, 'keys' | 'publicUrl'>,
  store: Store,
  made: Omit<MadeCheckout, 'code' | 'url' | 'whatsappUrl'>,
): MadeCheckout {
  const { code } = checkoutCode(deps.keys, made.id)
  const url = `${deps.publicUrl}/c/${code}`
  const { id, ...rest } = made
  return {
    id,
    code,
    url,
    whatsappUrl: whatsappUrl(store, { ...made, url, reference: referenceOf(id) }),
    ...rest,
  }
}

const money = (store: Store, amount: number): Money => ({ amount, currency: store.currency })

/** One text for one meaning, whatever the order of the keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

type Pending = { id: string; key: string; expiresAt: Date }

/** The pending checkout of the selection; one whose time is up ends here and now. */
async function pendingOf(db: Database, store: Store, selectionId: string): Promise<Pending | undefined> {
  return withStore(db, store.id, async (tx) => {
    const [pending] = await tx
      .select({
        id: checkouts.id,
        key: checkouts.idempotencyKey,
        expiresAt: checkouts.expiresAt,
        isOverdue: sql<boolean>`${checkouts.expiresAt} <= now()`,
      })
      .from(checkouts)
      .where(
        and(
          eq(checkouts.storeId, store.id),
          eq(checkouts.selectionId, selectionId),
          eq(checkouts.status, 'pending'),
        ),
      )
    if (!pending?.isOverdue) return pending
    await end(tx, store, pending.id, 'pending', 'expired', { reason: 'expired', actor: 'system' })
    return undefined
  })
}

type Ending = { reason: string | null; actor: string }

/** The compare-and-set that every end passes through; false when somebody else was first. */
async function end(
  tx: Tx,
  store: Store,
  id: string,
  from: CheckoutStatus,
  to: CheckoutStatus,
  ending: Ending,
): Promise<boolean> {
  const changed = await tx
    .update(checkouts)
    .set({ status: to, endedAt: sql`now()`, endReason: ending.reason })
    .where(and(eq(checkouts.storeId, store.id), eq(checkouts.id, id), eq(checkouts.status, from)))
    .returning({ id: checkouts.id })
  if (changed.length === 0) return false
  if (to === 'confirmed')
    await tx.execute(sql`select confirm_sale(${store.id}, array[${id}]::uuid[], ${ending.actor})`)
  else
    await tx.execute(
      sql`select release_stock(${store.id}, array[${id}]::uuid[], ${ending.reason}, ${ending.actor})`,
    )
  await addEvent(
    tx,
    store,
    id,
    to as 'confirmed' | 'expired' | 'cancelled',
    ending.actor,
    ending.reason ? { reason: ending.reason } : null,
  )
  return true
}

type EventKind = (typeof checkoutEvents.$inferInsert)['kind']

async function addEvent(
  tx: Tx,
  store: Store,
  checkoutId: string,
  kind: EventKind,
  actor: string,
  details: Record<string, unknown> | null,
) {
  await tx.insert(checkoutEvents).values({ storeId: store.id, checkoutId, kind, actor, details })
}

/** Where the status does not allow the step: which status it is, and what it could still become. */
const notPossible = (status: CheckoutStatus, to: CheckoutStatus): Refusal =>
  new Refusal(to === 'confirmed' ? 'checkout-not-confirmable' : 'checkout-not-pending', {
    checkoutStatus: status,
  })

/** Its status, locked: checkouts come before stock items. */
async function statusOf(tx: Tx, store: Store, id: string): Promise<CheckoutStatus> {
  const [row] = await tx
    .select({ status: checkouts.status })
    .from(checkouts)
    .where(and(eq(checkouts.storeId, store.id), eq(checkouts.id, id)))
    .for('no key update')
  if (!row) throw new Refusal('checkout-not-found')
  return row.status
}

/**
 * Sells what the checkout holds. A late one, expired meanwhile, takes the stock again where it is still there, else
 * refuses with `insufficient-stock` and what is missing. Confirming twice is refused, not repeated.
 */
export async function confirmCheckout(db: Database, store: Store, id: string, actor: Actor): Promise<void> {
  try {
    await withStore(db, store.id, async (tx) => {
      const by = actorName(actor)
      if (await end(tx, store, id, 'pending', 'confirmed', { reason: null, actor: by })) return
      const status = await statusOf(tx, store, id)
      if (!mayBecome(status, 'confirmed')) throw notPossible(status, 'confirmed')
      // its stock went back when it expired: take it again, or say what is missing
      await tx.execute(sql`
        select reserve_stock(${store.id}, array_agg(i.checkout_id order by i.line), array_agg(i.stock_item_id order by i.line),
          array_agg(i.quantity order by i.line), ${by})
        from checkout_items i where i.store_id = ${store.id} and i.checkout_id = ${id} and i.is_held`)
      await end(tx, store, id, 'expired', 'confirmed', { reason: 'late', actor: by })
    })
  } catch (error) {
    throw await explained(db, store, refusalOf(error) ?? error, { checkoutId: id })
  }
}

/** Ends a pending checkout and gives its stock back. */
export async function cancelCheckout(
  db: Database,
  store: Store,
  id: string,
  actor: Actor,
  reason: string | null,
): Promise<void> {
  await withStore(db, store.id, async (tx) => {
    if (
      await end(tx, store, id, 'pending', 'cancelled', {
        reason: reason ?? 'cancelled',
        actor: actorName(actor),
      })
    )
      return
    throw notPossible(await statusOf(tx, store, id), 'cancelled')
  })
}

/** Moves the end of a pending hold by so many minutes; only before it has come. */
export async function extendCheckout(
  db: Database,
  store: Store,
  id: string,
  actor: Actor,
  minutes: number,
): Promise<void> {
  await withStore(db, store.id, async (tx) => {
    const changed = await tx
      .update(checkouts)
      .set({ expiresAt: sql`${checkouts.expiresAt} + make_interval(mins => ${minutes})` })
      .where(
        and(
          eq(checkouts.storeId, store.id),
          eq(checkouts.id, id),
          eq(checkouts.status, 'pending'),
          sql`${checkouts.expiresAt} > now()`,
        ),
      )
      .returning({ expiresAt: checkouts.expiresAt })
    const [row] = changed
    if (!row) throw notPossible(await statusOf(tx, store, id), 'expired')
    await addEvent(tx, store, id, 'extended', actorName(actor), {
      minutes,
      expiresAt: row.expiresAt.toISOString(),
    })
  })
}

/** What the page's script saw happen; the same kind counts once a minute, so that a loop cannot fill the table. */
export async function reportEvent(
  db: Database,
  store: Store,
  id: string,
  kind: 'seen' | 'opened-whatsapp',
): Promise<void> {
  await withStore(db, store.id, async (tx) => {
    await tx.execute(sql`
      insert into checkout_events (store_id, checkout_id, kind, actor)
      select ${store.id}, ${id}, ${kind}, 'shopper'
      where not exists (select from checkout_events e where e.store_id = ${store.id} and e.checkout_id = ${id}
                          and e.kind = ${kind} and e.created_at > now() - interval '1 minute')`)
    if (kind !== 'opened-whatsapp' || store.settings.firstHoldMinutes === null) return
    // the conversation has begun: the short first hold becomes the full one
    await tx
      .update(checkouts)
      .set({
        expiresAt: sql`greatest(${checkouts.expiresAt}, ${checkouts.createdAt} + make_interval(mins => ${store.settings.holdMinutes}))`,
      })
      .where(
        and(
          eq(checkouts.storeId, store.id),
          eq(checkouts.id, id),
          eq(checkouts.status, 'pending'),
          sql`${checkouts.expiresAt} > now() and ${checkouts.expiresAt} = ${checkouts.firstExpiresAt}`,
        ),
      )
  })
}
