/** Which notices are shown of what was taken out: one a product. Pure. */
import type { RemovalReason, RemovedLine } from '../../shared/selection.ts'
import type { RemovalNotice } from '../../shared/selection-document-notices.ts'

/** What the shop says of a line now. */
export type Known = { productId: string | null; name: string | null; isBack: boolean }
export type Taken = {
  /** Tells the products apart. */
  product: string
  name: string | null
  reason: RemovalReason
  /** All of it is sold again. */
  isBack: boolean
  /** What is put back with it. */
  notices: RemovalNotice[]
  /** What to remember once it has been read. */
  keys: string[]
}

/** A later removal of the same line is another one. */
export const takenKey = ({ lineId, at }: { lineId: string; at: number }): string => `${lineId}@${at}`

/**
 * `notices` are of the document, `removed` is what the shop answers for lines that still lie in it: one line is never told
 * twice, and stays what it is when the one takes the place of the other. What nobody can name yet waits.
 */
export function noticesToShow(
  { notices, removed }: { notices: RemovalNotice[]; removed: RemovedLine[] },
  known: ReadonlyMap<string, Known>,
  understood: ReadonlySet<string>,
): Taken[] {
  const told = new Set(notices.map(({ lineId }) => lineId))
  const all = [
    ...notices.map((notice) => ({ ...notice, key: takenKey(notice), notices: [notice] })),
    ...removed.flatMap((line) =>
      told.has(line.lineId) ? [] : [{ ...line, key: line.lineId, notices: [] as RemovalNotice[] }],
    ),
  ]
  const products = new Map<string, Taken>()
  for (const { lineId, reason, key, notices: own } of all) {
    const now = known.get(lineId)
    if (!now || understood.has(key)) continue
    const product = now.productId ?? lineId
    const before = products.get(product)
    const isBack = now.isBack && own.length > 0
    if (!before) products.set(product, { product, name: now.name, reason, isBack, notices: own, keys: [key] })
    else {
      before.isBack &&= isBack
      before.notices = [...before.notices, ...own]
      before.keys.push(key)
    }
  }
  return [...products.values()]
}
