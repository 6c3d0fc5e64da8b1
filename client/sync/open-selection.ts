/** The selection of one store in this browser: its own, or one that somebody shares with it. */
import type { NewLine, SelectionLine } from '../../shared/selection-document.ts'
import { journal } from '../platform/journal.ts'
import { deviceId, handId, keep, keptId, randomId, readKept, watchKept } from '../platform/storage.ts'
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

const idKey = (store: string) => `vidriera:${store}:selection`

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
    if (token === null && lines.length === 0 && readKept(idKey(store)) === null) return
    replica.join({ store, id: token ?? keptId(idKey(store)), device: deviceId(), say: show.serverCopy })
  }
  /** What becomes of this copy from now on is no matter of who has the one it was. */
  const leaveServer = (replica: Replica) => {
    replica.leave()
    show.serverCopy({ is: 'unknown' })
    keep(idKey(store), null)
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
  const forget = [
    // another tab has begun another one
    watchKept(idKey(store), () => void current.then((replica) => follow(replica, replica.lines()))),
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
    takeOut: async (sold: Pick<SelectionLine, 'variantId' | 'configuration' | 'quantity'>[] | null) => {
      const replica = await current
      if (readShared(store) !== null) return goTo(null)
      leaveServer(replica)
      replica.takeOut(sold ?? replica.lines())
    },
    goTo,
    askAgain: async () => (await current).askAgain(),
    /** Goes on with the same lines as a selection of its own. */
    goOnApart: async () => {
      const replica = await current
      const lines = replica.lines()
      if (readShared(store) === null) {
        leaveServer(replica)
        return follow(replica, lines)
      }
      await goTo(null)
      const own = await current
      for (const { variantId, quantity, configuration } of lines)
        own.add({ variantId, quantity, ...(configuration && { configuration }) }, handId())
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
