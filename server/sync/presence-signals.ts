/**
 * Who is in a selection, from process to process: a few times a second at most, in pieces of 2 KB, and kept nowhere. Only
 * where another process serves the same selection: whoever opens one asks for that, and whoever hears the question answers.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Bus } from '../platform/bus.ts'
import type { Logger } from '../platform/logger.ts'
import type { Told } from './presence-board.ts'
import type { Room } from './room.ts'

const EVERY_MS = 300
const LARGEST = 2 * 1024
const MOST_AT_ONCE = 100
/** Phones repeat what they say of themselves every 15 s: who has not been heard of for so long is gone with their process. */
const GONE_MS = 40_000
/** A process that has nobody to speak of is asked whether it is still there. */
const ASK_AGAIN_MS = 20_000

const toldSchema = z
  .string()
  .transform(parsed)
  .pipe(
    z.array(
      z.object({
        client: z.int().min(0),
        clock: z.int().min(0),
        owner: z.string().max(64),
        present: z
          .object({
            hand: z.string().nullable(),
            name: z.string().nullable(),
            number: z.int(),
            colour: z.int(),
            isLooking: z.boolean(),
          })
          .nullable(),
      }),
    ),
  )

type Served = Pick<Room, 'presence' | 'hearPresence' | 'forgetPresence'>
type Deps = {
  bus: Pick<Bus, 'publish'>
  log: Logger
  find: (key: string) => Served | undefined
  everyMs?: number
}

/** A room by its key, as the bus names it. */
export function createPresenceSignals({ bus, log, find, everyMs = EVERY_MS }: Deps) {
  const ownProcess = randomUUID().slice(0, 8)
  /** Selections that another process serves as well, and when it was last heard of. */
  const elsewhere = new Map<string, number>()
  /** Whom others have not been told of yet. */
  const waiting = new Map<string, Set<number>>()
  let timer: NodeJS.Timeout | undefined

  const ask = (key: string): void => bus.publish(`${key}/who/${ownProcess}`)
  const tell = (key: string, told: Told[]): void => {
    for (const piece of pieces(told)) bus.publish(`${key}/here/${ownProcess}/${piece}`)
  }
  const flush = (): void => {
    timer = undefined
    for (const [key, clients] of waiting) {
      const some = [...clients].slice(0, MOST_AT_ONCE)
      for (const client of some) clients.delete(client)
      if (clients.size === 0) waiting.delete(key)
      // who was in a room that is closed by now has left it
      tell(key, find(key)?.presence.told(some) ?? some.map(goneFrom))
    }
    if (waiting.size > 0) later()
  }
  const later = (): void => void (timer ??= setTimeout(flush, everyMs).unref())

  return {
    ownProcess,
    ask,
    /** Something else is to be said of who has this client. */
    changed: (key: string, client: number): void => {
      if (!elsewhere.has(key)) return
      waiting.set(key, (waiting.get(key) ?? new Set()).add(client))
      later()
    },
    /** Whether that message was about who is there. */
    heard: (key: string, kind: string | undefined, [process = '', ...rest]: string[]): boolean => {
      if (kind !== 'who' && kind !== 'here') return false
      const room = find(key)
      if (!room || process === ownProcess) return true
      const isNews = !elsewhere.has(key)
      elsewhere.set(key, performance.now())
      if (kind === 'here') {
        const told = toldSchema.safeParse(rest.join('/'))
        if (told.success) room.hearPresence(process, told.data)
        // one of another build, for as long as it takes to replace it
        else log.info({ err: told.error }, 'another process speaks otherwise of who is there')
      }
      if (kind === 'who' || isNews) tell(key, room.presence.told())
      return true
    },
    /** Now and again: lets go of whom nothing is heard any more. */
    tick: (rooms: Iterable<[key: string, room: Served]>): void => {
      const now = performance.now()
      for (const [key, room] of rooms) {
        const heardAt = elsewhere.get(key)
        if (heardAt === undefined) continue
        room.forgetPresence(now - GONE_MS)
        if (heardAt < now - GONE_MS) elsewhere.delete(key)
        else if (heardAt < now - ASK_AGAIN_MS) ask(key)
      }
    },
    closed: (key: string): void => void elsewhere.delete(key),
    /** What is still to be said is said now. */
    close: (): void => {
      clearTimeout(timer)
      while (waiting.size > 0) flush()
      clearTimeout(timer)
    },
  }
}

const goneFrom = (client: number): Told => ({ client, clock: 0, owner: '', present: null })

/** As JSON; an empty list is one piece, which says that somebody is there to hear. */
function pieces(told: Told[]): string[] {
  const all: string[] = []
  let piece = ''
  for (const one of told.map((each) => JSON.stringify(each))) {
    if (piece !== '' && Buffer.byteLength(piece) + Buffer.byteLength(one) > LARGEST) {
      all.push(`[${piece}]`)
      piece = ''
    }
    piece += piece === '' ? one : `,${one}`
  }
  return [...all, `[${piece}]`]
}

function parsed(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('is no JSON')
    return z.NEVER
  }
}
