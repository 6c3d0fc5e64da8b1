/**
 * Reads an update of Yjs (format V1) without applying it: a few bytes can declare millions of structs, and what has been
 * applied cannot be taken back. Only what a selection is made of passes.
 */
import { createDecoder, readUint8, readVarUint, type Decoder } from 'lib0/decoding'

/** What a client brings under one id: clocks from … to - 1. */
export type Brought = { client: number; from: number; to: number }
export type Looked = { brought: Brought[]; deletes: number }

const MOST_STRUCTS = 5_000
/** Yjs clients in one update: what is written is of one, what a phone has written in a year of page loads is of many. */
const MOST_CLIENTS = { update: 64, answer: 2_000 } as const
const MOST_DELETES = 5_000
const HIGHEST_CLOCK = 2 ** 31
const DEEPEST = 8
const ROOTS = new Set(['sessions', 'taps', 'about', 'notices'])
const Y_MAP = 1

const GC = 0
const DELETED = 1
const TYPE = 7
const ANY = 8

class Misfit extends Error {}

/** What the update brings; undefined where it is none that a selection could be told. */
export function lookAt(update: Uint8Array, isAnswer = false): Looked | undefined {
  try {
    const decoder = createDecoder(update)
    const brought = structs(decoder, isAnswer ? MOST_CLIENTS.answer : MOST_CLIENTS.update)
    const deletes = deletions(decoder)
    return decoder.pos === update.length ? { brought, deletes } : undefined
  } catch {
    return undefined // cut short, or a misfit: either way it says nothing
  }
}

function structs(decoder: Decoder, mostClients: number): Brought[] {
  const brought: Brought[] = []
  let left = MOST_STRUCTS
  for (let clients = atMost(decoder, mostClients); clients > 0; clients--) {
    const count = atMost(decoder, left)
    left -= count
    const client = readVarUint(decoder)
    const from = readVarUint(decoder)
    let to = from
    for (let n = 0; n < count; n++) to += struct(decoder)
    if (to > HIGHEST_CLOCK) throw new Misfit()
    brought.push({ client, from, to })
  }
  return brought
}

/** Skips one and answers how many clocks it takes. */
function struct(decoder: Decoder): number {
  const info = readUint8(decoder)
  const kind = info & 31
  if (kind === GC) return length(decoder)
  const [hasLeft, hasRight, hasKey] = [(info & 128) !== 0, (info & 64) !== 0, (info & 32) !== 0]
  if (hasLeft) skipId(decoder)
  if (hasRight) skipId(decoder)
  if (!hasLeft && !hasRight) {
    if (readVarUint(decoder) === 1) {
      if (!ROOTS.has(text(decoder))) throw new Misfit()
    } else skipId(decoder)
    if (!hasKey) throw new Misfit() // of a list
    skip(decoder, readVarUint(decoder))
  }
  if (kind === DELETED) return length(decoder)
  if (kind === TYPE) {
    if (readVarUint(decoder) !== Y_MAP) throw new Misfit()
    return 1
  }
  if (kind !== ANY) throw new Misfit()
  const count = atMost(decoder, decoder.arr.length - decoder.pos)
  for (let n = 0; n < count; n++) skipAny(decoder, 0)
  return count
}

function deletions(decoder: Decoder): number {
  let all = 0
  for (let clients = atMost(decoder, MOST_DELETES); clients > 0; clients--) {
    readVarUint(decoder)
    const count = atMost(decoder, MOST_DELETES - all)
    all += count
    for (let n = 0; n < count; n++) skipId(decoder)
  }
  return all
}

/** One value of lib0's `any`. */
function skipAny(decoder: Decoder, depth: number): void {
  if (depth > DEEPEST) throw new Misfit()
  switch (127 - readUint8(decoder)) {
    case 0: // undefined
    case 1: // null
    case 6: // false
    case 7: // true
      return
    case 2:
      return skipInteger(decoder)
    case 3:
      return skip(decoder, 4)
    case 4:
    case 5:
      return skip(decoder, 8)
    case 8:
    case 11:
      return skip(decoder, readVarUint(decoder))
    case 9:
      for (let n = atMost(decoder, decoder.arr.length); n > 0; n--) {
        // as a member it would be the prototype of what is read
        if (text(decoder) === '__proto__') throw new Misfit()
        skipAny(decoder, depth + 1)
      }
      return
    case 10:
      for (let n = atMost(decoder, decoder.arr.length); n > 0; n--) skipAny(decoder, depth + 1)
      return
    default:
      throw new Misfit()
  }
}

function skipInteger(decoder: Decoder): void {
  while (readUint8(decoder) >= 128);
}

function skipId(decoder: Decoder): void {
  readVarUint(decoder)
  readVarUint(decoder)
}

function skip(decoder: Decoder, bytes: number): void {
  decoder.pos += bytes
  if (decoder.pos > decoder.arr.length) throw new Misfit()
}

function text(decoder: Decoder): string {
  const bytes = readVarUint(decoder)
  const from = decoder.pos
  skip(decoder, bytes)
  return Buffer.from(decoder.arr.buffer, decoder.arr.byteOffset + from, bytes).toString()
}

function length(decoder: Decoder): number {
  const clocks = readVarUint(decoder)
  if (clocks < 1 || clocks > HIGHEST_CLOCK) throw new Misfit()
  return clocks
}

function atMost(decoder: Decoder, most: number): number {
  const count = readVarUint(decoder)
  if (count > most) throw new Misfit()
  return count
}
