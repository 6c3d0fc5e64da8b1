/** The lines as they stand on the screen. */
import { createMemo, createSignal, type Accessor } from 'solid-js'
import type { SelectionLine } from '../../shared/selection-document.ts'
import { createCalm } from '../ui/calm.ts'

type Lines = ReadonlyMap<string, SelectionLine>
type Shown = { lines: Lines; leaving: Lines; order: readonly string[] }

/**
 * What somebody else has taken out stays, leaving, until `hasLeft` says that it has gone from sight; and nothing of others
 * comes or goes while something is pressed. What is taken out here goes at once.
 */
export function createShownLines(lines: Accessor<SelectionLine[]>, isOthers: (lineId: string) => boolean) {
  const [left, setLeft] = createSignal<string>()
  const shown = createMemo<Shown>(
    (before) => nextShown(before, lines(), (lineId) => lineId !== left() && isOthers(lineId)),
    { lines: new Map(), leaving: new Map(), order: [] },
  )
  const calm = createCalm(() => ({ order: shown().order, leaving: shown().leaving }))
  return {
    ids: createMemo(() => calm().order.filter((id) => shown().lines.has(id) || shown().leaving.has(id))),
    find: (lineId: string): SelectionLine | undefined =>
      shown().lines.get(lineId) ?? shown().leaving.get(lineId),
    isLeaving: (lineId: string) => calm().leaving.has(lineId) && shown().leaving.has(lineId),
    hasLeft: (lineId: string) => void setLeft(lineId),
  }
}

/** A line that is leaving keeps its place behind the one that it stood behind. */
export function nextShown(
  before: Shown,
  now: SelectionLine[],
  mayLinger: (lineId: string) => boolean,
): Shown {
  const lines = new Map(now.map((line) => [line.lineId, line]))
  const leaving = new Map(
    [...before.leaving, ...before.lines].filter(([id]) => !lines.has(id) && mayLinger(id)),
  )
  const order = [...lines.keys()]
  for (const id of before.order) {
    if (!leaving.has(id)) continue
    const last = before.order.slice(0, before.order.indexOf(id)).findLast((other) => order.includes(other))
    order.splice(last === undefined ? 0 : order.indexOf(last) + 1, 0, id)
  }
  return { lines, leaving, order }
}
