import { setTimeout as pause } from 'node:timers/promises'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { answerMessage, helloMessage, updateMessage } from '../../server/sync/wire.ts'
import { addLine } from '../../shared/selection-document.ts'
import { ACK_MESSAGE } from '../../shared/sync.ts'

const FROM_SERVER = Symbol('server')

/** Somebody who adds to a selection again and again, and comes again wherever the connection goes. */
export class Chooser {
  readonly doc = new Y.Doc()
  /** How far of what they wrote the server has said that it is saved. */
  acknowledged = 0
  closed = 0
  #isGone = false
  #variants: string[]
  #work: Promise<unknown>

  constructor(url: string, variants: string[]) {
    this.#variants = variants
    this.#work = Promise.all([this.#connect(url), this.#choose()])
  }

  /** Stops at once: what is under way may be saved or not. */
  async leave(): Promise<void> {
    this.#isGone = true
    await this.#work
  }

  async #choose(): Promise<void> {
    for (let n = 0; !this.#isGone; n++) {
      addLine(
        this.doc,
        { variantId: this.#variants[n % this.#variants.length] ?? '', quantity: 1 },
        'chooser',
      )
      await pause(5)
    }
  }

  async #connect(url: string): Promise<void> {
    while (!this.#isGone) {
      await this.#stay(new WebSocket(`${url}?ack=1&device=${this.doc.guid}`))
      this.closed++
      await pause(20)
    }
  }

  async #stay(socket: WebSocket): Promise<void> {
    /** How far this client had written, by the number of messages of this connection. */
    const saidTo: number[] = []
    const clock = () => Y.getState(this.doc.store, this.doc.clientID)
    const say = (message: Uint8Array): void => {
      saidTo.push(clock())
      socket.send(message)
    }
    const tell = (update: Uint8Array, origin: unknown): void => {
      if (origin !== FROM_SERVER && saidTo.length > 0) say(updateMessage(update))
    }
    this.doc.on('update', tell)
    socket.on('error', () => undefined) // 'close' follows
    socket.on('open', () => socket.send(helloMessage(Y.encodeStateVector(this.doc))))
    socket.on('message', (frame: Buffer) => {
      const decoder = createDecoder(frame)
      const kind = readVarUint(decoder)
      if (kind === ACK_MESSAGE) {
        this.acknowledged = Math.max(this.acknowledged, saidTo[readVarUint(decoder) - 1] ?? 0)
      } else if (kind === 0) {
        const step = readVarUint(decoder)
        const bytes = readVarUint8Array(decoder)
        if (step === 0) say(answerMessage(Y.encodeStateAsUpdate(this.doc, bytes)))
        else Y.applyUpdate(this.doc, bytes, FROM_SERVER)
      }
    })
    const watch = setInterval(() => this.#isGone && socket.terminate(), 5)
    await new Promise((resolve) => socket.once('close', resolve))
    clearInterval(watch)
    this.doc.off('update', tell)
  }
}
