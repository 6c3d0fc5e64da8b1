/** What a sale took out of a copy before the shop could be asked how it goes on: nobody here took it out. */
import type { NewLine } from '../../shared/selection-document.ts'
import { keep, readKept } from '../platform/storage.ts'

const key = (copy: string) => `${copy}:taken-out`

export function keepTakenOut(copy: string, sold: NewLine[]): void {
  const lines = sold.map(({ variantId, quantity, configuration }) => [variantId, quantity, configuration])
  keep(key(copy), lines.length > 0 ? JSON.stringify(lines) : null)
}

export function readTakenOut(copy: string): NewLine[] {
  try {
    const kept = JSON.parse(readKept(key(copy)) ?? '[]') as [string, number, NewLine['configuration']][]
    return kept.map(([variantId, quantity, configuration]) => ({ variantId, quantity, configuration }))
  } catch {
    return [] // of another shape: then it is offered, and nothing is done
  }
}
