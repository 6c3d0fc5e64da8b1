/**
 * One selection in this process and everybody who is connected to it. What they say is taken one after the other: judged
 * on the room's own document, written, and only then told to the others and acknowledged.
 */
import type { CloseReason } from '../../shared/sync.ts'
import type { Logger } from '../platform/logger.ts'
import type { Connection, Kind } from './connection.ts'
import { PresenceBoard, type Told } from './presence-board.ts'
import { RoomDocument, type DocumentDeps } from './room-document.ts'
import { takeUpdates, type SaidUpdate } from './take-updates.ts'
import { ackMessage, answerMessage, helloMessage, readMessage, updateMessage, type Message } from './wire.ts'

export type RoomDeps = DocumentDeps & {
  log: Logger
  /** There may be something in it that was not there before. */
  changed: () => void
  /** Somebody here says something else of themselves, or has left. */
  presence: (client: number) => void
  /** What the process is known by to others. */
  process: string
  /** Nobody is here any more and nothing is left to do. */
  emptied: () => void
}

type Said = Omit<SaidUpdate, 'message'> & {
  message: Extract<Message, { kind: 'hello' | 'answer' | 'update' }>
}

/** Updates that go into one transaction. */
const MOST_AT_ONCE = 100
/** What may wait, for a room that is being loaded or a database that is slow. */
const MOST_WAITING = 1_000
const MOST_BYTES_WAITING = 4 * 1024 * 1024

export class Room {
  readonly document: RoomDocument
  readonly presence: PresenceBoard
  readonly #deps: RoomDeps
  readonly #connections = new Set<Connection>()
  readonly #ownerHere = (client: number) => this.presence.ownerOf(client)
  #saying: Said[] = []
  #isDraining = false
  #work: Promise<void> | undefined
  #usedAt = 0

  constructor(deps: RoomDeps) {
    this.#deps = deps
    this.document = new RoomDocument(deps)
    this.presence = new PresenceBoard(deps.process)
  }

  get connections(): Iterable<Connection> {
    return this.#connections
  }

  join(connection: Connection): void {
    this.#connections.add(connection)
    connection.onGone(() => this.#leave(connection))
    connection.onFrame((frame) => this.#hear(connection, frame))
    this.#goOn()
  }

  /** Another process may have written, or changed what may be written. */
  lookAgain(): void {
    this.document.isBehind = true
    this.#goOn()
  }

  /** Gives the document's memory back where nobody has used it since then. */
  sleep(unusedSince: number): void {
    if (!this.#work && this.#usedAt <= unusedSince) this.document.sleep()
  }

  /** Takes nothing more and ends what is under way. */
  async drain(): Promise<void> {
    this.#isDraining = true
    this.#saying = []
    await this.#work
  }

  #hear(from: Connection, frame: Uint8Array): void {
    if (this.#isDraining) return
    const message = readMessage(frame)
    if (!message) return this.#refuse(from, 'invalid', 'no message of the protocol')
    if (!from.spend(kindOf(message, from)) || !from.spend('bytes', frame.length)) return
    switch (message.kind) {
      case 'hello':
      case 'answer':
      case 'update':
        if (message.kind === 'update' && isEarly(from)) return void from.early++
        from.hasGreeted ||= message.kind === 'hello'
        from.hasAnswered ||= message.kind === 'answer'
        if (this.#isFull) return this.#refuse(from, 'tryAgain', 'too much is waiting')
        this.#saying.push({ from, message })
        return this.#goOn()
      case 'who': {
        const all = this.presence.all()
        if (all) from.send(all)
        return
      }
      case 'awareness': {
        const news = this.presence.say(
          from,
          message.states,
          (client) => !this.document.mayWrite(from.owner, client, this.#ownerHere),
        )
        if (news === false) return this.#refuse(from, 'invalid', 'awareness nobody would send')
        // who said it hears it too: a client that hears nothing for 30 s takes the connection for dead
        if (news) this.#tellPresence(news, from)
        return
      }
    }
  }

  get #isFull(): boolean {
    const bytes = this.#saying.reduce((sum, { message }) => sum + sizeOf(message), 0)
    return this.#saying.length >= MOST_WAITING || bytes >= MOST_BYTES_WAITING
  }

  #leave(connection: Connection): void {
    this.#connections.delete(connection)
    const news = this.presence.leave(connection)
    if (news) this.#tellPresence(news, connection)
    this.#goOn()
  }

  #tellPresence(news: Uint8Array, { client }: Connection): void {
    this.#tellAll(news)
    if (client !== undefined) this.#deps.presence(client)
  }

  /** What another process says of who is there. */
  hearPresence(process: string, told: Told[]): void {
    const { news, again } = this.presence.hear(process, told, performance.now())
    if (news) this.#tellAll(news)
    for (const client of again) this.#deps.presence(client)
  }

  /** Lets go of those elsewhere of whom nothing has been heard since then. */
  forgetPresence(before: number): void {
    const news = this.presence.forget(before)
    if (news) this.#tellAll(news)
  }

  get #hasWork(): boolean {
    return this.#saying.length > 0 || this.document.isBehind
  }

  /** What there is to do is done by one run at a time. */
  #goOn(): void {
    this.#work ??= this.#run().finally(() => {
      this.#work = undefined
      if (this.#hasWork) return this.#goOn()
      if (this.#connections.size > 0) return
      this.document.end()
      this.#deps.emptied()
    })
  }

  async #run(): Promise<void> {
    try {
      if (this.document.seq < 0) await this.#catchUp()
      while (this.#hasWork) {
        if (this.document.isBehind) await this.#catchUp()
        await this.#takeNext()
      }
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'a selection could not be read or written; its readers come again')
      this.document.startOver()
      // their replicas still hold what was not written, and bring it again
      this.#saying = []
      this.document.isBehind = false
      for (const connection of this.#connections) connection.close('tryAgain')
    }
  }

  async #catchUp(): Promise<void> {
    const { is, news } = await this.document.catchUp()
    this.#usedAt = performance.now()
    if (is === 'otherGeneration') return this.#leaveGeneration()
    if (news) this.#tellAll(updateMessage(news))
    this.#deps.changed()
    if (is === 'nowLocked') this.#closeWriters()
  }

  /** Replicas of the last generation stay what they are; whoever comes again gets the new one. */
  #leaveGeneration(): void {
    this.document.startOver()
    for (const connection of this.#connections) if (connection.isIntroduced) connection.close('stale')
  }

  #closeWriters(): void {
    for (const connection of this.#connections) if (connection.access === 'edit') connection.close('locked')
  }

  async #takeNext(): Promise<void> {
    const [first] = this.#saying
    if (!first) return
    this.#usedAt = performance.now()
    if (this.document.seq < 0) await this.#catchUp()
    if (first.message.kind === 'hello') {
      this.#saying.shift()
      return this.#introduce(first.from, first.message.vector)
    }
    const next = this.#saying.findIndex((said) => !isUpdate(said))
    const count = Math.min(MOST_AT_ONCE, next < 0 ? this.#saying.length : next)
    await this.#takeUpdates(this.#saying.splice(0, count).filter(isUpdate))
  }

  #introduce(from: Connection, vector: Uint8Array): void {
    const { document } = this
    let answer: Uint8Array | 'otherGeneration'
    try {
      answer = document.answerTo(vector)
    } catch {
      return this.#refuse(from, 'invalid', 'no state vector')
    }
    if (answer === 'otherGeneration') return this.#refuse(from, 'stale', 'a replica of another generation')
    from.send(answerMessage(answer))
    if (from.access === 'edit') {
      if (document.isLocked) return from.close('locked')
      from.send(helloMessage(document.vector))
    }
    const all = this.presence.all()
    if (all && !from.isIntroduced) from.send(all)
    from.isIntroduced = true
  }

  async #takeUpdates(said: SaidUpdate[]): Promise<void> {
    const { document } = this
    const { outcome, saved, left } = await takeUpdates(said, {
      document,
      ownerHere: this.#ownerHere,
      refuse: (connection, reason, why) => this.#refuse(connection, reason, why),
    })
    this.#saying.unshift(...left)
    if (outcome === 'stale') return this.#leaveGeneration()
    if (outcome === 'locked') this.#closeWriters()
    for (const { from, told } of saved) {
      from.saved += 1 + from.early
      from.early = 0
      if (told) this.#tellAll(updateMessage(told), from)
    }
    document.compact()
    if (saved.some(({ told }) => told)) this.#deps.changed()
    for (const from of new Set(saved.map((one) => one.from)))
      if (from.wantsAcks) from.send(ackMessage(from.saved))
  }

  #refuse(connection: Connection, reason: CloseReason, why: string): void {
    this.#deps.log.info({ reason, why }, 'a connection to a selection was closed')
    connection.close(reason)
    if (reason === 'tooLarge') this.#deps.renew()
  }

  #tellAll(message: Uint8Array, but?: Connection): void {
    for (const connection of this.#connections)
      if (connection !== but && (connection.isIntroduced || message[0] !== 0)) connection.send(message)
  }
}

function kindOf(message: Message, { client }: Connection): Kind {
  if (message.kind !== 'awareness') return 'word'
  const isOwn = client === undefined || message.states.some((state) => state.client === client)
  return isOwn ? 'presence' : 'repetition'
}

const sizeOf = (message: Said['message']): number =>
  message.kind === 'hello' ? message.vector.length : message.update.length

const isUpdate = (said: Said): said is SaidUpdate => said.message.kind !== 'hello'

/** What is tapped between opening and answering may build on what only the answer brings; that brings it too. */
const isEarly = ({ access, hasGreeted, hasAnswered }: Connection): boolean =>
  access === 'edit' && hasGreeted && !hasAnswered
