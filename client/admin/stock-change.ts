import type { StockChange, StockLevel } from './stock-types.ts'
import { words } from './words.ts'

export const movements = ['receive', 'adjust', 'count'] as const
export type Movement = (typeof movements)[number]

type Wanted = {
  change: StockChange | null
  /** Why there is no change yet. */
  complaint: string
  /** What would be on hand afterwards; null where the number is none. */
  onHand: number | null
}

/** What the fields ask for. A count names the balance it was made against, so that a sale meanwhile is noticed. */
export function changeOf(movement: Movement, amount: string, reason: string, level: StockLevel): Wanted {
  const text = amount.trim().replace('−', '-')
  const number = /^[+-]?\d{1,7}$/.test(text) ? Number(text) : null
  const isWrong = number === null || (movement !== 'adjust' && number < 0) || Math.abs(number) > 1_000_000
  if (isWrong) {
    const isBelow = movement === 'receive' && number !== null && number < 0
    return {
      change: null,
      complaint: isBelow ? words.stock.notPositive : words.stock.invalidAmount,
      onHand: null,
    }
  }
  const onHand = movement === 'count' ? number : level.onHand + number
  if (onHand < 0 && !level.backorder) {
    return { change: null, complaint: words.stock.tooFew(level.onHand, -number), onHand: null }
  }
  if (movement !== 'count' && number === 0) return { change: null, complaint: words.stock.zero, onHand }
  const why = reason.trim()
  if (why === '') return { change: null, complaint: words.stock.needsReason, onHand }
  const change: StockChange =
    movement === 'count'
      ? { set: number, expected: level.onHand, kind: 'count', reason: why }
      : { delta: number, kind: movement, reason: why }
  return { change, complaint: '', onHand }
}
