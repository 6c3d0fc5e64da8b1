/**
 * Making checkouts, one or many in a transaction.
 *
 * MAK1 a checkout reserves every line or none, and nothing of it is seen before COMMIT.
 * MAK2 plain checkouts of one store that wait together share a transaction; each is answered after its COMMIT.
 * MAK3 when one of a group does not fit, the group is undone: what fits is made without it, and it is refused only for what
 *      it asks itself. A group that got into somebody's way at every attempt is made one by one; only a lost connection
 *      fails all of it.
 * MAK4 a key is spent by a 201 only; the same key and request again answers the same checkout.
 */
import { sql } from 'drizzle-orm'
import type { Configuration } from '../../shared/selection.ts'
import { problemCodes, type ProblemCode } from '../../shared/problem.ts'
import { databaseError, isDatabaseLost } from '../platform/database.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database, type Tx } from '../platform/tenancy.ts'
import { lockRow } from '../sync/sync.ts'
import { partsOf } from './group-parts.ts'
import type { MessageParts } from './whatsapp-message.ts'

type Cap = { kind: 'phone' | 'device' | 'address'; key: string; cap: number }

/** One checkout as the database function takes it; hashes in hex. */
export type CheckoutHead = {
  id: string
  code_hash: string
  key: string
  request_hash: string
  currency: string
  name: string | null
  phone: string | null
  note: string | null
  source: string | null
  selection: string | null
  device: string | null
  address: string | null
  hold_minutes: number
  /** Length once WhatsApp was opened; null where the first hold is the whole one. */
  full_minutes: number | null
  message: MessageParts
  caps: Cap[] | null
  max_units: number | null
  replaces: string | null
  expected_total: number | null
  expected_prices: { variantId: string; unitPrice: number }[] | null
}

export type AskedLines = {
  lines: { variantId: string; quantity: number; configuration: Configuration | null }[]
  /** How far the selection had come that they were read from: they are reserved only while it stands there. */
  seen?: { seq: number; generation: number }
}
export type CheckoutDraft = AskedLines & { storeId: string; head: CheckoutHead }

/** What the database has frozen; amounts in minor units. */
export type MadeRow = {
  id: string
  createdAt: string
  expiresAt: string
  subtotal: number
  discount: number
  total: number
  items: {
    productId: string
    variantId: string
    name: string
    variantTitle: string
    sku: string | null
    quantity: number
    unitPrice: number
    price: number
    configuration: Configuration | null
  }[]
}

/**
 * Resolves after COMMIT; rejects with a `Refusal`, with `KeySpent` where the idempotency key already made a checkout, or with
 * `SelectionMoved` where the selection is no longer as it was seen.
 */
export type CheckoutMaker = (draft: CheckoutDraft) => Promise<MadeRow>

export class KeySpent extends Error {}
export class SelectionMoved extends Error {}

const GROUP_SIZE = 64
const GROUPS_IN_FLIGHT = 2
const ALONE_AT_ONCE = 4

type Waiting = { draft: CheckoutDraft; resolve: (row: MadeRow) => void; reject: (error: unknown) => void }

type MakerDeps = {
  db: Database
  /** Told after the COMMIT; whoever is not told looks now and then. */
  selectionChanged?: (storeId: string, selectionId: string) => void
}

/** A maker that lets plain checkouts of one store share transactions while others are under way. */
export function createCheckoutMaker({ db, selectionChanged }: MakerDeps): CheckoutMaker {
  const queues = new Map<string, { waiting: Waiting[]; inFlight: number }>()

  const drain = (storeId: string): void => {
    const queue = queues.get(storeId)
    if (!queue) return
    while (queue.inFlight < GROUPS_IN_FLIGHT && queue.waiting.length > 0) {
      const group = takeGroup(queue.waiting)
      queue.inFlight++
      void makeGroup(db, storeId, group).finally(() => {
        queue.inFlight--
        if (queue.inFlight === 0 && queue.waiting.length === 0) queues.delete(storeId)
        else drain(storeId)
      })
    }
  }

  const makeAlone = ({ draft, resolve, reject }: Waiting): void => {
    const { storeId, head } = draft
    const made = (row: MadeRow): void => {
      if (head.selection !== null) selectionChanged?.(storeId, head.selection)
      resolve(row)
    }
    void makeGroup(db, storeId, [{ draft, resolve: made, reject }])
  }

  return (draft) =>
    new Promise((resolve, reject) => {
      if (!isPlain(draft)) return makeAlone({ draft, resolve, reject })
      const queue = queues.get(draft.storeId) ?? { waiting: [], inFlight: 0 }
      queues.set(draft.storeId, queue)
      queue.waiting.push({ draft, resolve, reject })
      drain(draft.storeId)
    })
}

/** Only lines and stock: nothing that another checkout of the group could contradict. */
const isPlain = ({ head }: CheckoutDraft): boolean => head.replaces === null && head.selection === null

/** The first that wait, as many as fit into one transaction; two presses of one key must not meet in it. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  const keys = new Set<string>()
  const group: Waiting[] = []
  for (let i = 0; i < waiting.length && group.length < GROUP_SIZE;) {
    const next = waiting[i]
    if (next === undefined || keys.has(next.draft.head.key)) i++
    else {
      keys.add(next.draft.head.key)
      group.push(next)
      waiting.splice(i, 1)
    }
  }
  return group
}

/** Answers every one of the group; never rejects. */
async function makeGroup(db: Database, storeId: string, group: Waiting[]): Promise<void> {
  if (group.length === 0) return
  const rejectAll = (reason: unknown): void => group.forEach(({ reject }) => reject(reason))
  try {
    const rows = await make(
      db,
      storeId,
      group.map(({ draft }) => draft),
    )
    group.forEach(({ resolve, reject }, i) => {
      const row = rows[i]
      if (row) resolve(row)
      else reject(new Error('the database answered fewer checkouts than it made'))
    })
  } catch (error) {
    if (group.length === 1 || isDatabaseLost(error)) rejectAll(refusalOf(error) ?? error)
    else await makeParts(db, storeId, group, error).catch(rejectAll)
  }
}

/** Goes on with a group that was undone, a part after the other: each part is smaller, so this ends. */
async function makeParts(db: Database, storeId: string, group: Waiting[], error: unknown): Promise<void> {
  const byId = new Map(group.map((one) => [one.draft.head.id, one]))
  const named = (ids: string[]): Waiting[] => ids.flatMap((id) => byId.get(id) ?? [])
  const failure = databaseError(error)
  const parts = partsOf([...byId.keys()], failure?.code === 'VD409' ? failure : undefined)
  for (const [id, detail] of parts.refused)
    byId.get(id)?.reject(new Refusal('insufficient-stock', { detail }))
  for (const ids of parts.together) await makeGroup(db, storeId, named(ids))
  const alone = named(parts.alone)
  while (alone.length > 0) {
    await Promise.all(alone.splice(0, ALONE_AT_ONCE).map((one) => makeGroup(db, storeId, [one])))
  }
}

/** Rejects with what the database says, VD409 included. */
async function make(db: Database, storeId: string, drafts: CheckoutDraft[]): Promise<MadeRow[]> {
  const heads = drafts.map(({ head }, n) => ({ n, ...head }))
  const lines = drafts.flatMap(({ head, lines }) => lines.map((line) => ({ head: head.id, ...line })))
  return withStore(db, storeId, async (tx) => {
    const { rows } = await tx.execute<{ made: MadeRow[] }>(sql`
      select make_checkouts(${storeId}, ${JSON.stringify(heads)},
        ${sql.param(lines.map((line) => line.head))}::uuid[],
        ${sql.param(lines.map((line) => line.variantId))}::uuid[],
        ${sql.param(lines.map((line) => line.quantity))}::integer[],
        ${sql.param(lines.map((line) => (line.configuration ? JSON.stringify(line.configuration) : null)))}::jsonb[]) as made`)
    for (const draft of drafts) await seenStill(tx, draft)
    return rows[0]?.made ?? []
  })
}

/**
 * Making it has closed the selection, and nobody writes until this transaction ends: asked after that, because rows of
 * selections are locked after those of checkouts.
 */
async function seenStill(tx: Tx, { storeId, head, seen }: CheckoutDraft): Promise<void> {
  if (!seen || head.selection === null) return
  const now = await lockRow(tx, storeId, head.selection)
  if (now?.seq !== seen.seq || now.generation !== seen.generation) throw new SelectionMoved()
}

/** VD409 carries a problem code as its message and JSON as its detail. */
export function refusalOf(error: unknown): Refusal | KeySpent | undefined {
  const failure = databaseError(error)
  if (failure?.code !== 'VD409') return undefined
  if (failure.message === 'key-spent') return new KeySpent()
  const code = problemCodes.find((known): known is ProblemCode => known === failure.message)
  if (code === undefined) return undefined
  const detail: unknown = JSON.parse(failure.detail ?? '[]')
  return new Refusal(code, { detail })
}
