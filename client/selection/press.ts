/** One press of the button: the request, and the key that makes any number of tries one checkout. Pure. */
import type { CheckoutRequest } from '../../shared/checkout.ts'
import type { ResolvedSelection } from '../../shared/selection.ts'
import type { ApiProblem } from '../platform/api.ts'

export type Press = { key: string; body: string }

/** The request for what the screen shows. */
export function requestOf(
  resolved: ResolvedSelection,
  extras: { selectionId: string; name: string; note: string; replaces: string | null },
): CheckoutRequest {
  const name = extras.name.trim()
  const note = extras.note.trim()
  return {
    items: resolved.lines.map(({ variantId, quantity, configuration }) => ({
      variantId,
      quantity,
      ...(configuration ? { configuration } : {}),
    })),
    selectionId: extras.selectionId,
    ...(name ? { customer: { name } } : {}),
    ...(note ? { note } : {}),
    expected: {
      total: resolved.total,
      lines: resolved.lines.map(({ variantId, unitPrice }) => ({ variantId, unitPrice })),
    },
    ...(extras.replaces ? { replaces: extras.replaces } : {}),
  }
}

/** The kept press while it asks for the same, so that a retry cannot reserve twice; else a new one. */
export function pressFor(kept: Press | null, body: string, newKey: () => string): Press {
  return kept?.body === body ? kept : { key: newKey(), body }
}

/** True when the server has decided: the key is of no more use. Silence and overload decide nothing. */
export const isDefinitive = (problem: ApiProblem) =>
  problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429

export function parsePress(text: string | null): Press | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    const { key, body } = value as Record<string, unknown>
    return typeof key === 'string' && typeof body === 'string' ? { key, body } : null
  } catch {
    return null
  }
}
