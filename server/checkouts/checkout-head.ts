/** What a checkout is made with, beside its lines. */
import { and, eq } from 'drizzle-orm'
import type { CheckoutRequest } from '../../shared/checkout.ts'
import { addressHash, checkoutCode, sha256, type Keys } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { openCapability } from '../sync/sync.ts'
import type { CheckoutHead } from './make-checkouts.ts'
import { firstHoldMinutes } from './rules.ts'
import { checkouts } from './tables.ts'
import { messageParts } from './whatsapp-message.ts'

export type HeadDeps = { db: Database; keys: Keys; publicUrl: string; areCapsOn: boolean }
export type Sender = { key: string; deviceId: string | undefined; address: string }

/** Refuses what the store or the database cannot know of: another currency, a link to look, a link of nothing. */
export async function headOf(
  deps: HeadDeps,
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
export async function selectionOf(
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
