/** Another copy in place of the one that is open here. */
import { keep, randomId } from '../platform/storage.ts'
import { forgetDocument } from './kept-document.ts'
import { openReplica, type Replica } from './replica.ts'

/** The selection of a store in this browser, as it is open. */
export type Place = {
  store: string
  current: () => Promise<Replica>
  /** Does this after everything else; what is tapped meanwhile waits for it. */
  inOrder: (work: (before: Replica) => Promise<Replica>) => Promise<Replica>
  /** Closes that copy, and opens the one that is kept by then. */
  reopen: (before: Replica) => Promise<Replica>
  /** Under which name it is kept, but for what `copyKey` adds. */
  base: () => string
  nameOf: (base: string) => string
  ownKey: string
  /** Into what this link opens, or back to its own. */
  goTo: (link: string | null) => Promise<void>
}
/** Reads what it needs of the copy before, and answers how to write the one that takes its place. */
export type FillWith = (before: Replica) => (fresh: Replica) => void

/**
 * What it was stays with whoever else has it. It is written before anything leads there, so that a phone that dies
 * meanwhile has the one or the other.
 */
export function replaceCopy(place: Place, fillWith: FillWith, lead?: () => void): Promise<Replica> {
  const base = place.base()
  return place.inOrder(async (before) => {
    const [left, copy] = [place.nameOf(base), randomId()]
    const fresh = await openReplica(`${base}.${copy}`, () => undefined)
    const fill = fillWith(before)
    fill(fresh)
    fresh.close()
    keep(`${base}:copy`, copy)
    lead?.()
    const replica = await place.reopen(before)
    // a browser that keeps nothing has it from here
    if (!replica.isKept()) fill(replica)
    forgetDocument(left)
    return replica
  })
}
