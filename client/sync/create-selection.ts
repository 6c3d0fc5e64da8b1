/** The living selection of one store, as signals. What it is made of (Yjs) is loaded after the first paint. */
import { createEffect, createSignal, onCleanup, onMount } from 'solid-js'
import type { NewLine, NoticeEntries, SelectionLine } from '../../shared/selection-document.ts'
import { showBadge } from '../platform/badge.ts'
import { keptId, watchKept } from '../platform/storage.ts'
import type { OpenSelection } from './open-selection.ts'
import { keepPending, parsePending, pendingKey, readPending, type Pending } from './pending.ts'
import type { ServerCopy } from './server-copy.ts'

export type Selection = {
  store: string
  /** `opening` until the replica is here; `memory` where the browser keeps nothing, `newer` where newer code has written. */
  state: () => 'opening' | 'kept' | 'memory' | 'newer'
  serverCopy: () => ServerCopy
  /** The link by which this browser is in somebody else's; null while it is its own. */
  shared: () => string | null
  lines: () => SelectionLine[]
  /** What the shop has taken out of it, for whoever is in it. */
  notices: () => NoticeEntries
  units: () => number
  /** How many units of one variant are selected, whatever their configuration. */
  unitsOf: (variantId: string) => number
  add: (line: NewLine, name: string) => Promise<void>
  setQuantity: (lineId: string, quantity: number) => Promise<void>
  remove: (lineId: string) => Promise<void>
  /** What opens it at the server: 128 random bits. */
  id: () => string
  pending: () => Pending | null
  setPending: (pending: Pending | null) => void
  /** Into the one that this link opens, or back to its own; the one that is left stays as it is. */
  goTo: (link: string | null) => Promise<void>
  /** Resolves once the replica is here, to what is seldom asked of it. */
  whenOpen: () => Promise<OpenSelection>
}

/** Of the id of its own: 128 random bits, and whoever knows them opens it. */
export const ownKey = (store: string) => `vidriera:${store}:selection`

export function createSelection(store: string): Selection {
  const [state, setState] = createSignal<'opening' | 'kept' | 'memory' | 'newer'>('opening')
  const [lines, setLines] = createSignal<SelectionLine[]>([])
  const [notices, setNotices] = createSignal<NoticeEntries>({})
  const [serverCopy, setServerCopy] = createSignal<ServerCopy>({ is: 'unknown' })
  const [shared, setShared] = createSignal<string | null>(null)
  const [pending, showPending] = createSignal<Pending | null>(null)
  let opened: Promise<OpenSelection> | undefined
  const open = () =>
    (opened ??= import('./open-selection.ts').then((code) =>
      code.openSelection(store, {
        state: setState,
        lines: setLines,
        notices: setNotices,
        serverCopy: setServerCopy,
        shared: setShared,
      }),
    ))
  const units = () => lines().reduce((sum, line) => sum + line.quantity, 0)
  const unitsOf = (variantId: string) =>
    lines().reduce((sum, line) => (line.variantId === variantId ? sum + line.quantity : sum), 0)
  const setPending = (next: Pending | null) => {
    keepPending(store, next)
    showPending(next)
    // what closed it has ended
    if (next === null) void opened?.then((selection) => selection.askAgain())
  }

  createEffect(() => showBadge(pending() !== null))
  onMount(() => {
    showPending(readPending(store))
    onCleanup(watchKept(pendingKey(store), (text) => showPending(parsePending(text))))
    const cancel = afterPaint(() => void open())
    onCleanup(() => {
      cancel()
      void opened?.then((selection) => selection.close())
    })
  })

  return {
    store,
    state,
    serverCopy,
    shared,
    lines,
    notices,
    units,
    unitsOf,
    add: async (line, name) => (await open()).add(line, name),
    setQuantity: async (lineId, quantity) => (await open()).setQuantity(lineId, quantity),
    remove: async (lineId) => (await open()).remove(lineId),
    id: () => shared() ?? keptId(ownKey(store)),
    pending,
    setPending,
    goTo: async (link) => (await open()).goTo(link),
    whenOpen: open,
  }
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
