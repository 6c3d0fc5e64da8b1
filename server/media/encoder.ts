import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { MediaType } from '../../shared/media.ts'
import {
  Unreadable,
  type Arrangement,
  type Developed,
  type Mount,
  type Reply,
  type Task,
} from './encoder-messages.ts'
import { createGate } from './gate.ts'

const PROGRAM = fileURLToPath(new URL('encoder-process.ts', import.meta.url))
/** After that long without work the process ends, and its memory is the machine's again. */
const IDLE_MS = 20_000
const TIMEOUT_MS = 30_000

export type Encoder = {
  /** Judges strangers' bytes and makes the master of them; throws `Unreadable`. */
  develop: (bytes: Uint8Array, options?: { isSquare?: boolean }) => Promise<Developed>
  /** One width of a master in one type; what nobody waits for lets the rest go first. */
  encode: (master: Uint8Array, width: number, type: MediaType, isUrgent?: boolean) => Promise<Buffer>
  /** A master on a ground of another shape. */
  mount: (master: Uint8Array, mount: Mount) => Promise<Buffer>
  /** Several masters, their bytes one after the other, on one ground. */
  arrange: (masters: Uint8Array, arrangement: Arrangement) => Promise<Buffer>
  close: () => void
}

type Waiting = { resolve: (result: Developed | Buffer) => void; reject: (error: Error) => void }
type Work =
  | { kind: 'develop'; isSquare: boolean }
  | { kind: 'encode'; width: number; type: MediaType }
  | ({ kind: 'mount' } & Mount)
  | ({ kind: 'arrange' } & Arrangement)

class Died extends Error {}

/**
 * Pictures are worked on in a process of their own, which starts with the first and ends when there are none. Two at a
 * time, and strangers' bytes one at a time: decoding them takes the most memory.
 */
export function createEncoder(program = PROGRAM): Encoder {
  const two = createGate(2)
  const one = createGate(1)
  const waiting = new Map<number, Waiting>()
  let child: ChildProcess | undefined
  let count = 0
  let idle: NodeJS.Timeout | undefined

  const start = (): ChildProcess => {
    // an environment of its own: nothing that decodes strangers' bytes needs to know a secret
    const made = fork(program, [], {
      execArgv: [],
      env: { MALLOC_ARENA_MAX: '2' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    made.on('message', (reply: Reply) => settle(reply))
    const ended = (): void => {
      if (child === made) giveUp()
    }
    made.on('exit', ended)
    made.on('error', ended)
    return made
  }

  const settle = (reply: Reply): void => {
    const caller = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('result' in reply) caller?.resolve(asBuffers(reply.result))
    else if ('unreadable' in reply) caller?.reject(new Unreadable(reply.unreadable))
    else caller?.reject(new Error(`encoding a picture: ${reply.fault}`))
  }

  const giveUp = (): void => {
    child = undefined
    for (const { reject } of waiting.values()) reject(new Died('the encoding process ended'))
    waiting.clear()
  }

  const end = (): void => {
    child?.kill('SIGKILL')
    giveUp()
  }

  const ask = async (bytes: Uint8Array, work: Work): Promise<Developed | Buffer> => {
    clearTimeout(idle)
    child ??= start()
    const asked = child
    asked.ref()
    asked.channel?.ref()
    const id = ++count
    const tooLong = setTimeout(() => asked.kill('SIGKILL'), TIMEOUT_MS)
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        asked.send({ id, bytes, ...work } satisfies Task, (error) => error && reject(new Died(error.message)))
      })
    } finally {
      clearTimeout(tooLong)
      waiting.delete(id)
      if (waiting.size === 0 && child) {
        child.unref()
        child.channel?.unref()
        idle = setTimeout(end, IDLE_MS).unref()
      }
    }
  }

  const askTwice = async (master: Uint8Array, work: Work): Promise<Buffer> => {
    try {
      return (await ask(master, work)) as Buffer
    } catch (error) {
      if (!(error instanceof Died)) throw error
      return (await ask(master, work)) as Buffer // somebody else's picture may have ended it
    }
  }

  return {
    develop: (bytes, { isSquare = false } = {}) =>
      one(() =>
        two(async () => {
          try {
            return (await ask(bytes, { kind: 'develop', isSquare })) as Developed
          } catch (error) {
            // it took the process down, or all of its time
            throw error instanceof Died ? new Unreadable('damaged', { cause: error }) : error
          }
        }),
      ),
    encode: (master, width, type, isUrgent = true) =>
      two(() => askTwice(master, { kind: 'encode', width, type }), isUrgent),
    mount: (master, mount) => two(() => askTwice(master, { kind: 'mount', ...mount })),
    arrange: (masters, arrangement) => two(() => askTwice(masters, { kind: 'arrange', ...arrangement })),
    close: () => {
      clearTimeout(idle)
      end()
    },
  }
}

/** What came over the channel are plain byte arrays. */
function asBuffers(result: Developed | Uint8Array): Developed | Buffer {
  const toBuffer = (bytes: Uint8Array): Buffer =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return result instanceof Uint8Array ? toBuffer(result) : { ...result, master: toBuffer(result.master) }
}
