/** What a room was told, taken together: judged one after the other on its document, then written in one transaction. */
import type { CloseReason } from '../../shared/sync.ts'
import type { Outcome } from './append.ts'
import type { Connection } from './connection.ts'
import type { Judgement } from './replica.ts'
import type { RoomDocument } from './room-document.ts'
import type { Message } from './wire.ts'

export type SaidUpdate = {
  from: Connection
  message: Extract<Message, { kind: 'answer' | 'update' }>
  /** It was judged before, and what is in the database was read since. */
  isAgain?: boolean
}
type Accepted = SaidUpdate & { told: Uint8Array | undefined }
export type Taken = {
  outcome: Outcome
  /** They lie in the database; `told` is what was new in them. */
  saved: Accepted[]
  /** To be judged, some of them once more. */
  left: SaidUpdate[]
}
type Owners = (client: number) => string | undefined
export type Taking = {
  document: RoomDocument
  /** Whose client this is by what is known beside the document. */
  ownerHere: Owners
  refuse: (connection: Connection, reason: CloseReason, why: string) => void
}

export async function takeUpdates(said: SaidUpdate[], taking: Taking): Promise<Taken> {
  const { document, ownerHere, refuse } = taking
  const left = [...said]
  const accepted: Accepted[] = []
  const brought = new Map<number, string>()
  let isSpoilt = false
  while (left.length > 0 && !isSpoilt && !document.isBehind) {
    const next = left.shift() as SaidUpdate
    const { from, isAgain } = next
    if (from.isDismissed) continue // what follows a refused update could not be read without it
    const judged = judge(document, next, (client) => brought.get(client) ?? ownerHere(client))
    if (judged.isRefused) {
      isSpoilt = judged.isSpoilt
      if (judged.isDoubtful && !isAgain) {
        // what another process has written may explain it
        left.unshift({ ...next, isAgain: true })
        document.isBehind = true
      } else refuse(from, judged.reason, judged.why)
    } else {
      for (const client of judged.brought) brought.set(client, from.owner)
      accepted.push({ ...next, told: judged.told })
    }
  }
  const updates = accepted.flatMap(({ told }) => (told ? [told] : []))
  const outcome = updates.length > 0 ? await document.append(updates, brought) : 'saved'
  // it holds what was refused, or what was not written
  if (isSpoilt || outcome !== 'saved') document.startOver()
  if (outcome === 'saved') return { outcome, saved: accepted, left }
  // judged once more, by what the database knows
  const again = accepted.map(({ told: _, ...one }) => one)
  return { outcome, saved: [], left: [...(outcome === 'stale' ? [] : again), ...left] }
}

function judge(document: RoomDocument, { from, message }: SaidUpdate, ownerHere: Owners): Judgement {
  const { kind, update } = message
  const isEmpty = update.length === 2 && update[0] === 0 && update[1] === 0
  if (from.access === 'view' && !isEmpty) return refusal('forbidden', 'a link to look')
  if (!from.isIntroduced) return refusal('invalid', 'an update before the state vector')
  if (document.isLocked && !isEmpty) return refusal('locked', 'a checkout is pending')
  return document.judge(update, kind === 'answer', (client) =>
    document.mayWrite(from.owner, client, ownerHere),
  )
}

const refusal = (reason: CloseReason, why: string) =>
  ({ isRefused: true, reason, why, isSpoilt: false, isDoubtful: false }) as const
