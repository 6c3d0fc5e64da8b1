/** The server's own copy of one selection: judges what it is told before anybody else hears of it. */
import * as Y from 'yjs'
import { isOfServer, misfitOf, readLines } from '../../shared/selection-document.ts'
import { hasReturned, noticesMap } from '../../shared/selection-document-notices.ts'
import type { CloseReason } from '../../shared/sync.ts'
import { newDocument } from './stored.ts'
import { lookAt } from './update-guard.ts'

const LARGEST = 64 * 1024

export type Refused = {
  isRefused: true
  reason: CloseReason
  why: string
  /** It has been applied all the same, and the document has to go. */
  isSpoilt: boolean
  /** Where the document lacks what has been written elsewhere, an honest update may look like this. */
  isDoubtful: boolean
}
/** What is asked of a document that nobody reads: `hasReturned`, a line that was taken out. */
export type Contents = { variantIds: readonly string[]; hasReturned: boolean }
/** `told`: what is new in it, or nothing. */
export type Judgement = { isRefused: false; told: Uint8Array | undefined; brought: number[] } | Refused

const refuse = (reason: CloseReason, why: string, is: 'whole' | 'spoilt' = 'whole'): Refused => ({
  isRefused: true,
  reason,
  why,
  isSpoilt: is === 'spoilt',
  isDoubtful: false,
})

export class Replica {
  #doc: Y.Doc
  #told: Uint8Array | undefined
  /** What only the server says has become another. */
  #changesNotices = false
  #contents: Contents | undefined
  #size = 0

  constructor(updates: Uint8Array[]) {
    this.#doc = newDocument()
    this.#doc.on('update', (update: Uint8Array) => {
      this.#told = update
      this.#contents = undefined
    })
    noticesMap(this.#doc).observe(() => (this.#changesNotices = true))
    this.merge(updates)
  }

  /** Not less than what it would be as one update. */
  get size(): number {
    return this.#size
  }

  get vector(): Uint8Array {
    return Y.encodeStateVector(this.#doc)
  }

  get bytes(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc)
  }

  get contents(): Contents {
    this.#contents ??= {
      variantIds: [...new Set(readLines(this.#doc).map(({ variantId }) => variantId))],
      hasReturned: hasReturned(this.#doc),
    }
    return this.#contents
  }

  /** What a replica with this state vector lacks. */
  since(vector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc, vector)
  }

  /** Applies what lies in the database; answers what of it was new. */
  merge(updates: Uint8Array[]): Uint8Array | undefined {
    this.#told = undefined
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update)
    })
    for (const { length } of updates) this.#size += length
    return this.#told
  }

  /** Applies an update if it is one that `mayWrite` lets write and that leaves a selection. */
  judge(update: Uint8Array, isAnswer: boolean, mayWrite: (client: number) => boolean): Judgement {
    const looked = lookAt(update, isAnswer)
    if (!looked) return refuse('invalid', 'no update a selection could be told')
    const brought = new Set<number>()
    for (const { client, to } of looked.brought) {
      if (to <= Y.getState(this.#doc.store, client)) continue
      // what another process has told is there once it has been read; else the database has been set back, or somebody lies
      if (isOfServer(client)) return { ...refuse('stale', 'an edit of the server’s own'), isDoubtful: true }
      if (!mayWrite(client))
        return { ...refuse('clientTaken', 'a client of another device'), isDoubtful: true }
      brought.add(client)
    }
    if (brought.size === 0 && looked.deletes === 0) return { isRefused: false, told: undefined, brought: [] }
    this.#told = undefined
    this.#changesNotices = false
    try {
      Y.applyUpdate(this.#doc, update)
    } catch {
      return refuse('invalid', 'an update that does not apply', 'spoilt')
    }
    return this.#judgeResult([...brought])
  }

  #judgeResult(brought: number[]): Judgement {
    const { store } = this.#doc
    if (store.pendingStructs || store.pendingDs)
      return { ...refuse('invalid', 'an update that misses an earlier one', 'spoilt'), isDoubtful: true }
    const told = this.#told
    if (!told) return { isRefused: false, told, brought }
    if (this.#changesNotices)
      return { ...refuse('invalid', 'a notice that is not the server’s', 'spoilt'), isDoubtful: true }
    const misfit = misfitOf(this.#doc)
    if (misfit) return refuse('invalid', misfit, 'spoilt')
    this.#size += told.length
    if (this.#size > LARGEST) this.#size = this.bytes.length
    if (this.#size > LARGEST) return refuse('tooLarge', 'a document larger than a selection', 'spoilt')
    return { isRefused: false, told, brought }
  }

  destroy(): void {
    this.#doc.destroy()
  }
}
