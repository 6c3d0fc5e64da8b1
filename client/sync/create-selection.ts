/** The living selection of one store, as signals. The replica itself (Yjs) is loaded after the first paint. */
import { createEffect, createSignal, onCleanup, onMount } from 'solid-js'
import type { NewLine, SelectionLine } from '../../shared/selection-document.ts'
import { showBadge } from '../platform/badge.ts'
import { journal } from '../platform/journal.ts'
import { deviceId, handId, keep, keptId, readKept, watchKept } from '../platform/storage.ts'
import { keepPending, parsePending, pendingKey, readPending, type Pending } from './pending.ts'
import type { Replica } from './replica.ts'
import type { ServerCopy } from './server-copy.ts'

export type Selection = {
  store: string
  /** `opening` until the replica is here; `memory` where the browser keeps nothing. */
  state: () => 'opening' | 'kept' | 'memory'
  serverCopy: () => ServerCopy
  lines: () => SelectionLine[]
  units: () => number
  /** How many units of one variant are selected, whatever their configuration. */
  unitsOf: (variantId: string) => number
  add: (line: NewLine, name: string) => Promise<void>
  setQuantity: (lineId: string, quantity: number) => Promise<void>
  remove: (lineId: string) => Promise<void>
  /** 128 random bits: whoever made the selection is whoever knows it. */
  id: () => string
  pending: () => Pending | null
  setPending: (pending: Pending | null) => void
  /** Takes out what was sold, keeps what was picked since, and gives the selection a new id. */
  settle: (sold: NewLine[]) => Promise<void>
  /** Empties the selection and gives it a new id; what is reserved stays so, under its own link. */
  startAnother: () => Promise<void>
  /** Resolves once the replica is here. */
  whenOpen: () => Promise<void>
}

const idKey = (store: string) => `vidriera:${store}:selection`

export function createSelection(store: string): Selection {
  const [state, setState] = createSignal<'opening' | 'kept' | 'memory'>('opening')
  const [lines, setLines] = createSignal<SelectionLine[]>([])
  const [serverCopy, setServerCopy] = createSignal<ServerCopy>({ is: 'unknown' })
  const [pending, showPending] = createSignal<Pending | null>(null)
  const open = once(() =>
    openReplicaOf(store, (replica) => {
      setLines(replica.lines())
      setState(replica.isKept() ? 'kept' : 'memory')
      follow(replica)
    }),
  )
  const id = () => readKept(idKey(store)) ?? keptId(idKey(store))
  /** One that is empty and that nobody knows is not worth a connection. */
  const follow = (replica: Replica) => {
    if (lines().length > 0 || readKept(idKey(store)) !== null)
      replica.join({ store, id: id(), device: deviceId(), say: setServerCopy })
  }
  /** What becomes of this copy from now on is no matter of who has the one it was. */
  const leaveServer = (replica: Replica) => {
    replica.leave()
    setServerCopy({ is: 'unknown' })
    keep(idKey(store), null)
  }
  const units = () => lines().reduce((sum, line) => sum + line.quantity, 0)
  const unitsOf = (variantId: string) =>
    lines().reduce((sum, line) => (line.variantId === variantId ? sum + line.quantity : sum), 0)
  const setPending = (next: Pending | null) => {
    keepPending(store, next)
    showPending(next)
  }

  createEffect(() => showBadge(pending() !== null))
  onMount(() => {
    showPending(readPending(store))
    onCleanup(watchKept(pendingKey(store), (text) => showPending(parsePending(text))))
    // another tab has begun another one
    onCleanup(watchKept(idKey(store), () => open.wasCalled() && void open().then(follow)))
    const cancel = afterPaint(() => void open())
    onCleanup(() => {
      cancel()
      if (open.wasCalled()) void open().then((replica) => replica.close())
    })
  })

  return {
    store,
    state,
    serverCopy,
    lines,
    units,
    unitsOf,
    add: async (line, name) => {
      const replica = await open()
      replica.add(line, handId())
      journal(`agregado ${name} ×${line.quantity}`)
    },
    setQuantity: async (lineId, quantity) => (await open()).setQuantity(lineId, quantity, handId()),
    remove: async (lineId) => (await open()).remove(lineId),
    id,
    pending,
    setPending,
    settle: async (sold) => {
      const replica = await open()
      leaveServer(replica)
      replica.takeOut(sold.map((line) => ({ ...line, configuration: line.configuration ?? null })))
      setPending(null)
      journal('el pedido quedó confirmado, lo vendido sale de la selección')
    },
    startAnother: async () => {
      const replica = await open()
      const left = pending()
      if (left) (await import('./earlier.ts')).keepEarlier(store, left, Date.now())
      leaveServer(replica)
      replica.takeOut(replica.lines())
      setPending(null)
      journal('empieza otra selección')
    },
    whenOpen: async () => void (await open()),
  }
}

async function openReplicaOf(store: string, show: (replica: Replica) => void): Promise<Replica> {
  const { openReplica } = await import('./replica.ts')
  const replica = await openReplica(`vidriera:selection:${store}`, show)
  show(replica)
  return replica
}

function once<T>(make: () => T): (() => T) & { wasCalled: () => boolean } {
  let made: { value: T } | null = null
  return Object.assign(() => (made ??= { value: make() }).value, { wasCalled: () => made !== null })
}

/** Runs when the first picture stands; answers how to call it off. */
function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => (timer = setTimeout(run, 0)))
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
