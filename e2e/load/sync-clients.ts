/**
 * Pairs of people, each in a selection of its own: one writes, the other hears it. A process of its own; takes one task on
 * its channel and answers what it measured.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { addLine, setQuantity } from '../../shared/selection-document.ts'
import { answerMessage, helloMessage, updateMessage } from '../../server/sync/wire.ts'

export type SyncTask = {
  /** Where writers and readers connect; they may be two processes of one shop. */
  write: string
  read: string
  /** A relay says nothing by itself. */
  greets: boolean
  variants: string[]
  pairs: number
  lines: number
  perSecond: number
  seconds: number
}

/** Milliseconds from writing to hearing; `ids` of the selections. */
export type SyncMeasured = { p50: number; p99: number; sent: number; heard: number; ids: string[] }

process.on('message', (task: SyncTask | 'leave') => {
  if (task === 'leave') process.exit(0)
  run(task).then(
    (measured) => process.send?.({ measured }),
    (error: unknown) => process.send?.({ failure: String(error) }),
  )
})

const LAST_WORDS_MS = 5_000

async function run({
  write,
  read,
  greets,
  variants,
  pairs,
  lines,
  perSecond,
  seconds,
}: SyncTask): Promise<SyncMeasured> {
  const ids = Array.from({ length: pairs }, () => randomBytes(16).toString('base64url'))
  const latencies: number[] = []
  let sent = 0
  const acts = await Promise.all(
    ids.map(async (id) => {
      const underWay: { clock: number; at: number }[] = []
      const doc = new Y.Doc()
      for (const variantId of variants.slice(0, lines)) addLine(doc, { variantId, quantity: 1 }, 'writer')
      const writer = await enter(`${write}/${id}?device=${id}w`, doc, greets)
      const reader = await enter(`${read}/${id}?device=${id}r`, new Y.Doc(), greets)
      reader.on('message', (frame: Buffer) => {
        const heardTo = isUpdate(frame) ? clockIn(frame, doc.clientID) : 0
        // several in one where they come from another process
        while (underWay[0] && underWay[0].clock <= heardTo)
          latencies.push(performance.now() - (underWay.shift()?.at ?? 0))
      })
      doc.on('update', (update: Uint8Array) => {
        sent++
        underWay.push({ clock: Y.getState(doc.store, doc.clientID), at: performance.now() })
        writer.send(updateMessage(update))
      })
      let turn = 0
      return () => {
        turn++
        setQuantity(doc, variants[turn % lines] ?? '', 1 + (turn % 9), 'writer')
      }
    }),
  )
  process.send?.('begins')
  const started = performance.now()
  for (let made = 0; made < perSecond * seconds; await pause(1)) {
    const due = Math.min(perSecond * seconds, ((performance.now() - started) / 1_000) * perSecond)
    for (; made < due; made++) acts[made % acts.length]?.()
  }
  for (const until = performance.now() + LAST_WORDS_MS; performance.now() < until; await pause(10))
    if (latencies.length === sent) break
  latencies.sort((a, b) => a - b)
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0
  return { p50: at(0.5), p99: at(0.99), sent, heard: latencies.length, ids }
}

/** Resolves when both sides have what the other had. */
async function enter(url: string, doc: Y.Doc, greets: boolean): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  if (!greets) return once(socket, 'open').then(() => socket)
  socket.once('open', () => socket.send(helloMessage(Y.encodeStateVector(doc))))
  const steps = new Set<number>()
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', (code: number) => reject(new Error(`closed with ${code}`)))
    socket.on('message', (frame: Buffer) => {
      const decoder = createDecoder(frame)
      if (readVarUint(decoder) !== 0) return
      const step = readVarUint(decoder)
      const bytes = readVarUint8Array(decoder)
      if (step === 0) socket.send(answerMessage(Y.encodeStateAsUpdate(doc, bytes)))
      else if (steps.size < 2) Y.applyUpdate(doc, bytes)
      if (steps.size < 2 && steps.add(step).has(0) && steps.has(1)) resolve()
    })
  })
  return socket
}

const isUpdate = (frame: Buffer): boolean => frame[0] === 0 && frame[1] === 2

/** How far what this client has written comes with the update in that frame. */
function clockIn(frame: Buffer, client: number): number {
  const decoder = createDecoder(frame)
  readVarUint(decoder)
  readVarUint(decoder)
  return Y.parseUpdateMeta(readVarUint8Array(decoder)).to.get(client) ?? 0
}
