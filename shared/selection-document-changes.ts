/** Whose doing a change of a selection's document was, line by line. */
import type * as Y from 'yjs'

export type Change = {
  lineId: string
  /** The Yjs client that wrote. */
  client: number
  /** The hand that this client signs with; null where it has signed nothing that still stands. */
  hand: string | null
}

/** What one transaction wrote about lines, which is more than what it changed in them. */
export function changesIn({ doc, changed }: Y.Transaction): Change[] {
  const sessions = doc.getMap<Y.Map<unknown>>('sessions')
  const touched = new Map<string, Set<string>>()
  for (const [type, keys] of changed) {
    const names = [...keys].filter((key) => key !== null)
    if ((type as unknown) === sessions)
      for (const session of names) touched.set(session, new Set(sessions.get(session)?.keys()))
    else if ((type.parent as unknown) === sessions && type._item?.parentSub)
      touched.set(type._item.parentSub, new Set([...(touched.get(type._item.parentSub) ?? []), ...names]))
  }
  return [...touched].flatMap(([session, lineIds]) => {
    const hand = handOf(sessions.get(session))
    return [...lineIds].map((lineId) => ({ lineId, client: parseInt(session, 36), hand }))
  })
}

function handOf(session: Y.Map<unknown> | undefined): string | null {
  for (const entry of session?.values() ?? []) {
    const by = (entry as { units?: { by?: unknown } } | null)?.units?.by
    if (typeof by === 'string' && by !== '') return by
  }
  return null
}
