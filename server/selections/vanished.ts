/**
 * What may no longer be in a selection, and its being taken out: by whichever process sees it first, of rooms that are open,
 * of one that is opened, and of all of a store when a merchant asks for it.
 *
 * SEL6 what SEL2 names leaves the document itself, for everybody in it, with one notice each that says why; done again, or
 *      by two at once, it changes nothing. A notice can be undone by adding the line again once it is sold again.
 * SEL7 nothing leaves a selection that is PROCESSING. What runs out because others hold it is not sold out: only what is not
 *      on hand is, so that no hold that passes, of this selection or of another one, ever takes a line away.
 */
import { sql } from 'drizzle-orm'
import type { RemovalReason } from '../../shared/selection.ts'
import { readLines } from '../../shared/selection-document.ts'
import { takeOut, type RemovalNotice } from '../../shared/selection-document-notices.ts'
import { idSchema } from '../../shared/text.ts'
import type { Logger } from '../platform/logger.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { editSelection } from '../sync/sync.ts'
import { removalReason, saleColumns, type Sale } from './rules.ts'

/** The variants of these that are no longer sold in that store, each with its reason. */
export async function findVanished(
  tx: Tx,
  storeId: string,
  variantIds: readonly string[],
): Promise<Map<string, RemovalReason>> {
  const asked = [...new Set(variantIds)]
  // an id of another shape is none of ours
  const ours = asked.filter((variantId) => idSchema.safeParse(variantId).success)
  const { rows } = await tx.execute<Sale & { variant_id: string }>(sql`
    select v.id as variant_id, ${saleColumns}
    from product_variants v
    join products p on p.store_id = v.store_id and p.id = v.product_id
    join stock_items i on i.store_id = v.store_id and i.id = v.stock_item_id
    left join sellable_variants s on s.store_id = v.store_id and s.variant_id = v.id
    where v.store_id = ${storeId} and v.id = any (${sql.param(ours)}::uuid[])`)
  const known = new Map(rows.map((row) => [row.variant_id, row]))
  return new Map(
    asked.flatMap((variantId): [string, RemovalReason][] => {
      const reason = removalReason(known.get(variantId.toLowerCase()))
      return reason ? [[variantId, reason]] : []
    }),
  )
}

/** Takes out of one selection what is no longer sold; answers it. Undefined while nothing may be written to it. */
export const takeOutVanished = (
  tx: Tx,
  place: { storeId: string; id: string },
): Promise<RemovalNotice[] | undefined> =>
  editSelection(tx, place, async (doc) => {
    const variantIds = readLines(doc).map(({ variantId }) => variantId)
    return takeOut(doc, await findVanished(tx, place.storeId, variantIds), Date.now())
  })

/** What rooms ask for what they hold. */
export function createVanished({ db, log }: { db: Database; log: Logger }) {
  return {
    find: async (storeId: string, variantIds: string[]): Promise<ReadonlySet<string>> =>
      new Set((await withStore(db, storeId, (tx) => findVanished(tx, storeId, variantIds))).keys()),
    takeOut: async (storeId: string, id: string): Promise<void> => {
      const taken = await withStore(db, storeId, (tx) => takeOutVanished(tx, { storeId, id }))
      if (!taken?.length) return
      // without its id, which opens it
      const removed = taken.map(({ variantId, reason }) => ({ variantId, reason }))
      log.info({ storeId, removed }, 'a selection was cleaned of what is no longer sold')
    },
  }
}
