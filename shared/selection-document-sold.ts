/** A sale takes what was sold out of the selection it was made of. */
import { lineIdOf, type NewLine, type SelectionLine } from './selection-document.ts'

/** What is left of these lines without what was sold of them. */
export function withoutSold(lines: SelectionLine[], sold: NewLine[]): SelectionLine[] {
  const soldOf = new Map<string, number>()
  for (const { variantId, configuration, quantity } of sold) {
    const lineId = lineIdOf(variantId, configuration)
    soldOf.set(lineId, (soldOf.get(lineId) ?? 0) + quantity)
  }
  return lines.flatMap((line) => {
    const quantity = line.quantity - (soldOf.get(line.lineId) ?? 0)
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
}
