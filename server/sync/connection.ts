/** One socket in a room, and what it may do there. */
import type { WebSocket } from 'ws'
import { closeCodes, type CloseReason } from '../../shared/sync.ts'

export type Access = 'edit' | 'view'

/** A reader that takes less than it is told is let go, and gets the difference when it comes again. */
const MOST_BUFFERED = 1024 * 1024
const FRAMES_A_SECOND = 100
const BURST = 500

export type ConnectionOptions = {
  access: Access
  /** What the device is known by, hashed; the same for all who do not say. */
  owner: string
  wantsAcks: boolean
  isLimited: boolean
}

export class Connection {
  readonly access: Access
  readonly owner: string
  readonly wantsAcks: boolean
  /** Its replica has been seen to belong to this generation. */
  isIntroduced = false
  /** We have closed it: what it said and was not taken yet, it will say again. */
  isDismissed = false
  /** Updates that are in the database, or were there before. */
  saved = 0
  /** The Yjs client it speaks for in awareness. */
  client: number | undefined
  #isClosed = false
  #isAlive = true
  #frames = BURST
  #since = performance.now()
  /** Resolves when the socket is closed. */
  readonly gone: Promise<void>
  readonly #isLimited: boolean
  readonly #socket: WebSocket

  constructor(socket: WebSocket, { access, owner, wantsAcks, isLimited }: ConnectionOptions) {
    this.#socket = socket
    this.access = access
    this.owner = owner
    this.wantsAcks = wantsAcks
    this.#isLimited = isLimited
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.on('pong', () => (this.#isAlive = true))
    socket.on('error', () => undefined) // 'close' follows, and says it
  }

  /** What arrives while it is open; a frame too many closes it. */
  onFrame(listen: (frame: Uint8Array) => void): void {
    this.#socket.on('message', (data: Buffer, isBinary: boolean) => {
      this.#isAlive = true
      if (this.#isClosed) return
      if (!this.#mayGoOn()) this.close('tooMany')
      else if (!isBinary) this.close('invalid')
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

  #mayGoOn(): boolean {
    if (!this.#isLimited) return true
    const now = performance.now()
    this.#frames = Math.min(BURST, this.#frames + ((now - this.#since) / 1_000) * FRAMES_A_SECOND)
    this.#since = now
    return --this.#frames >= 0
  }
}
