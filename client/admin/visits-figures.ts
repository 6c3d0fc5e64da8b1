import type { VisitReport } from '../../shared/analytics.ts'

/** From looking to buying; each step is made of what went on from the one before. */
export const visitSteps = ['window', 'product', 'selected', 'checkouts', 'confirmed'] as const
export type VisitStep = (typeof visitSteps)[number]
export type VisitCounts = Record<VisitStep, number>

export function totalsOf(days: VisitCounts[]): VisitCounts {
  const totals: VisitCounts = { window: 0, product: 0, selected: 0, checkouts: 0, confirmed: 0 }
  for (const day of days) for (const step of visitSteps) totals[step] += day[step]
  return totals
}

/** How many of a step come to one of the step before; null where there is none to compare with. */
export function shareOf(step: VisitStep, counts: VisitCounts): number | null {
  const before = visitSteps[visitSteps.indexOf(step) - 1]
  return before === undefined || counts[before] === 0 ? null : counts[step] / counts[before]
}

export const isQuiet = ({ days, products }: VisitReport): boolean =>
  products.length === 0 && visitSteps.every((step) => totalsOf(days)[step] === 0)
