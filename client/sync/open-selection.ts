/** The selection of one store in this browser: its own, or one that somebody shares with it. */
import { createSignal } from 'solid-js'
import type { NewLine, NoticeEntries, SelectionLine } from '../../shared/selection-document.ts'
import { journal } from '../platform/journal.ts'
import { setNewBuild } from '../platform/new-build.ts'
import { ownName } from '../platform/own-name.ts'
import { deviceId, handId, keptId, readKept, watchKept } from '../platform/storage.ts'
import { ownKey } from './create-selection.ts'
import { openReplica, type Replica } from './replica.ts'
import type { Room, ServerCopy } from './server-copy.ts'
import { keepShared, readShared, sharedKey } from './shared-with.ts'

/** What pages see of it. */
export type Shown = {
  state: (state: 'opening' | 'kept' | 'memory' | 'newer') => void
  lines: (lines: SelectionLine[]) => void
  notices: (notices: NoticeEntries) => void
  serverCopy: (copy: ServerCopy) => void
  shared: (token: string | null) => void
}
export type OpenSelection = Awaited<ReturnType<typeof openSelection>>

export async function openSelection(store: string, show: Shown) {
  const baseOf = (token: string | null) => `vidriera:selection:${store}${token === null ? '' : `:${token}`}`
  /** One that is read anew has another name, so that no tab mixes it with the one that it was. */
  const nameOf = (base: string) => [base, readKept(`${base}:copy`)].filter(Boolean).join('.')
  const [room, setRoom] = createSignal<Room | null>(null)
  const [note, setNote] = createSignal<string | null>(null)
  let unwatch: (() => void) | undefined
  let name = ''
  const begin = async () => {
    const token = readShared(store)
    show.shared(token)
    const base = baseOf(token)
    unwatch?.()
    unwatch = watchKept(`${base}:copy`, () => void openAgain())
    name = nameOf(base)
    const replica = await openReplica(name, changed)
    changed(replica)
    return replica
  }
  const changed = (replica: Replica) => {
    const lines = replica.lines()
    show.lines(lines)
    if (replica.isNewer()) {
      show.state('newer')
      setNewBuild('waits')
      return
    }
    show.notices(replica.notices())
    setNote(replica.note())
    show.state(replica.isKept() ? 'kept' : 'memory')
    follow(replica, lines)
  }
  /** One that is empty and that nobody knows is not worth a connection. */
  const follow = (replica: Replica, lines: SelectionLine[]) => {
    const token = readShared(store)
    if (token === null && lines.length === 0 && readKept(ownKey(store)) === null) return
    replica.join({
      ...{ store, id: token ?? keptId(ownKey(store)), device: deviceId(), say: show.serverCopy },
      ...{ me: { hand: handId(), name: ownName() }, entered: setRoom },
      stale: () => void ways().then(({ goOnUnseen, from }) => goOnUnseen(from)),
    })
  }
  let current = begin()
  const reopen = (before: Replica) => {
    before.close()
    setRoom(null)
    show.state('opening')
    show.serverCopy({ is: 'unknown' })
    return begin()
  }
  /** The same as before, where it is another one by now. */
  const openAgain = () => (current = current.then(reopen))
  const goTo = async (token: string | null) => {
    if (token === readShared(store)) return
    keepShared(store, token)
    await openAgain()
  }
  /** The ways to go on, from what is open now. */
  const ways = async () => {
    const from = {
      ...{ store, name, nameOf, reopen, goTo, ownKey: ownKey(store) },
      base: () => baseOf(readShared(store)),
      current: () => current,
      inOrder: (work: (before: Replica) => Promise<Replica>) => (current = current.then(work)),
    }
    return { ...(await import('./go-on.ts')), from }
  }
  const forget = [
    // another tab has begun another one
    watchKept(ownKey(store), () => void current.then((replica) => follow(replica, replica.lines()))),
    watchKept(sharedKey(store), () => void openAgain()),
  ]
  await current

  return {
    /** Where it is shared; null while nobody else can know of it. */
    room,
    /** What is to be said with it, the same on every phone that has it. */
    note,
    sayNote: async (text: string) => (await current).sayNote(text),
    add: async (line: NewLine, name: string) => {
      ;(await current).add(line, handId())
      journal(`agregado ${name} ×${line.quantity}`)
    },
    setQuantity: async (lineId: string, quantity: number) =>
      (await current).setQuantity(lineId, quantity, handId()),
    remove: async (lineId: string) => (await current).remove(lineId),
    startAnother: () => ways().then(({ startAnother, from }) => startAnother(from)),
    goTo,
    askAgain: async () => (await current).askAgain(),
    /** The same lines as a selection of its own, while the one it was stays as it is. */
    goOnApart: () => ways().then(({ goOnApart, from }) => goOnApart(from)),
    /** What was added here beyond the end of its generation; null where the shop cannot be asked. */
    late: () => ways().then(({ lateOf, from }) => lateOf(from)),
    /** How the shop has it in place of the copy here, with what was added here or without; false where it is away. */
    goOn: (takesLate: boolean, sold: NewLine[] = []) =>
      ways().then(({ goOn, from }) => goOn(from, { takesLate, sold })),
    /** As the one with that id, its own from then on. */
    recover: (id: string, takesLines: boolean) =>
      ways().then(({ recover, from }) => recover(from, id, takesLines)),
    close: () => {
      for (const one of forget) one()
      unwatch?.()
      void current.then((replica) => replica.close())
    },
  }
}
