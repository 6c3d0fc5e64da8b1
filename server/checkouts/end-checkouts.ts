/**
 * How a checkout ends or is moved: confirmed, cancelled, extended, and what the page's script reports.
 * Rules CHK2, CHK3 and CHK5 of checkouts.ts.
 */
import { and, eq, sql } from 'drizzle-orm'
import type { CheckoutStatus } from '../../shared/checkout.ts'
import { actorName, type Actor, type Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { takeOutSold } from '../sync/sync.ts'
import { explained } from './explain-refusals.ts'
import { refusalOf } from './make-checkouts.ts'
import { mayBecome } from './rules.ts'
import { checkoutEvents, checkoutItems, checkouts } from './tables.ts'

type Ending = { reason: string | null; actor: string }

/** The compare-and-set that every end passes through; false when somebody else was first. */
export async function endCheckout(
  tx: Tx,
  store: Store,
  id: string,
  from: CheckoutStatus,
  to: Exclude<CheckoutStatus, 'pending'>,
  ending: Ending,
): Promise<boolean> {
  const changed = await tx
    .update(checkouts)
    .set({ status: to, endedAt: sql`now()`, endReason: ending.reason })
    .where(and(eq(checkouts.storeId, store.id), eq(checkouts.id, id), eq(checkouts.status, from)))
    .returning({ selectionId: checkouts.selectionId })
  const [ended] = changed
  if (!ended) return false
  if (from === 'pending' && to === 'confirmed') await takeOutOfSelection(tx, store, { id, ...ended })
  if (to === 'confirmed')
    await tx.execute(sql`select confirm_sale(${store.id}, array[${id}]::uuid[], ${ending.actor})`)
  else
    await tx.execute(
      sql`select release_stock(${store.id}, array[${id}]::uuid[], ${ending.reason}, ${ending.actor})`,
    )
  await addEvent(tx, store, id, to, ending.actor, ending.reason ? { reason: ending.reason } : null)
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

type Standing = { status: CheckoutStatus; selectionId: string | null }

/** How it stands, locked: checkouts come before stock items. */
async function standingOf(tx: Tx, store: Store, id: string): Promise<Standing> {
  const [row] = await tx
    .select({ status: checkouts.status, selectionId: checkouts.selectionId })
    .from(checkouts)
    .where(and(eq(checkouts.storeId, store.id), eq(checkouts.id, id)))
    .for('no key update')
  if (!row) throw new Refusal('checkout-not-found')
  return row
}

/**
 * Sells what the checkout holds. A late one, expired meanwhile, takes the stock again where it is still there, else
 * refuses with `insufficient-stock` and what is missing. Confirming twice is refused, not repeated.
 */
export async function confirmCheckout(db: Database, store: Store, id: string, actor: Actor): Promise<void> {
  try {
    await withStore(db, store.id, async (tx) => {
      const by = actorName(actor)
      if (await endCheckout(tx, store, id, 'pending', 'confirmed', { reason: null, actor: by })) return
      const { status, selectionId } = await standingOf(tx, store, id)
      if (!mayBecome(status, 'confirmed')) throw notPossible(status, 'confirmed')
      // before the stock: in this order everybody locks them
      await takeOutOfSelection(tx, store, { id, selectionId })
      // its stock went back when it expired: take it again, or say what is missing
      await tx.execute(sql`
        select reserve_stock(${store.id}, array_agg(i.checkout_id order by i.line), array_agg(i.stock_item_id order by i.line),
          array_agg(i.quantity order by i.line), ${by})
        from checkout_items i where i.store_id = ${store.id} and i.checkout_id = ${id} and i.is_held`)
      await endCheckout(tx, store, id, 'expired', 'confirmed', { reason: 'late', actor: by })
    })
  } catch (error) {
    throw await explained(db, store, refusalOf(error) ?? error, { checkoutId: id })
  }
}

/** What this checkout sells is no longer chosen by whoever chose it. */
async function takeOutOfSelection(
  tx: Tx,
  store: Store,
  { id, selectionId }: { id: string; selectionId: string | null },
): Promise<void> {
  if (selectionId === null) return
  const { variantId, quantity, configuration } = checkoutItems
  const sold = await tx
    .select({ variantId, quantity, configuration })
    .from(checkoutItems)
    .where(and(eq(checkoutItems.storeId, store.id), eq(checkoutItems.checkoutId, id)))
  await takeOutSold(tx, store.id, selectionId, sold)
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
      await endCheckout(tx, store, id, 'pending', 'cancelled', {
        reason: reason ?? 'cancelled',
        actor: actorName(actor),
      })
    )
      return
    throw notPossible((await standingOf(tx, store, id)).status, 'cancelled')
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
    if (!row) throw notPossible((await standingOf(tx, store, id)).status, 'expired')
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
    if (kind !== 'opened-whatsapp') return
    // the conversation has begun: the short first hold becomes the full one that was promised when it was made,
    // whatever the settings are now
    await tx
      .update(checkouts)
      .set({ expiresAt: checkouts.fullExpiresAt })
      .where(
        and(
          eq(checkouts.storeId, store.id),
          eq(checkouts.id, id),
          eq(checkouts.status, 'pending'),
          sql`${checkouts.expiresAt} > now() and ${checkouts.expiresAt} = ${checkouts.firstExpiresAt}`,
          sql`${checkouts.fullExpiresAt} > ${checkouts.expiresAt}`,
        ),
      )
  })
}
