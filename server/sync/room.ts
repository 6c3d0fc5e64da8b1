/**
 * One selection in this process and everybody who is connected to it. What they say is taken one after the other: judged
 * on the room's own document, written, and only then told to the others and acknowledged.
 */
import * as Y from 'yjs'
import { belongsTo } from '../../shared/selection-document.ts'
import type { CloseReason } from '../../shared/sync.ts'
import type { Logger } from '../platform/logger.ts'
import type { Append } from './append.ts'
import type { Connection, Kind } from './connection.ts'
import { PresenceBoard } from './presence-board.ts'
import { Replica } from './replica.ts'
import type { Standing, Stored } from './stored.ts'
import { ackMessage, answerMessage, helloMessage, readMessage, updateMessage, type Message } from './wire.ts'

export type RoomDeps = {
  storeId: string
  id: string
  log: Logger
  read: (after?: number) => Promise<Stored>
  append: Append
  /** In its own time. */
  compact: () => void
  /** Lets other processes know that there is something new. */
  tell: (seq: number) => void
  /** Nobody is here any more and nothing is left to do. */
  emptied: () => void
}

type Said = {
  from: Connection
  message: Extract<Message, { kind: 'hello' | 'answer' | 'update' }>
  isAgain?: boolean
}
type Update = {
  from: Connection
  kind: 'answer' | 'update'
  update: Uint8Array
  isAgain?: boolean | undefined
}
type Accepted = Update & { told: Uint8Array | undefined }

/** Updates that go into one transaction. */
const MOST_AT_ONCE = 100
/** What may wait, for a room that is being loaded or a database that is slow. */
const MOST_WAITING = 1_000
const COMPACT_AT = 200
const COMPACT_WHEN_LEFT = 20

export class Room {
  readonly #deps: RoomDeps
  readonly #connections = new Set<Connection>()
  readonly #board = new PresenceBoard()
  readonly #owners = new Map<number, string>()
  #replica: Replica | undefined
  /** The document while nobody says anything, as one update. */
  #asleep: Uint8Array | undefined
  #generation = 0
  #isLocked = false
  #seq = -1
  /** What everybody has been told when the document last went. */
  #toldSeq = Infinity
  #tail = 0
  #saying: Said[] = []
  #isBehind = false
  #isDraining = false
  #work: Promise<void> | undefined
  #usedAt = 0

  constructor(deps: RoomDeps) {
    this.#deps = deps
  }

  get seq(): number {
    return this.#seq
  }

  get hasDocument(): boolean {
    return this.#replica !== undefined
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
    this.#isBehind = true
    this.#goOn()
  }

  /** Whether the database has gone on without it. */
  isBehind({ seq, generation, status }: Standing): boolean {
    if (this.#seq < 0) return false
    const isOther = generation !== this.#generation || (status === 'PROCESSING') !== this.#isLocked
    return isOther || seq > this.#seq
  }

  /** Gives the document's memory back where nobody has used it since then. */
  sleep(unusedSince: number): void {
    if (this.#work || !this.#replica || this.#usedAt > unusedSince) return
    this.#asleep = this.#replica.bytes
    this.#forgetDocument()
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
    if (!from.spend(kindOf(message, from))) return
    switch (message.kind) {
      case 'hello':
      case 'answer':
      case 'update':
        if (message.kind === 'update' && isEarly(from)) return void from.early++
        from.hasGreeted ||= message.kind === 'hello'
        from.hasAnswered ||= message.kind === 'answer'
        if (this.#saying.length >= MOST_WAITING) return this.#refuse(from, 'tryAgain', 'too much is waiting')
        this.#saying.push({ from, message })
        return this.#goOn()
      case 'who': {
        const all = this.#board.all()
        if (all) from.send(all)
        return
      }
      case 'awareness': {
        const news = this.#board.say(from, message.states, (client) => !this.#mayWrite(from, client))
        if (news === false) return this.#refuse(from, 'invalid', 'awareness nobody would send')
        // who said it hears it too: a client that hears nothing for 30 s takes the connection for dead
        if (news) this.#tellAll(news)
        return
      }
    }
  }

  #leave(connection: Connection): void {
    this.#connections.delete(connection)
    const news = this.#board.leave(connection)
    if (news) this.#tellAll(news)
    this.#goOn()
  }

  /** What there is to do is done by one run at a time. */
  #goOn(): void {
    this.#work ??= this.#run().finally(() => {
      this.#work = undefined
      if (this.#saying.length > 0 || this.#isBehind) this.#goOn()
      else if (this.#connections.size === 0) this.#end()
    })
  }

  async #run(): Promise<void> {
    try {
      if (this.#seq < 0) await this.#load()
      while (this.#saying.length > 0 || this.#isBehind) {
        if (this.#isBehind) await this.#catchUp()
        await this.#takeNext()
      }
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'a selection could not be read or written; its readers come again')
      this.#startOver()
      // their replicas still hold what was not written, and bring it again
      this.#saying = []
      this.#isBehind = false
      for (const connection of this.#connections) connection.close('tryAgain')
    }
  }

  async #load(): Promise<void> {
    this.#isBehind = false
    const stored = await this.#deps.read()
    this.#take(stored)
    this.#asleep = undefined
    this.#replica = new Replica(stored.updates)
    this.#usedAt = performance.now()
    // who was here before the document went may have missed what was written meanwhile
    if (stored.seq > this.#toldSeq) this.#tellAll(updateMessage(this.#replica.bytes))
  }

  #take({ seq, generation, status, owners, tail }: Stored): void {
    this.#seq = seq
    this.#generation = generation
    this.#isLocked = status === 'PROCESSING'
    this.#tail += tail
    this.#owners.clear()
    for (const [client, owner] of owners) this.#owners.set(client, owner)
  }

  async #catchUp(): Promise<void> {
    this.#isBehind = false
    if (this.#seq < 0) return this.#load()
    const wasLocked = this.#isLocked
    const stored = await this.#deps.read(this.#seq)
    if (stored.generation !== this.#generation) return this.#leaveGeneration()
    this.#take(stored)
    if (stored.updates.length > 0) {
      const news = this.#wake().merge(stored.updates)
      if (news) this.#tellAll(updateMessage(news))
    }
    if (this.#isLocked && !wasLocked) this.#closeWriters()
  }

  /** Replicas of the last generation stay what they are; whoever comes again gets the new one. */
  #leaveGeneration(): void {
    this.#startOver()
    for (const connection of this.#connections) if (connection.isIntroduced) connection.close('stale')
  }

  #closeWriters(): void {
    for (const connection of this.#connections) if (connection.access === 'edit') connection.close('locked')
  }

  async #takeNext(): Promise<void> {
    const [next] = this.#saying
    if (!next) return
    this.#usedAt = performance.now()
    if (this.#seq < 0) await this.#load()
    if (next.message.kind === 'hello') {
      this.#saying.shift()
      return this.#introduce(next.from, next.message.vector)
    }
    const updates: Update[] = []
    while (updates.length < MOST_AT_ONCE && this.#saying[0] && this.#saying[0].message.kind !== 'hello') {
      const { from, message, isAgain } = this.#saying.shift() as Said
      if (message.kind !== 'hello') updates.push({ from, ...message, isAgain })
    }
    await this.#takeUpdates(updates)
  }

  #introduce(from: Connection, vector: Uint8Array): void {
    const replica = this.#wake()
    let answer: Uint8Array
    try {
      if (!belongsTo(this.#generation, Y.decodeStateVector(vector)))
        return this.#refuse(from, 'stale', 'a replica of another generation')
      answer = replica.since(vector)
    } catch {
      return this.#refuse(from, 'invalid', 'no state vector')
    }
    from.send(answerMessage(answer))
    if (from.access === 'edit') {
      if (this.#isLocked) return from.close('locked')
      from.send(helloMessage(replica.vector))
    }
    const all = this.#board.all()
    if (all && !from.isIntroduced) from.send(all)
    from.isIntroduced = true
  }

  async #takeUpdates(updates: Update[]): Promise<void> {
    const accepted: Accepted[] = []
    const brought = new Map<number, string>()
    let isSpoilt = false
    while (updates.length > 0 && !isSpoilt && !this.#isBehind) {
      const next = updates.shift() as Update
      const { from, isAgain } = next
      if (from.isDismissed) continue // what follows a refused update could not be read without it
      const judged = this.#judge(next, brought)
      if (judged.isRefused) {
        isSpoilt = judged.isSpoilt
        if (judged.isDoubtful && !isAgain) {
          // what another process has written may explain it
          updates.unshift({ ...next, isAgain: true })
          this.#isBehind = true
        } else this.#refuse(from, judged.reason, judged.why)
      } else {
        for (const client of judged.brought) brought.set(client, from.owner)
        accepted.push({ ...next, told: judged.told })
      }
    }
    this.#saying.unshift(...updates.map(asSaid))
    await this.#write(accepted, brought)
    if (isSpoilt) this.#startOver()
  }

  #judge({ from, kind, update }: Update, brought: ReadonlyMap<number, string>) {
    const isEmpty = update.length === 2 && update[0] === 0 && update[1] === 0
    if (from.access === 'view' && !isEmpty) return refusal('forbidden', 'a link to look')
    if (!from.isIntroduced) return refusal('invalid', 'an update before the state vector')
    if (this.#isLocked && !isEmpty) return refusal('locked', 'a checkout is pending')
    return this.#wake().judge(update, kind === 'answer', (client) => this.#mayWrite(from, client, brought))
  }

  #mayWrite({ owner }: Connection, client: number, brought?: ReadonlyMap<number, string>): boolean {
    const known = this.#owners.get(client) ?? brought?.get(client) ?? this.#board.ownerOf(client)
    return known === undefined || known === owner
  }

  async #write(accepted: Accepted[], brought: ReadonlyMap<number, string>): Promise<void> {
    const updates = accepted.flatMap(({ told }) => (told ? [told] : []))
    if (updates.length > 0) {
      const outcome = await this.#append(updates, brought)
      if (outcome !== 'saved') return this.#takeRefusal(outcome, accepted)
      for (const [client, owner] of brought) this.#owners.set(client, owner)
    }
    for (const { from, told } of accepted) {
      from.saved += 1 + from.early
      from.early = 0
      if (told) this.#tellAll(updateMessage(told), from)
    }
    const vector = accepted.some(({ from }) => from.wantsAcks) ? this.#wake().vector : undefined
    for (const from of new Set(accepted.map((one) => one.from)))
      if (vector && from.wantsAcks) from.send(ackMessage(vector, from.saved))
  }

  async #append(updates: Uint8Array[], brought: ReadonlyMap<number, string>) {
    const { storeId, id, append, tell } = this.#deps
    const isNew = [...brought].filter(([client]) => !this.#owners.has(client))
    const { outcome, lastSeq } = await append(storeId, {
      id,
      generation: this.#generation,
      updates,
      brought: isNew.map(([client, owner]) => ({ client, owner: Buffer.from(owner, 'base64url') })),
    })
    if (outcome !== 'saved') return outcome
    if (lastSeq - updates.length === this.#seq) this.#seq = lastSeq
    else this.#isBehind = true // another process has written in between
    this.#tail += updates.length
    if (this.#tail >= COMPACT_AT) this.#compact()
    tell(lastSeq)
    return outcome
  }

  /** Nothing of these was written, and the document holds them: it is loaded again. */
  #takeRefusal(outcome: 'stale' | 'locked' | 'foreign-client', accepted: Accepted[]): void {
    if (outcome === 'stale') return this.#leaveGeneration()
    this.#startOver()
    // judged once more, by what the database knows
    this.#saying.unshift(...accepted.map(asSaid))
    if (outcome === 'locked') this.#closeWriters()
  }

  #compact(): void {
    this.#tail = 0
    this.#deps.compact()
  }

  #wake(): Replica {
    this.#replica ??= new Replica(this.#asleep ? [this.#asleep] : [])
    this.#asleep = undefined
    return this.#replica
  }

  /** The document goes, and is loaded before anything else is taken. */
  #startOver(): void {
    if (this.#seq >= 0) this.#toldSeq = this.#seq
    this.#seq = -1
    this.#isBehind = true
    this.#tail = 0
    this.#asleep = undefined
    this.#forgetDocument()
  }

  #forgetDocument(): void {
    this.#replica?.destroy()
    this.#replica = undefined
  }

  #end(): void {
    if (this.#tail >= COMPACT_WHEN_LEFT) this.#compact()
    this.#forgetDocument()
    this.#asleep = undefined
    this.#deps.emptied()
  }

  #refuse(connection: Connection, reason: CloseReason, why: string): void {
    this.#deps.log.info({ reason, why }, 'a connection to a selection was closed')
    connection.close(reason)
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

const refusal = (reason: CloseReason, why: string) =>
  ({ isRefused: true, reason, why, isSpoilt: false, isDoubtful: false }) as const

/** What is tapped between opening and answering may build on what only the answer brings; that brings it too. */
const isEarly = ({ access, hasGreeted, hasAnswered }: Connection): boolean =>
  access === 'edit' && hasGreeted && !hasAnswered

const asSaid = ({ from, kind, update, isAgain }: Update): Said => ({
  from,
  message: { kind, update },
  ...(isAgain && { isAgain }),
})
