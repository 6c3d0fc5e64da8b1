/**
 * Checkouts: from a request to a reservation, and to its end.
 *
 * CHK1 lines and prices are frozen when the checkout is made; no price ever comes from the request.
 * CHK2 pending → confirmed, expired or cancelled; expired → confirmed where the stock is still there; nothing else.
 * CHK3 each end is a compare-and-set on the status: of many that race one wins, and stock moves once.
 * CHK4 the same key and request answer the same, whatever the store has changed since; the same key with another request is refused.
 * CHK5 reading changes nothing; what the page's script reports is a row of the events.
 * CHK6 a selection has at most one pending checkout; `replaces` swaps the holds in one transaction, and the old link leads
 *      to the new one.
 * CHK7 a hold ends when its page says. A shorter first one is promised its full length when it is made: opening WhatsApp
 *      brings it, whatever the settings are by then. The message names the end that is certain while it is written: one
 *      may be held longer than it says, never shorter.
 * CHK8 a selection is PROCESSING while a checkout of it is pending, from the COMMIT that makes it to the one that ends it.
 * CHK9 a sale begins the selection's next generation, without what was sold.
 * CHK10 without items, what the selection holds is reserved: what was written to it before is in the checkout, and nothing
 *      is written in between.
 */
import { and, eq, sql } from 'drizzle-orm'
import type { CheckoutRequest, MadeCheckout } from '../../shared/checkout.ts'
import type { Money } from '../../shared/money.ts'
import { checkoutCode, newId, sha256, type Keys } from '../platform/crypto.ts'
import { databaseError } from '../platform/database.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { headOf, selectionOf, type HeadDeps, type Sender } from './checkout-head.ts'
import { chosenLines } from './chosen-lines.ts'
import { endCheckout } from './end-checkouts.ts'
import { explained } from './explain-refusals.ts'
import {
  KeySpent,
  SelectionMoved,
  type AskedLines,
  type CheckoutHead,
  type CheckoutMaker,
  type MadeRow,
} from './make-checkouts.ts'
import { readItems } from './read-checkouts.ts'
import { referenceOf } from './rules.ts'
import { checkouts } from './tables.ts'
import { messageParts, whatsappUrl, type MessageParts } from './whatsapp-message.ts'

type MakingDeps = HeadDeps & { makeCheckout: CheckoutMaker }
/** Often enough for a selection that others change, or whose pending checkout ends and is made again, meanwhile. */
const ATTEMPTS = 8

/** Reserves and freezes what was asked for. Refuses with the code of the contract; then nothing has changed. */
export async function makeCheckout(
  deps: MakingDeps,
  store: Store,
  request: CheckoutRequest,
  sender: Sender,
): Promise<MadeCheckout> {
  const id = newId()
  const requestHash = sha256(canonical(request))
  const selectionId = await selectionOf(deps.db, store, request.selectionId)
  const head = await headOf(deps, store, request, sender, { id, requestHash, selectionId })
  for (let attempt = 1; ; attempt++) {
    let asked: AskedLines = { lines: [] }
    try {
      asked = await askedLines(deps.db, store, request, { selectionId, key: sender.key })
      return toMade(deps, store, head, await deps.makeCheckout({ storeId: store.id, head, ...asked }))
    } catch (error) {
      if (error instanceof KeySpent) return replay(deps, store, sender.key, requestHash)
      if (error instanceof SelectionMoved) {
        if (attempt === ATTEMPTS) throw new Refusal('conflict')
        continue
      }
      if (databaseError(error)?.constraint !== 'checkouts_one_pending_per_selection')
        throw await explained(deps.db, store, error, {
          variantIds: asked.lines.map((line) => line.variantId),
        })
      const pending = await pendingOf(deps.db, store, selectionId ?? '')
      if (pending?.key === sender.key) return replay(deps, store, sender.key, requestHash)
      if (pending || attempt === ATTEMPTS)
        throw new Refusal('selection-processing', {
          checkoutId: pending?.id,
          expiresAt: pending?.expiresAt.toISOString(),
        })
    }
  }
}

async function askedLines(
  db: Database,
  store: Store,
  { items }: CheckoutRequest,
  { selectionId, key }: { selectionId: string | null; key: string },
): Promise<AskedLines> {
  if (items) return { lines: items.map((item) => ({ ...item, configuration: item.configuration ?? null })) }
  return chosenLines(db, store, { selectionId: selectionId ?? '', key })
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
    const message = row.message ?? messageParts(store, deps.publicUrl)
    return withLinks(deps.keys, message, row.replacesId, {
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

function toMade(deps: MakingDeps, store: Store, head: CheckoutHead, row: MadeRow): MadeCheckout {
  return withLinks(deps.keys, head.message, head.replaces, {
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
  keys: Keys,
  parts: MessageParts,
  replacesId: string | null,
  made: Omit<MadeCheckout, 'code' | 'url' | 'whatsappUrl'>,
): MadeCheckout {
  const { code } = checkoutCode(keys, made.id)
  const url = `${parts.origin}/c/${code}`
  const { id, ...rest } = made
  const replaces = replacesId && referenceOf(replacesId)
  return {
    id,
    code,
    url,
    whatsappUrl: whatsappUrl(parts, { ...made, url, reference: referenceOf(id), replaces }),
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
    await endCheckout(tx, store, pending.id, 'pending', 'expired', { reason: 'expired', actor: 'system' })
    return undefined
  })
}
