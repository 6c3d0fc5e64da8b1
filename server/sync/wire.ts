/** The messages of the plain y-websocket protocol, and the one of ours. */
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { ACK_MESSAGE } from '../../shared/sync.ts'

export type Message =
  | { kind: 'hello'; vector: Uint8Array }
  /** What the client has that the server lacked when it said so. */
  | { kind: 'answer'; update: Uint8Array }
  | { kind: 'update'; update: Uint8Array }
  | { kind: 'awareness'; states: AwarenessState[] }
  | { kind: 'who' }

/** What a client says of itself; `state` is JSON, `null` when it leaves. */
export type AwarenessState = { client: number; clock: number; state: string }

const SYNC = 0
const AWARENESS = 1
const QUERY_AWARENESS = 3
const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2
const MOST_STATES = 1_000

/** Undefined where the frame is no message of this protocol. */
export function readMessage(frame: Uint8Array): Message | undefined {
  try {
    const decoder = createDecoder(frame)
    const message = read(decoder)
    return decoder.pos === frame.length ? message : undefined
  } catch {
    return undefined // cut short
  }
}

function read(decoder: ReturnType<typeof createDecoder>): Message | undefined {
  switch (readVarUint(decoder)) {
    case SYNC: {
      const step = readVarUint(decoder)
      const bytes = readVarUint8Array(decoder)
      if (step === STEP_1) return { kind: 'hello', vector: bytes }
      if (step === STEP_2) return { kind: 'answer', update: bytes }
      return step === UPDATE ? { kind: 'update', update: bytes } : undefined
    }
    case AWARENESS:
      return { kind: 'awareness', states: readStates(readVarUint8Array(decoder)) }
    case QUERY_AWARENESS:
      return { kind: 'who' }
    default:
      return undefined
  }
}

function readStates(bytes: Uint8Array): AwarenessState[] {
  const decoder = createDecoder(bytes)
  const count = readVarUint(decoder)
  if (count > MOST_STATES) throw new Error('more than could be here')
  return Array.from({ length: count }, () => ({
    client: readVarUint(decoder),
    clock: readVarUint(decoder),
    state: readVarString(decoder),
  }))
}

export const helloMessage = (vector: Uint8Array): Uint8Array => syncMessage(STEP_1, vector)
export const answerMessage = (update: Uint8Array): Uint8Array => syncMessage(STEP_2, update)
export const updateMessage = (update: Uint8Array): Uint8Array => syncMessage(UPDATE, update)

function syncMessage(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, SYNC)
  writeVarUint(encoder, step)
  writeVarUint8Array(encoder, bytes)
  return toUint8Array(encoder)
}

export function awarenessMessage(states: AwarenessState[]): Uint8Array {
  const inner = createEncoder()
  writeVarUint(inner, states.length)
  for (const { client, clock, state } of states) {
    writeVarUint(inner, client)
    writeVarUint(inner, clock)
    writeVarString(inner, state)
  }
  const encoder = createEncoder()
  writeVarUint(encoder, AWARENESS)
  writeVarUint8Array(encoder, toUint8Array(inner))
  return toUint8Array(encoder)
}

export function ackMessage(updates: number): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, ACK_MESSAGE)
  writeVarUint(encoder, updates)
  return toUint8Array(encoder)
}
