/** The server's copy of a selection: what is written here goes there, what others write comes here. */
import { length } from 'lib0/encoding'
import { readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
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

export type Joining = { store: string; id: string; device: string; say: (copy: ServerCopy) => void }

/** Longest wait between two attempts: not the same for everybody, or all come at once when a server is back. */
const patienceMs = () => 15_000 + Math.random() * 10_000
/** After a decision of the server that time may change. */
const ASK_AGAIN_MS = 60_000
const SYNC_MESSAGE = 0

/** Keeps `doc` and the server's copy the same until it is left. */
export function joinServer(doc: Y.Doc, joining: Joining): { leave: () => void } {
  const { store, id, device, say } = joining
  const provider = new WebsocketProvider(`${location.origin.replace('http', 'ws')}/sync/${store}`, id, doc, {
    params: { ack: '1', device },
    // tabs tell each other of what changes by themselves
    disableBc: true,
    maxBackoffTime: patienceMs(),
    connect: navigator.onLine,
  })
  /** Updates sent over this connection, and how many of them lie in the database. */
  let told = 0
  let saved = 0
  let since: string | null = navigator.onLine ? null : now()
  let closed: CloseReason | null | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

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
    readVarUint8Array(decoder)
    saved = readVarUint(decoder)
    tell()
  }
  const onUpdate = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || !provider.wsconnected) return
    told++
    tell()
  }
  doc.on('update', onUpdate)
  provider.on('status', ({ status }) => {
    if (status !== 'connected') return
    told = saved = 0
    since = null
    closed = undefined
    tell()
  })
  provider.on('connection-close', () => {
    since ??= now()
    queueMicrotask(tell)
  })
  provider.on('closed', ({ code }) => {
    closed = reasonOf(code)
    if (closed === 'clientTaken') {
      // as where a browser's storage was copied to another one
      doc.clientID = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
      provider.connect()
    } else timer = setTimeout(() => provider.connect(), ASK_AGAIN_MS)
    tell()
  })
  const comeBack = () => provider.connect()
  const goAway = () => {
    // a socket whose network is gone says nothing of it for half a minute
    provider.disconnect()
    since ??= now()
    tell()
  }
  addEventListener('online', comeBack)
  addEventListener('offline', goAway)
  tell()
  return {
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
