/**
 * The document of one room and how it stands: what of it lies in the database, who writes in it, and whether anybody may.
 * Nothing here knows who is connected; what is asked of it is asked one after the other.
 */
import * as Y from 'yjs'
import { belongsTo } from '../../shared/selection-document.ts'
import type { Append, Outcome } from './append.ts'
import { LARGE } from './renew.ts'
import { Replica, type Contents, type Judgement } from './replica.ts'
import type { Snapshot, Standing, Stored } from './stored.ts'

export type DocumentDeps = {
  storeId: string
  id: string
  read: (after?: number) => Promise<Stored>
  append: Append
  /** In its own time. */
  compact: (snapshot: Omit<Snapshot, 'id'>) => void
  /** It may be large by what was written over: it goes on as another, in its own time. */
  renew: () => void
  /** Lets other processes know that there is something new. */
  tell: (seq: number) => void
}
/** What the database held beyond what was known here: `news`, and whether this is still the same document. */
export type Caught = { is: 'same' | 'otherGeneration' | 'nowLocked'; news: Uint8Array | undefined }

const COMPACT_AT = 200
const COMPACT_WHEN_LEFT = 20

export class RoomDocument {
  /** The database may have gone on: it is read before anything else is done. */
  isBehind = false
  readonly #deps: DocumentDeps
  readonly #owners = new Map<number, string>()
  #replica: Replica | undefined
  /** The document while nobody says anything, as one update. */
  #asleep: { bytes: Uint8Array; contents: Contents } | undefined
  #generation = 0
  #isLocked = false
  #seq = -1
  /** What everybody has been told when the document last went. */
  #toldSeq = Infinity
  #tail = 0

  constructor(deps: DocumentDeps) {
    this.#deps = deps
  }

  /** Number of the last update that is in it; below zero while it is not loaded. */
  get seq(): number {
    return this.#seq
  }

  get isAwake(): boolean {
    return this.#replica !== undefined
  }

  get isLocked(): boolean {
    return this.#isLocked
  }

  /** Undefined while it is not loaded. */
  get contents(): Contents | undefined {
    return this.#replica?.contents ?? this.#asleep?.contents
  }

  get vector(): Uint8Array {
    return this.#wake().vector
  }

  /** Whether the database has gone on without it. */
  lags({ seq, generation, status }: Standing): boolean {
    if (this.#seq < 0) return false
    const isOther = generation !== this.#generation || (status === 'PROCESSING') !== this.#isLocked
    return isOther || seq > this.#seq
  }

  /** What a replica with this state vector lacks; throws where that is no vector. */
  answerTo(vector: Uint8Array): Uint8Array | 'otherGeneration' {
    if (!belongsTo(this.#generation, Y.decodeStateVector(vector))) return 'otherGeneration'
    return this.#wake().since(vector)
  }

  /** An id of a client belongs to whoever first brings it; `known`: whose it is by what is not written yet. */
  mayWrite(owner: string, client: number, known: (client: number) => string | undefined): boolean {
    return (this.#owners.get(client) ?? known(client) ?? owner) === owner
  }

  judge(update: Uint8Array, isAnswer: boolean, mayWrite: (client: number) => boolean): Judgement {
    return this.#wake().judge(update, isAnswer, mayWrite)
  }

  /** Reads all of it; answers it whole where who was told of the last one may have missed something meanwhile. */
  async #load(): Promise<Uint8Array | undefined> {
    this.isBehind = false
    const stored = await this.#deps.read()
    this.#take(stored)
    this.#asleep = undefined
    this.#replica = new Replica(stored.updates)
    return stored.seq > this.#toldSeq ? this.#replica.bytes : undefined
  }

  /** Reads what was written or decided elsewhere. */
  async catchUp(): Promise<Caught> {
    if (this.#seq < 0) return { is: 'same', news: await this.#load() }
    this.isBehind = false
    const wasLocked = this.#isLocked
    const stored = await this.#deps.read(this.#seq)
    if (stored.generation !== this.#generation) return { is: 'otherGeneration', news: undefined }
    this.#take(stored)
    const news = stored.updates.length > 0 ? this.#wake().merge(stored.updates) : undefined
    return { is: this.#isLocked && !wasLocked ? 'nowLocked' : 'same', news }
  }

  #take({ seq, generation, status, owners, tail }: Stored): void {
    this.#seq = seq
    this.#generation = generation
    this.#isLocked = status === 'PROCESSING'
    this.#tail += tail
    this.#owners.clear()
    for (const [client, owner] of owners) this.#owners.set(client, owner)
  }

  /** Writes what it was told, and who writes here for the first time. */
  async append(updates: Uint8Array[], brought: ReadonlyMap<number, string>): Promise<Outcome> {
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
    else this.isBehind = true // another process has written in between
    for (const [client, owner] of brought) this.#owners.set(client, owner)
    this.#tail += updates.length
    tell(lastSeq)
    return outcome
  }

  /** Once so many updates lie behind the last snapshot, the next is made of the document, if it holds all of them and no more. */
  compact(at = COMPACT_AT): void {
    if (this.#tail < at || this.#seq < 0 || this.isBehind) return
    this.#tail = 0
    const bytes = this.#asleep?.bytes ?? this.#wake().bytes
    this.#deps.compact({ generation: this.#generation, upto: this.#seq, bytes })
  }

  #wake(): Replica {
    this.#replica ??= new Replica(this.#asleep ? [this.#asleep.bytes] : [])
    this.#asleep = undefined
    return this.#replica
  }

  /** Gives most of its memory back. */
  sleep(): void {
    if (this.#replica) this.#asleep = { bytes: this.#replica.bytes, contents: this.#replica.contents }
    this.#forget()
  }

  /** It goes, and is loaded before anything else is done. */
  startOver(): void {
    if (this.#seq >= 0) this.#toldSeq = this.#seq
    this.#seq = -1
    this.isBehind = true
    this.#tail = 0
    this.#asleep = undefined
    this.#forget()
  }

  /** Nobody asks for it any more. */
  end(): void {
    this.compact(COMPACT_WHEN_LEFT)
    if ((this.#asleep?.bytes.length ?? this.#replica?.size ?? 0) >= LARGE) this.#deps.renew()
    this.#forget()
    this.#asleep = undefined
  }

  #forget(): void {
    this.#replica?.destroy()
    this.#replica = undefined
  }
}
