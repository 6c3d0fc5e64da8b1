/**
 * Resolving a selection: ids and quantities in, live prices and stock out.
 *
 * SEL1 a selection carries ids and quantities only; every price, name and stock figure is read now.
 * SEL2 what is gone, hidden, without a price, of another store or sold out is reported as removed, with the reason.
 * SEL3 what others merely hold stays, and says when it may free up; the selection's own hold counts as free.
 * SEL4 names come in the language that is asked for, as the window tells them.
 * SEL5 its status is what lies in the database: PROCESSING while a checkout is pending, or while a merchant says so.
 */
import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import {
  MAX_LINES,
  type ResolvedLine,
  type ResolvedSelection,
  type resolveRequestSchema,
} from '../../shared/selection.ts'
import { idSchema } from '../../shared/text.ts'
import { languageOf, type Language } from '../../shared/language.ts'
import { titleIn, wordsIn, type Words } from '../catalogue/catalogue.ts'
import type { Store } from '../platform/http.ts'
import type { Logger } from '../platform/logger.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { lockRow, openCapability, readSelection, setStatus, statusOf } from '../sync/sync.ts'
import { removalReason, saleColumns, type Sale } from './rules.ts'

type Row = Sale & {
  variant_id: string
  product_id: string
  slug: string
  name: string
  title: string
  image_url: string | null
  unit_price_minor: number | null
  available: number
  own: number
  frees_up_at: string | null
}

type Request = z.infer<typeof resolveRequestSchema>

/**
 * What lies in the database under this capability, with the prices and the stock of now. It is called what it was asked
 * for by: the id of the selection would let in, and let others in, whom a link only lets look.
 */
export async function readResolved(
  deps: { db: Database; log: Logger },
  store: Store,
  capability: string,
  language?: Language,
): Promise<ResolvedSelection> {
  const opened = await openCapability(deps.db, store.id, capability)
  if (opened === 'revoked' || !opened.now) throw new Refusal('selection-not-found')
  const { selectionId } = opened
  const { lines } = await withStore(deps.db, store.id, (tx) => readSelection(tx, store.id, selectionId))
  const sellable = lines
    // an id of another shape is none of ours, and a line beyond the most can not be ordered
    .filter(({ variantId }) => idSchema.safeParse(variantId).success)
    .slice(0, MAX_LINES)
    .map(({ lineId, variantId, quantity, configuration }) => ({
      lineId,
      variantId,
      quantity,
      ...(configuration && { configuration }),
    }))
  const resolved = await resolveSelection(deps, store, { selectionId, lines: sellable }, language)
  return { ...resolved, id: capability }
}

export async function resolveSelection(
  deps: { db: Database; log: Logger },
  store: Store,
  request: Request,
  language: Language = languageOf(store.locale),
): Promise<ResolvedSelection> {
  const selectionId = request.selectionId ?? null
  const { rows, pending, status } = await withStore(deps.db, store.id, async (tx) => ({
    rows: await readVariants(
      tx,
      { store, words: wordsIn(store, language), selectionId },
      request.lines.map((line) => line.variantId),
    ),
    ...(await standingOf(tx, store, selectionId)),
  }))
  const known = new Map(rows.map((row) => [row.variant_id, row]))
  const lines: ResolvedLine[] = []
  const removed: ResolvedSelection['removed'] = []
  for (const line of request.lines) {
    const row = known.get(line.variantId.toLowerCase())
    const reason = removalReason(row)
    if (!row || reason) {
      removed.push({
        lineId: line.lineId,
        productId: row?.product_id ?? null,
        variantId: line.variantId,
        name: row?.name ?? null,
        reason: reason ?? 'gone',
      })
    } else {
      lines.push(priced(store, line, row))
    }
  }
  const sum = (pick: (line: ResolvedLine) => number) => ({
    amount: lines.reduce((total, line) => total + pick(line), 0),
    currency: store.currency,
  })
  deps.log.info(
    { lines: lines.length, removed: removed.map(({ variantId, reason }) => ({ variantId, reason })) },
    removed.length === 0 ? 'selection resolved' : 'selection resolved, and some of it is no longer sold',
  )
  return {
    id: selectionId,
    status,
    pendingCheckout: pending,
    lines,
    removed,
    subtotal: sum((line) => line.unitPrice.amount * line.quantity),
    discount: sum((line) => line.lineDiscount.amount),
    total: sum((line) => line.lineTotal.amount),
    currency: store.currency,
    lastUpdated: new Date().toISOString(),
  }
}

function priced(store: Store, line: Request['lines'][number], row: Row): ResolvedLine {
  const money = (amount: number) => ({ amount, currency: store.currency })
  const unit = row.unit_price_minor ?? 0
  const price = row.price_minor ?? 0
  const available = row.is_tracked ? Math.max(0, row.available + row.own) : null
  const isShort = available !== null && available < line.quantity && !row.allows_backorder
  return {
    lineId: line.lineId,
    productId: row.product_id,
    variantId: row.variant_id,
    slug: row.slug,
    name: row.name,
    variantTitle: row.title,
    imageUrl: row.image_url,
    quantity: line.quantity,
    unitPrice: money(unit),
    lineDiscount: money((unit - price) * line.quantity),
    lineTotal: money(price * line.quantity),
    available,
    backorder: row.allows_backorder,
    freesUpAt: isShort && row.frees_up_at !== null ? new Date(row.frees_up_at).toISOString() : null,
    configuration: line.configuration ?? null,
  }
}

/** A merchant's word: closes it to whoever is in it, or opens it again; a pending checkout keeps it closed. */
export async function sayStatus(
  db: Database,
  store: Store,
  id: string,
  status: ResolvedSelection['status'],
): Promise<void> {
  await withStore(db, store.id, async (tx) => {
    if (!(await lockRow(tx, store.id, id))) throw new Refusal('selection-not-found')
    const { pending } = await standingOf(tx, store, id)
    if (pending && status === 'AVAILABLE')
      throw new Refusal('selection-processing', { checkoutId: pending.id, expiresAt: pending.expiresAt })
    await setStatus(tx, store.id, id, status)
  })
}

/** Also the variants that are no longer sold, so that the notice can name them. */
async function readVariants(
  tx: Tx,
  { store, words, selectionId }: { store: Store; words: Words; selectionId: string | null },
  variantIds: string[],
): Promise<Row[]> {
  const { rows } = await tx.execute<Row>(sql`
    select v.id as variant_id, v.product_id, p.slug, ${words.text('p', 'name')} as name,
      ${titleIn(words, 'v', 'id')} as title, ${saleColumns},
      s.unit_price_minor, i.on_hand - i.reserved as available,
      (select picture_url(m.hash, m.width, 320) from product_images g
       join media m on m.store_id = g.store_id and m.id = g.media_id and m.state = 'ready'
       where g.store_id = v.store_id and g.product_id = v.product_id
       order by (g.variant_id is distinct from v.id), g.position, g.id limit 1) as image_url,
      coalesce((select sum(ci.quantity)::integer from checkouts c
         join checkout_items ci on ci.store_id = c.store_id and ci.checkout_id = c.id
         where c.store_id = v.store_id and c.status = 'pending' and c.selection_id = ${selectionId}
           and ci.stock_item_id = v.stock_item_id and ci.is_held), 0) as own,
      (select min(c.expires_at) from checkout_items ci join checkouts c on c.store_id = ci.store_id and c.id = ci.checkout_id
       where i.is_tracked and i.reserved > 0 and ci.store_id = v.store_id and ci.stock_item_id = v.stock_item_id
         and c.status = 'pending' and (c.selection_id = ${selectionId}) is not true) as frees_up_at
    from product_variants v
    join products p on p.store_id = v.store_id and p.id = v.product_id
    join stock_items i on i.store_id = v.store_id and i.id = v.stock_item_id
    left join sellable_variants s on s.store_id = v.store_id and s.variant_id = v.id
    where v.store_id = ${store.id} and v.id = any (${sql.param([...new Set(variantIds)])}::uuid[])`)
  return rows
}

type Pending = { id: string; expiresAt: string; isOverdue: boolean }

async function pendingCheckoutOf(tx: Tx, store: Store, selectionId: string): Promise<Pending | undefined> {
  const { rows } = await tx.execute<{ id: string; expires_at: string; is_overdue: boolean }>(sql`
    select id, expires_at, expires_at <= now() as is_overdue from checkouts
    where store_id = ${store.id} and selection_id = ${selectionId} and status = 'pending'`)
  const [row] = rows
  return row && { id: row.id, expiresAt: new Date(row.expires_at).toISOString(), isOverdue: row.is_overdue }
}

/** An overdue checkout keeps nothing closed, also before it is swept; without any, it is as it was last said to be. */
async function standingOf(tx: Tx, store: Store, selectionId: string | null) {
  const last = selectionId === null ? undefined : await pendingCheckoutOf(tx, store, selectionId)
  const pending = last?.isOverdue === false ? { id: last.id, expiresAt: last.expiresAt } : null
  if (last || selectionId === null) return { pending, status: pending ? 'PROCESSING' : 'AVAILABLE' } as const
  return { pending, status: await statusOf(tx, store.id, selectionId) }
}
