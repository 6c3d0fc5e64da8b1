/** The selection of one store in this browser: its own, or one that somebody shares with it. */
import { withoutSold, type NewLine, type SelectionLine } from '../../shared/selection-document.ts'
import { journal } from '../platform/journal.ts'
import { deviceId, handId, keep, keptId, randomId, readKept, watchKept } from '../platform/storage.ts'
import { ownKey } from './create-selection.ts'
import { forgetDocument } from './kept-document.ts'
import { openReplica, type Replica } from './replica.ts'
import type { ServerCopy } from './server-copy.ts'
import { keepShared, readShared, sharedKey } from './shared-with.ts'

/** What pages see of it. */
export type Shown = {
  state: (state: 'opening' | 'kept' | 'memory') => void
  lines: (lines: SelectionLine[]) => void
  serverCopy: (copy: ServerCopy) => void
  shared: (token: string | null) => void
}
export type OpenSelection = Awaited<ReturnType<typeof openSelection>>

export async function openSelection(store: string, show: Shown) {
  const baseOf = (token: string | null) => `vidriera:selection:${store}${token === null ? '' : `:${token}`}`
  /** One that is read anew has another name, so that no tab mixes it with the one that it was. */
  const nameOf = (base: string) => [base, readKept(`${base}:copy`)].filter(Boolean).join('.')
  let unwatch: (() => void) | undefined
  const begin = async () => {
    const token = readShared(store)
    show.shared(token)
    const base = baseOf(token)
    unwatch?.()
    unwatch = watchKept(`${base}:copy`, () => void openAgain())
    const replica = await openReplica(nameOf(base), changed)
    changed(replica)
    return replica
  }
  const changed = (replica: Replica) => {
    const lines = replica.lines()
    show.lines(lines)
    show.state(replica.isKept() ? 'kept' : 'memory')
    follow(replica, lines)
  }
  /** One that is empty and that nobody knows is not worth a connection. */
  const follow = (replica: Replica, lines: SelectionLine[]) => {
    const token = readShared(store)
    if (token === null && lines.length === 0 && readKept(ownKey(store)) === null) return
    replica.join({ store, id: token ?? keptId(ownKey(store)), device: deviceId(), say: show.serverCopy })
  }
  let current = begin()
  /** The same as before, where it is another one by now. */
  const openAgain = () =>
    (current = current.then((before) => {
      before.close()
      show.state('opening')
      show.serverCopy({ is: 'unknown' })
      return begin()
    }))
  const goTo = async (token: string | null) => {
    if (token === readShared(store)) return
    keepShared(store, token)
    await openAgain()
  }
  /**
   * Goes on as another selection, with these lines: what it was stays with whoever else has it, and its history with
   * that. Its lines are written before anything leads there, so that a phone that dies meanwhile has the one or the other.
   */
  const startFresh = async (lines: NewLine[]) => {
    await current
    const base = baseOf(null)
    const [before, copy] = [nameOf(base), randomId()]
    const fill = (replica: Replica) => lines.forEach((line) => replica.add(line, handId()))
    const fresh = await openReplica(`${base}.${copy}`, () => undefined)
    fill(fresh)
    fresh.close()
    keep(`${base}:copy`, copy)
    keep(ownKey(store), lines.length > 0 ? randomId() : null)
    const replica = await openAgain()
    // a browser that keeps nothing has it from here
    if (!replica.isKept()) fill(replica)
    forgetDocument(before)
  }
  const forget = [
    // another tab has begun another one
    watchKept(ownKey(store), () => void current.then((replica) => follow(replica, replica.lines()))),
    watchKept(sharedKey(store), () => void openAgain()),
  ]
  await current

  return {
    add: async (line: NewLine, name: string) => {
      ;(await current).add(line, handId())
      journal(`agregado ${name} ×${line.quantity}`)
    },
    setQuantity: async (lineId: string, quantity: number) =>
      (await current).setQuantity(lineId, quantity, handId()),
    remove: async (lineId: string) => (await current).remove(lineId),
    /** Null: all of it. It is another one from then on; what is shared goes on without this browser, as it is. */
    takeOut: async (sold: NewLine[] | null) => {
      if (readShared(store) !== null) return goTo(null)
      await startFresh(sold === null ? [] : withoutSold((await current).lines(), sold))
    },
    goTo,
    askAgain: async () => (await current).askAgain(),
    /** Goes on with the same lines as a selection of its own. */
    goOnApart: async () => {
      const lines = (await current).lines()
      if (readShared(store) === null) return startFresh(lines)
      await goTo(null)
      const own = await current
      for (const line of lines) own.add(line, handId())
    },
    /** Drops the copy here, and reads how the shop has it. */
    readAnew: async () => {
      const base = baseOf(readShared(store))
      const before = nameOf(base)
      keep(`${base}:copy`, randomId())
      await openAgain()
      forgetDocument(before)
    },
    close: () => {
      for (const one of forget) one()
      unwatch?.()
      void current.then((replica) => replica.close())
    },
  }
}
