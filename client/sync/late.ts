/** What a copy of an earlier generation has done that the shop has not heard of in time. Pure. */
import * as Y from 'yjs'
import { withoutSold } from '../../shared/selection-document-sold.ts'
import { lineIdOf, readLines, type NewLine, type SelectionLine } from '../../shared/selection-document.ts'

export type Late = {
  /** Added here. */
  lines: SelectionLine[]
  /** Taken out here, as far as the selection still has it. */
  removed: SelectionLine[]
  /** Nobody knows any more what that generation ended with: `lines` are beyond what the selection has now. */
  isGuessed: boolean
}

type Others = {
  /** What that generation ended with, and how the selection is now, as updates. */
  ended: Uint8Array | null
  now: Uint8Array
  /** Reserved from here, and perhaps not in the selection's document. */
  sold?: NewLine[]
  /** Taken out of this copy because it was sold: nobody's wish. */
  takenOut?: NewLine[]
}

/** Merged with what others wrote in the same generation, so that what they did is not taken for done here. */
export function lateIn(mine: Uint8Array, { ended, now, sold = [], takenOut = [] }: Others): Late {
  const current = linesOf(now)
  const base = ended ? linesOf(ended) : current
  const merged = ended ? linesOf(mine, ended) : linesOf(mine)
  const lines = withoutSold(merged, [...base, ...withoutSold(asLines(sold), base)])
  // without its end nobody can tell what was taken out here from what others have added since
  const gone = ended ? withoutSold(base, [...merged, ...takenOut]) : []
  const here = new Map(current.map(({ lineId, quantity }) => [lineId, quantity]))
  const removed = gone.flatMap((line) => {
    const quantity = Math.min(line.quantity, here.get(line.lineId) ?? 0)
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
  return { lines, removed, isGuessed: ended === null }
}

const asLines = (lines: NewLine[]): SelectionLine[] =>
  lines.map((line) => ({
    ...{ ...line, lineId: lineIdOf(line.variantId, line.configuration), addedBy: '', addedAt: 0 },
    configuration: line.configuration ?? null,
  }))

export function linesOf(...updates: Uint8Array[]): SelectionLine[] {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  const lines = readLines(doc)
  doc.destroy()
  return lines
}
