/** This browser's copy of one store's selection: a Yjs document kept in IndexedDB and shared between tabs. */
import * as Y from 'yjs'
import { isNewer, noteOf, sayNote } from '../../shared/selection-document-about.ts'
import {
  addLine,
  noticesIn,
  readLines,
  removeLine,
  setQuantity,
  type NewLine,
  type NoticeEntries,
  type SelectionLine,
} from '../../shared/selection-document.ts'
import { journal } from '../platform/journal.ts'
import { keepDocument } from './kept-document.ts'
import { joinSoon } from './join-soon.ts'
import type { Joining } from './server-copy.ts'

export type Replica = {
  /** False where the browser keeps nothing: the selection then lives as long as the page. */
  isKept(): boolean
  /** Written by newer code: nothing of it is read or written here, nor told to the server. */
  isNewer(): boolean
  lines(): SelectionLine[]
  /** What the shop has taken out of it. */
  notices(): NoticeEntries
  /** All of it as one update, and what such a one holds. */
  bytes(): Uint8Array
  merge(update: Uint8Array): void
  add(line: NewLine, by: string): void
  setQuantity(lineId: string, quantity: number, by: string): void
  remove(lineId: string): void
  /** What they want to say with it; null where nobody has said anything. */
  note(): string | null
  sayNote(note: string): void
  /** Keeps the server's copy of that id the same as this one, and that of no other any more. */
  join(joining: Joining): void
  /** What the server has decided of it may be another by now. */
  askAgain(): void
  close(): void
}

type TabMessage = { kind: 'hello'; vector: Uint8Array } | { kind: 'update'; update: Uint8Array }
const FROM_TAB = Symbol('another tab')

/** Opens the selection called `name`; `changed` runs after every change, our own ones included. */
export async function openReplica(name: string, changed: (replica: Replica) => void): Promise<Replica> {
  const doc = new Y.Doc()
  let isKept = true
  let joined: ({ id: string } & ReturnType<typeof joinSoon>) | null = null
  const leaveServer = () => {
    joined?.leave()
    joined = null
  }
  const write = (work: () => void) => {
    if (!isNewer(doc)) work()
  }
  const replica: Replica = {
    isKept: () => isKept,
    isNewer: () => isNewer(doc),
    lines: () => (isNewer(doc) ? [] : readLines(doc)),
    notices: () => noticesIn(doc),
    bytes: () => Y.encodeStateAsUpdate(doc),
    merge: (update) => Y.applyUpdate(doc, update),
    add: (line, by) => write(() => addLine(doc, line, by)),
    setQuantity: (lineId, quantity, by) => write(() => setQuantity(doc, lineId, quantity, by)),
    remove: (lineId) => write(() => removeLine(doc, lineId)),
    note: () => noteOf(doc),
    sayNote: (note) => write(() => sayNote(doc, note)),
    join: (joining) => {
      if (joined?.id === joining.id) return
      leaveServer()
      joined = { id: joining.id, ...joinSoon(doc, joining) }
    },
    askAgain: () => joined?.askAgain(),
    close: () => {
      leaveServer()
      leaveTabs()
      kept?.close()
      doc.destroy()
    },
  }
  const kept = await keepDocument(name, doc, (why) => {
    isKept = false
    journal(`el navegador no la guarda (${String(why)})`)
    changed(replica)
  })
  isKept &&= kept !== null
  const leaveTabs = joinTabs(name, doc)
  doc.on('update', () => {
    if (isNewer(doc)) leaveServer()
    changed(replica)
  })
  return replica
}

/** Tells other tabs what changes here, and asks them for what this one has missed. */
function joinTabs(name: string, doc: Y.Doc): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined
  const channel = new BroadcastChannel(name)
  const tell = (message: TabMessage) => channel.postMessage(message)
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === 'update') Y.applyUpdate(doc, data.update, FROM_TAB)
    else tell({ kind: 'update', update: Y.encodeStateAsUpdate(doc, data.vector) })
  }
  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== FROM_TAB) tell({ kind: 'update', update })
  }
  doc.on('update', onUpdate)
  tell({ kind: 'hello', vector: Y.encodeStateVector(doc) })
  return () => {
    doc.off('update', onUpdate)
    channel.close()
  }
}
