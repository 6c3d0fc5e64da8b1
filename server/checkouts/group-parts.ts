import { z } from 'zod'

/** What the database says of a group that it has undone: JSON in the detail and the hint of VD409. */
export type GroupFailure = { message: string; detail?: string | undefined; hint?: string | undefined }

export type StockShortage = { stockItemId: string; requested: number; available: number }

/** How to go on: who is refused, the parts to make in this order, each smaller than the group, and who is made alone. */
export type GroupParts = { refused: Map<string, StockShortage[]>; together: string[][]; alone: string[] }

const shortagesSchema = z.array(
  z.object({ stockItemId: z.string(), requested: z.number(), available: z.number() }),
)
const wantedBySchema = z.record(z.string(), z.record(z.string(), z.number()))
const aboutSchema = z.array(z.string())

/**
 * Sorts the checkouts of an undone group, first come first: those that fit beside each other go together, those that
 * would still fit if one of these failed come after them, and only who asks for more than there is at all is refused.
 */
export function partsOf(ids: string[], failure: GroupFailure | undefined): GroupParts {
  if (failure?.message === 'insufficient-stock') return shareStock(ids, failure)
  const about = new Set(failure?.hint === undefined ? [] : aboutSchema.parse(JSON.parse(failure.hint)))
  const alone = ids.filter((id) => about.has(id))
  // a fault, or a refusal that names nobody: nothing is known of any of them
  if (alone.length === 0) return { refused: new Map(), together: [], alone: ids }
  return { refused: new Map(), together: [ids.filter((id) => !about.has(id))], alone }
}

function shareStock(ids: string[], { detail = '[]', hint = '{}' }: GroupFailure): GroupParts {
  const wantedBy = wantedBySchema.parse(JSON.parse(hint))
  const available = new Map(
    shortagesSchema.parse(JSON.parse(detail)).map((short) => [short.stockItemId, short.available]),
  )
  const left = new Map(available)
  const refused = new Map<string, StockShortage[]>()
  const fitting: string[] = []
  const later: string[] = []
  for (const id of ids) {
    const wants = [...available].flatMap(([stockItemId, free]) => {
      const requested = wantedBy[stockItemId]?.[id]
      return requested === undefined ? [] : [{ stockItemId, requested, available: free }]
    })
    const short = wants.filter((want) => want.requested > want.available)
    if (short.length > 0) refused.set(id, short)
    else if (wants.every((want) => want.requested <= (left.get(want.stockItemId) ?? 0))) {
      for (const want of wants) left.set(want.stockItemId, (left.get(want.stockItemId) ?? 0) - want.requested)
      fitting.push(id)
    } else later.push(id)
  }
  // nobody to name: never go round in circles
  if (fitting.length === ids.length) return { refused, together: [], alone: ids }
  return { refused, together: [fitting, later], alone: [] }
}
