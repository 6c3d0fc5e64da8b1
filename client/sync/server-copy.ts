/** The server's copy of a selection: what is written here goes there, what others write comes here. */
import { length } from 'lib0/encoding'
import { readVarUint } from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import type { Introduction } from '../../shared/people.ts'
import { ACK_MESSAGE, closeCodes, type CloseReason } from '../../shared/sync.ts'

/** What is known of the server's copy; the one in this browser is whole in any case. */
export type ServerCopy =
  /** Nobody has asked for one yet, or the first answer is on its way. */
  | { is: 'unknown' }
  | { is: 'saving' }
  /** Every change made here lies in its database. */
  | { is: 'saved' }
  | { is: 'away'; since: string }
  | { is: 'closed'; why: CloseReason | null }

export type Joining = {
  store: string
  id: string
  device: string
  /** As others are to see us; who only looks says nothing of it. */
  me?: Introduction
  entered?: (room: Room) => void
  say: (copy: ServerCopy) => void
  /** The server's copy has been read for the first time over a connection. */
  read?: () => void
  /** The shop has gone on in another generation, and takes nothing of this copy any more. */
  stale?: () => void
}

/** First and longest wait until the next attempt. */
const WAIT_MS = [300, 20_000] as const
/** A connection that has stood so long was one: the next wait is short again. A greeting alone proves nothing. */
const STEADY_MS = 30_000
/** After a decision of the server, which time may change; a reservation may end at any moment. */
const ASK_AGAIN_MS = 60_000
const ASK_LOCKED_MS = 10_000
/** Not the same for everybody, or all come at once when a server is back. */
const about = (ms: number) => ms * (0.5 + Math.random())
const SYNC_MESSAGE = 0

/** Where a document is shared: what is written there, and who is there. */
export type Room = { doc: Y.Doc; awareness: WebsocketProvider['awareness'] }

/** Keeps `doc` and the server's copy the same until it is left. */
export function joinServer(doc: Y.Doc, joining: Joining): { leave: () => void; askAgain: () => void } {
  const { store, id, device, me, say, read, entered, stale } = joining
  const provider = new WebsocketProvider(`${location.origin.replace('http', 'ws')}/sync/${store}`, id, doc, {
    params: { ack: '1', device },
    // tabs tell each other of what changes by themselves
    disableBc: true,
    // when to come again is decided here
    shouldReconnect: () => false,
    connect: navigator.onLine,
  })
  provider.awareness.setLocalState({ ...me })
  /** Updates sent over this connection, and how many of them lie in the database. */
  let told = 0
  let saved = 0
  let since: string | null = navigator.onLine ? null : now()
  let closed: CloseReason | null | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitMs: number = WAIT_MS[0]
  let openedAt = Infinity

  const tell = () => {
    if (closed !== undefined) say({ is: 'closed', why: closed })
    else if (provider.wsconnected) say({ is: told > 0 && saved >= told ? 'saved' : 'saving' })
    else say(since === null ? { is: 'unknown' } : { is: 'away', since })
  }
  const { [SYNC_MESSAGE]: sync } = provider.messageHandlers
  provider.messageHandlers[SYNC_MESSAGE] = (encoder, ...rest) => {
    sync?.(encoder, ...rest)
    // it was asked for what the server lacks, and answers
    if (length(encoder) > 1) told++
  }
  provider.messageHandlers[ACK_MESSAGE] = (_encoder, decoder) => {
    saved = readVarUint(decoder)
    closed = undefined
    tell()
  }
  const onUpdate = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || !provider.wsconnected) return
    told++
    tell()
  }
  doc.on('update', onUpdate)
  provider.on('sync', (isSynced) => isSynced && read?.())
  provider.on('status', ({ status }) => {
    if (status !== 'connected') return
    told = saved = 0
    openedAt = performance.now()
    since = null
    tell()
  })
  provider.on('connection-close', () => {
    since ??= now()
    queueMicrotask(tell)
  })
  provider.on('closed', ({ code }) => {
    const isDecided = code >= 4400 && code < 4500
    if (performance.now() - openedAt > STEADY_MS) waitMs = WAIT_MS[0]
    openedAt = Infinity
    closed = isDecided ? reasonOf(code) : undefined
    const decidedMs = closed === 'locked' ? ASK_LOCKED_MS : ASK_AGAIN_MS
    timer = setTimeout(() => provider.connect(), about(isDecided ? decidedMs : waitMs))
    waitMs = Math.min(waitMs * 2, WAIT_MS[1])
    tell()
    if (closed === 'stale') stale?.()
  })
  const comeBack = () => {
    clearTimeout(timer)
    provider.connect()
  }
  const goAway = () => {
    clearTimeout(timer)
    // a socket whose network is gone says nothing of it for half a minute
    provider.disconnect()
    since ??= now()
    tell()
  }
  addEventListener('online', comeBack)
  addEventListener('offline', goAway)
  tell()
  entered?.({ doc, awareness: provider.awareness })
  return {
    askAgain: comeBack,
    leave: () => {
      removeEventListener('online', comeBack)
      removeEventListener('offline', goAway)
      clearTimeout(timer)
      doc.off('update', onUpdate)
      provider.destroy()
      provider.awareness.destroy()
    },
  }
}

const now = () => new Date().toISOString()

const reasonOf = (code: number): CloseReason | null =>
  (Object.keys(closeCodes) as CloseReason[]).find((reason) => closeCodes[reason] === code) ?? null
