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
 */
import { and, eq, sql } from 'drizzle-orm'
import type { CheckoutRequest, MadeCheckout } from '../../shared/checkout.ts'
import type { Money } from '../../shared/money.ts'
import { addressHash, checkoutCode, newId, sha256, type Keys } from '../platform/crypto.ts'
import { databaseError } from '../platform/database.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { openCapability } from '../sync/sync.ts'
import { endCheckout } from './end-checkouts.ts'
import { explained } from './explain-refusals.ts'
import { KeySpent, type CheckoutHead, type CheckoutMaker, type MadeRow } from './make-checkouts.ts'
import { readItems } from './read-checkouts.ts'
import { firstHoldMinutes, referenceOf } from './rules.ts'
import { checkouts } from './tables.ts'
import { messageParts, whatsappUrl, type MessageParts } from './whatsapp-message.ts'

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
  const selectionId = await selectionOf(deps.db, store, request.selectionId)
  const head = await headOf(deps, store, request, sender, { id, requestHash, selectionId })
  const lines = request.items.map(({ configuration, ...line }) => ({
    ...line,
    configuration: configuration ?? null,
  }))
  for (let attempt = 1; ; attempt++) {
    try {
      return toMade(deps, store, head, await deps.makeCheckout({ storeId: store.id, head, lines }))
    } catch (error) {
      if (error instanceof KeySpent) return replay(deps, store, sender.key, requestHash)
      if (databaseError(error)?.constraint !== 'checkouts_one_pending_per_selection')
        throw await explained(deps.db, store, error, { variantIds: lines.map((line) => line.variantId) })
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

async function headOf(
  deps: MakingDeps,
  store: Store,
  request: CheckoutRequest,
  sender: Sender,
  made: { id: string; requestHash: Buffer; selectionId: string | null },
): Promise<CheckoutHead> {
  const { settings, currency } = store
  const holdMinutes = firstHoldMinutes(settings)
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
    selection: made.selectionId,
    device: sender.deviceId ?? null,
    address,
    hold_minutes: holdMinutes,
    full_minutes: holdMinutes < settings.holdMinutes ? settings.holdMinutes : null,
    message: messageParts(store, deps.publicUrl),
    caps: deps.areCapsOn ? caps : null,
    max_units: deps.areCapsOn ? settings.maxUnitsPerStockItem : null,
    replaces: request.replaces === undefined ? null : await replacedId(deps.db, store, request.replaces),
    expected_total: expected?.total.amount ?? null,
    expected_prices:
      expected?.lines.map((l) => ({ variantId: l.variantId, unitPrice: l.unitPrice.amount })) ?? null,
  }
}

/** The selection itself, where it was named by a link that lets choose. */
async function selectionOf(
  db: Database,
  store: Store,
  capability: string | undefined,
): Promise<string | null> {
  if (capability === undefined) return null
  const opened = await openCapability(db, store.id, capability)
  if (opened === 'revoked') throw new Refusal('selection-not-found')
  if (opened.access !== 'edit') throw new Refusal('forbidden', { needs: 'edit' })
  return opened.selectionId
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
