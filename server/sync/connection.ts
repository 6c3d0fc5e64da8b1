/** One socket in a room, and what it may do there. */
import type { WebSocket } from 'ws'
import type { SelectionAccess } from '../../shared/selection-links.ts'
import { closeCodes, type CloseReason } from '../../shared/sync.ts'

/** A reader that takes less than it is told is let go, and gets the difference when it comes again. */
const MOST_BUFFERED = 1024 * 1024
/**
 * What one connection may say. The stock client repeats whatever it hears of the presence of others: that is its way,
 * and no reason to let it go.
 */
const rates = {
  word: { aSecond: 100, burst: 500 },
  presence: { aSecond: 10, burst: 100 },
  repetition: { aSecond: 1_000, burst: 5_000 },
  /** A whole selection is 64 KB: as many of them as somebody brings whose connection breaks again and again. */
  bytes: { aSecond: 128 * 1024, burst: 2 * 1024 * 1024 },
}
export type Kind = keyof typeof rates

export type ConnectionOptions = {
  access: SelectionAccess
  /** The link that let it in; null for who has the id of the selection. */
  linkId: string | null
  /** What the device is known by, hashed; the same for all who do not say. */
  owner: string
  wantsAcks: boolean
  isLimited: boolean
}

export class Connection {
  readonly access: SelectionAccess
  readonly linkId: string | null
  readonly owner: string
  readonly wantsAcks: boolean
  /** Its replica has been seen to belong to this generation. */
  isIntroduced = false
  /** We have closed it: what it said and was not taken yet, it will say again. */
  isDismissed = false
  /** It has said what it has, and then what of that the server lacked. */
  hasGreeted = false
  hasAnswered = false
  /** Updates that it sent before, and that lie in its answer. */
  early = 0
  /** Updates that are in the database, or were there before. */
  saved = 0
  /** The Yjs client it speaks for in awareness. */
  client: number | undefined
  #isClosed = false
  #isAlive = true
  readonly #left = {
    ...{ word: full('word'), presence: full('presence') },
    ...{ repetition: full('repetition'), bytes: full('bytes') },
  }
  /** Resolves when the socket is closed. */
  readonly gone: Promise<void>
  readonly #isLimited: boolean
  readonly #socket: WebSocket

  constructor(socket: WebSocket, { access, linkId, owner, wantsAcks, isLimited }: ConnectionOptions) {
    this.#socket = socket
    this.access = access
    this.linkId = linkId
    this.owner = owner
    this.wantsAcks = wantsAcks
    this.#isLimited = isLimited
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.on('pong', () => (this.#isAlive = true))
    socket.on('error', () => undefined) // 'close' follows, and says it
  }

  /** What arrives while it is open. */
  onFrame(listen: (frame: Uint8Array) => void): void {
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => {
      this.#isAlive = true
      if (this.#isClosed) return
      if (!isBinary) this.close('invalid')
      else listen(data)
    })
  }

  onGone(listen: () => void): void {
    this.#socket.on('close', () => {
      this.#isClosed = true
      listen()
    })
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  send(message: Uint8Array): void {
    if (this.#isClosed) return
    this.#socket.send(message)
    if (this.#socket.bufferedAmount > MOST_BUFFERED) this.cutOff()
  }

  close(reason: CloseReason): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.isDismissed = true
    this.#socket.close(closeCodes[reason], reason)
  }

  /** Without waiting for a peer that does not read. */
  cutOff(): void {
    this.close('tryAgain')
    this.#socket.terminate()
  }

  /** Asks whether it is still there; cuts off who did not answer the last time. */
  beat(): void {
    if (!this.#isAlive) this.cutOff()
    this.#isAlive = false
    if (!this.#isClosed) this.#socket.ping()
  }

  /** Takes so much of what it may say; what is too much closes it. */
  spend(kind: Kind, count = 1): boolean {
    if (!this.#isLimited) return true
    const { aSecond, burst } = rates[kind]
    const bucket = this.#left[kind]
    const now = performance.now()
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * aSecond) - count
    bucket.at = now
    if (bucket.tokens < 0) this.close('tooMany')
    return bucket.tokens >= 0
  }
}

const full = (kind: Kind) => ({ tokens: rates[kind].burst, at: performance.now() })
