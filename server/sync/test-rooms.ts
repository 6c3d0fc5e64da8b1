/** Rooms without HTTP, on real sockets, and people in them who are watched closely. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { pino } from 'pino'
import { WebSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { addLine, removeLine, setQuantity } from '../../shared/selection-document.ts'
import { ACK_MESSAGE } from '../../shared/sync.ts'
import type { Database } from '../platform/tenancy.ts'
import { Connection } from './connection.ts'
import { createRooms, type RoomsOptions } from './rooms.ts'
import { quantities } from './test-replicas.ts'
import { answerMessage, helloMessage, updateMessage } from './wire.ts'

const FROM_SERVER = Symbol('server')

/** Everything is sold, for who does not say otherwise. */
const allSold = { find: () => Promise.resolve(new Set<string>()), takeOut: () => Promise.resolve() }

type Options = Omit<RoomsOptions, 'db' | 'log' | 'vanished'> & Partial<Pick<RoomsOptions, 'vanished'>>

export function createTestRooms(db: Database, options: Options) {
  const rooms = createRooms({ db, log: pino({ level: 'silent' }), vanished: allSold, ...options })
  const http = createServer()
  const wss = new WebSocketServer({ server: http })
  wss.on('connection', (socket, { url = '' }) => {
    const [, storeId = '', id = '', device = ''] = url.split('/')
    const owner = Buffer.from(device).toString('base64url')
    const connection = new Connection(socket, {
      access: 'edit',
      linkId: null,
      owner,
      wantsAcks: true,
      isLimited: false,
    })
    rooms.join(connection, { storeId, id, now: undefined })
  })
  const listening = new Promise<number>((resolve) =>
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port)),
  )
  return {
    count: rooms.count,
    /** Each document is on a device of its own. */
    enter: (storeId: string, id: string, doc = new Y.Doc()) =>
      person(listening, `${storeId}/${id}/${doc.guid}`, doc),
    close: async () => {
      await rooms.close()
      wss.close()
      http.close()
    },
  }
}

export type TestPerson = ReturnType<typeof person>

function person(listening: Promise<number>, path: string, doc: Y.Doc) {
  let acks = 0
  /** Updates sent, and how many of them are in the database. */
  let sent = 0
  let saved = 0
  let isIntroduced = false
  let isGone = false
  const waiting = new Set<() => void>()
  const settled = (isDone: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!isDone() && !isGone) return
        waiting.delete(look)
        if (isDone()) resolve()
        else reject(new Error('the connection is gone'))
      }
      waiting.add(look)
      look()
    })
  const changed = () => [...waiting].forEach((look) => look())
  const opened = listening.then((port) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${path}`)
    socket.on('error', () => undefined) // 'close' follows
    return socket
  })
  const send = (socket: WebSocket, message: Uint8Array) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(message)
  }
  const hear = (socket: WebSocket, message: Uint8Array) => {
    const decoder = createDecoder(message)
    const kind = readVarUint(decoder)
    if (kind === ACK_MESSAGE) {
      acks++
      saved = readVarUint(decoder)
    } else if (kind === 0) {
      const step = readVarUint(decoder)
      const bytes = readVarUint8Array(decoder)
      if (step === 0) {
        isIntroduced = true
        sent++
        send(socket, answerMessage(Y.encodeStateAsUpdate(doc, bytes)))
      } else Y.applyUpdate(doc, bytes, FROM_SERVER)
    }
    changed()
  }
  const code = opened.then(async (socket) => {
    socket.on('message', (data: Buffer) => hear(socket, new Uint8Array(data)))
    socket.once('open', () => send(socket, helloMessage(Y.encodeStateVector(doc))))
    const closed = await new Promise<number>((resolve) => socket.once('close', resolve))
    isGone = true
    doc.off('update', tell)
    changed()
    return closed
  })
  let current: WebSocket | undefined
  void opened.then((socket) => (current = socket))
  const tell = (update: Uint8Array, origin: unknown) => {
    // before that the answer to the server's state vector will bring it
    if (origin === FROM_SERVER || !isIntroduced || !current) return
    sent++
    send(current, updateMessage(update))
  }
  doc.on('update', tell)
  return {
    doc,
    code,
    acks: () => acks,
    lines: () => quantities(doc),
    introduced: () => settled(() => isIntroduced),
    /** All that was said so far is in the database. */
    saved: () => settled(() => isIntroduced && saved >= sent),
    add: (variantId: string, quantity: number) => void addLine(doc, { variantId, quantity }, 'somebody'),
    set: (variantId: string, quantity: number) => {
      if (quantities(doc)[variantId] === undefined) addLine(doc, { variantId, quantity }, 'somebody')
      else setQuantity(doc, variantId, quantity)
    },
    remove: (variantId: string) => removeLine(doc, variantId),
    leave: () => void opened.then((socket) => socket.terminate()),
    roundTrip: async () => {
      const socket = await opened
      if (socket.readyState === WebSocket.CONNECTING) await new Promise((done) => socket.once('open', done))
      await new Promise((done) => {
        socket.once('pong', done)
        socket.ping()
      })
    },
    /** Without waiting for what becomes of what was said. */
    close: async () => (await opened).close(),
  }
}
