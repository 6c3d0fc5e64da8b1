/** One press of the button: the request, and the key that makes any number of tries one checkout. Pure. */
import type { CheckoutRequest } from '../../shared/checkout.ts'
import type { Money } from '../../shared/money.ts'
import type { ResolvedSelection } from '../../shared/selection.ts'
import type { NewLine, SelectionLine } from '../../shared/selection-document.ts'
import type { ApiProblem } from '../platform/api.ts'

export type Press = {
  key: string
  body: string
  /** It was made without a connection, and is asked for by itself when there is one; `unsent`: nobody has heard of it. */
  waits?: 'unsent' | 'sent'
  /** What the shop has answered to one that waited: nothing is reserved until a hand decides. */
  refusal?: ApiProblem
}

/** What the screen shows, whoever knows the prices. */
type Shown = Pick<ResolvedSelection, 'lines' | 'total'>

/** The request for what the screen shows. */
export function requestOf(
  resolved: Shown,
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
  return kept?.body === body && !kept.refusal ? kept : { key: newKey(), body }
}

/** True when the server has decided: the key is of no more use. Silence and overload decide nothing. */
export const isDefinitive = (problem: ApiProblem) =>
  problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429

/**
 * What is selected at the prices that were last known; null where of one line nothing is known. The shop compares them
 * with its own when it hears of them, and decides by those alone.
 */
export function lastKnown(selected: SelectionLine[], resolved: ResolvedSelection | null): Shown | null {
  const known = new Map(resolved?.lines.map((line) => [line.lineId, line]))
  const lines = selected.flatMap(({ lineId, quantity }) => {
    const line = known.get(lineId)
    return line ? [{ ...line, quantity, lineTotal: scaled(line.lineTotal, quantity / line.quantity) }] : []
  })
  if (!resolved || lines.length === 0 || lines.length < selected.length) return null
  const amount = lines.reduce((sum, line) => sum + line.lineTotal.amount, 0)
  return { lines, total: { ...resolved.total, amount } }
}

const scaled = (money: Money, by: number): Money => ({ ...money, amount: Math.round(money.amount * by) })

/** Without the code that names lines, which comes with Yjs. */
function nameOf({ variantId, quantity, configuration }: NewLine): string {
  const choices = Object.entries(configuration ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([variantId, choices, quantity])
}

/** Whether a press asks for this and nothing else. */
export function asksFor({ body }: Press, selected: SelectionLine[], selectionId: string): boolean {
  const request = JSON.parse(body) as CheckoutRequest
  const asked = (request.items ?? []).map(nameOf).sort().join(' ')
  return request.selectionId === selectionId && asked === selected.map(nameOf).sort().join(' ')
}

export function parsePress(text: string | null): Press | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    const { key, body, waits, refusal } = value as Record<string, unknown>
    if (typeof key !== 'string' || typeof body !== 'string') return null
    return {
      ...{ key, body },
      ...((waits === 'unsent' || waits === 'sent') && { waits }),
      ...(isProblem(refusal) && { refusal }),
    }
  } catch {
    return null
  }
}

const isProblem = (value: unknown): value is ApiProblem =>
  typeof value === 'object' && value !== null && 'code' in value && 'status' in value
