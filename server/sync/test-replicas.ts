/** People with replicas of their own, over real sockets: the stock provider, and a bare one to misbehave with. */
import { once } from 'node:events'
import { readVarUint } from 'lib0/decoding'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { readLines } from '../../shared/selection-document.ts'
import { ACK_MESSAGE } from '../../shared/sync.ts'
import { randomBytes } from 'node:crypto'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant } from '../platform/test-database.ts'
import type { Database } from '../platform/tenancy.ts'
import { answerMessage, helloMessage, updateMessage } from './wire.ts'

/** An update without anything in it. */
const NOTHING = new Uint8Array([0, 0])

type Server = { port: number }
export type Place = { slug: string; id: string }
export type Person = {
  doc: Y.Doc
  provider: WebsocketProvider
  /** How many of its updates lie in the database, as it was told time and again. */
  acks: number[]
  /** Close codes, in their order. */
  closed: number[]
  synced: () => Promise<void>
  lines: () => Record<string, number>
}

export const newSelectionId = (): string => randomBytes(16).toString('base64url')
export const shirt = '0193a000-0000-7000-8000-000000000001'
export const hat = '0193a000-0000-7000-8000-000000000002'

/** A store that sells shirts and hats. */
export async function addTestShop(db: Database): Promise<Store> {
  const store = await addTestStore(db)
  for (const variantId of [shirt, hat]) await addTestVariant(db, store, { variantId, stock: null })
  return store
}

export const quantities = (doc: Y.Doc): Record<string, number> =>
  Object.fromEntries(
    readLines(doc)
      .map(({ lineId, quantity }): [string, number] => [lineId, quantity])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** Looks again until it is so; the machine of a test may be busy. */
export const soon = <T>(read: () => T): ReturnType<typeof expect.poll<T>> =>
  expect.poll(read, { timeout: 15_000, interval: 20 })

const opened: (() => void)[] = []
/** To be called after each test of a file: the files of a worker share this module, and its hooks would be of the first. */
export function leaveAll(): void {
  for (const close of opened.splice(0)) close()
}

/** The unmodified provider of the `y-websocket` package. */
export function enter(
  { port }: Server,
  { slug, id }: Place,
  { doc = new Y.Doc(), params = {} }: { doc?: Y.Doc; params?: Record<string, string> } = {},
): Person {
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync/${slug}`, id, doc, {
    disableBc: true,
    params,
    maxBackoffTime: 100,
  })
  const acks: number[] = []
  const closed: number[] = []
  provider.messageHandlers[ACK_MESSAGE] = (_encoder, decoder) => void acks.push(readVarUint(decoder))
  provider.on('connection-close', (event) => {
    if (event) closed.push(event.code)
  })
  opened.push(() => provider.destroy())
  return {
    doc,
    provider,
    acks,
    closed,
    synced: async () => {
      if (!provider.synced) await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
    },
    lines: () => quantities(doc),
  }
}

export type Bare = {
  socket: WebSocket
  send: (frame: Uint8Array) => void
  /** Says which state vector it has, so that updates are taken. */
  introduce: (doc?: Y.Doc) => void
  tell: (update: Uint8Array) => void
  heard: Uint8Array[]
  /** Resolves to the code it is closed with. */
  code: Promise<number>
}

export async function enterBare(
  { port }: Server,
  { slug, id }: Place,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<Bare> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${slug}/${id}${query}`, { headers })
  const heard: Uint8Array[] = []
  socket.on('message', (data: Buffer) => heard.push(new Uint8Array(data)))
  socket.on('error', () => undefined) // 'close' follows
  const code = new Promise<number>((resolve) => socket.once('close', resolve))
  opened.push(() => socket.terminate())
  await once(socket, 'open')
  const send = (frame: Uint8Array) => socket.send(frame)
  return {
    socket,
    send,
    introduce: (doc = new Y.Doc()) => {
      send(helloMessage(Y.encodeStateVector(doc)))
      send(answerMessage(NOTHING))
    },
    tell: (update) => send(updateMessage(update)),
    heard,
    code,
  }
}
