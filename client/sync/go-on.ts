/**
 * How a selection goes on when it does not stay what it is: as another one, or in the generation that the shop has begun.
 * What is done rarely is loaded when it is.
 */
import * as Y from 'yjs'
import type { Generations } from '../../shared/selection-generations.ts'
import { withoutSold } from '../../shared/selection-document-sold.ts'
import { isSeed, seedOf, type NewLine, type SelectionLine } from '../../shared/selection-document.ts'
import { call } from '../platform/api.ts'
import { inTurn } from '../platform/in-turn.ts'
import { journal } from '../platform/journal.ts'
import { handId, keep, keptId, randomId } from '../platform/storage.ts'
import { lateIn, linesOf, type Late } from './late.ts'
import { replaceCopy, type Place } from './replace-copy.ts'
import type { Replica } from './replica.ts'
import { readShared } from './shared-with.ts'
import { keepTakenOut, readTakenOut } from './taken-out.ts'

/** From which copy, under that name. */
type From = Place & { name: string }
/** Whether this browser has not gone elsewhere meanwhile, by another tab or another tap. */
const isStill = ({ name, nameOf, base }: From) => nameOf(base()) === name

type Read = { now: Uint8Array; late: (mine: Uint8Array, sold: NewLine[]) => Late }

/** Null where the shop cannot be asked, or knows of no other generation. */
async function read({ store, ownKey, current, name }: From): Promise<Read | null> {
  const generation = generationOf((await current()).bytes())
  const id = readShared(store) ?? keptId(ownKey)
  const at = `/api/stores/${encodeURIComponent(store)}/selections/${id}/generations/${generation}`
  const answer = await call<Generations>(at)
  if (!answer.ok || answer.value.generation === generation) return null
  const now = bytesOf(answer.value.now)
  const ended = answer.value.ended === null ? null : bytesOf(answer.value.ended)
  const takenOut = readTakenOut(name)
  return { now, late: (mine, sold) => lateIn(mine, { ended, now, sold, takenOut }) }
}

export async function lateOf(place: From): Promise<Late | null> {
  const found = await read(place)
  return found && found.late((await place.current()).bytes(), [])
}

/**
 * Goes on where the shop is, with what was added here meanwhile or without it. Where the shop cannot be asked, what was
 * sold goes from this copy alone, and it answers false. One tab does it for all.
 */
export function goOn(place: From, { takesLate, sold }: { takesLate: boolean; sold: NewLine[] }) {
  return inTurn(`${place.base()}:generation`, async () => {
    const found = isStill(place) ? await read(place) : null
    if (!isStill(place)) return true
    if (!found) {
      lower(await place.current(), sold)
      keepTakenOut(place.name, sold)
      return false
    }
    await replaceCopy(place, (before) => {
      const { lines, removed } = takesLate ? found.late(before.bytes(), sold) : { lines: [], removed: [] }
      journal(
        `la selección sigue en la tienda, con ${lines.length} líneas de acá y ${removed.length} sacadas`,
      )
      return (fresh) => {
        fresh.merge(found.now)
        for (const line of lines) fresh.add(line, handId())
        lower(fresh, removed)
      }
    })
    keepTakenOut(place.name, [])
    return true
  })
}

/** So many fewer of these. */
function lower(replica: Replica, lines: NewLine[]): void {
  const left = new Map(withoutSold(replica.lines(), lines).map((line) => [line.lineId, line.quantity]))
  for (const { lineId, quantity } of replica.lines())
    if (left.get(lineId) !== quantity) replica.setQuantity(lineId, left.get(lineId) ?? 0, handId())
}

/** Goes on by itself where nobody would see a difference. */
export async function goOnUnseen(place: From): Promise<void> {
  const found = await read(place)
  const mine = (await place.current()).bytes()
  if (!found || !sameLines(linesOf(mine), linesOf(found.now))) return
  const { lines, removed } = found.late(mine, [])
  if (lines.length + removed.length === 0) await goOn(place, { takesLate: true, sold: [] })
}

const sameLines = (a: SelectionLine[], b: SelectionLine[]) =>
  a.length === b.length && withoutSold(a, b).length === 0 && withoutSold(b, a).length === 0

/** Of one that nobody has written to, the first. */
function generationOf(update: Uint8Array): number {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  const seed = [...doc.store.clients.keys()].find(isSeed) ?? seedOf(0)
  doc.destroy()
  return seed - seedOf(0)
}
const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

/** Without a line, as another one; what is shared goes on without this browser, as it is. */
export const startAnother = (place: Place): Promise<void> =>
  readShared(place.store) === null ? startFresh(place, () => ({ lines: [], note: null })) : place.goTo(null)

/** With the same lines and the same note as a selection of its own. */
export async function goOnApart(place: Place): Promise<void> {
  if (readShared(place.store) === null)
    return startFresh(place, (before) => ({ lines: before.lines(), note: before.note() }))
  const before = await place.current()
  const [lines, note] = [before.lines(), before.note()]
  await place.goTo(null)
  const own = await place.current()
  for (const line of lines) own.add(line, handId())
  // what was chosen here before has its own word
  if (note && !own.note()) own.sayNote(note)
}

/**
 * As the selection with that id, which is this browser's own from then on; with the lines that were here where that is
 * asked for. Answers false, and leaves all as it is, where the shop cannot be asked or knows of none.
 */
export async function recover(place: Place, id: string, takesLines: boolean): Promise<boolean> {
  const at = `/api/stores/${encodeURIComponent(place.store)}/selections/${id}/generations/0`
  const answer = await call<Generations>(at)
  if (!answer.ok) return false
  if (readShared(place.store) !== null) await place.goTo(null)
  await replaceCopy(
    place,
    (before) => {
      const lines = takesLines ? before.lines() : []
      return (fresh) => {
        fresh.merge(bytesOf(answer.value.now))
        for (const line of lines) fresh.add(line, handId())
      }
    },
    () => keep(place.ownKey, id),
  )
  journal('recuperada con su código')
  return true
}

type Begun = { lines: NewLine[]; note: string | null }

/** As another selection that begins with this, without the history of the one before. */
async function startFresh(place: Place, beginOf: (before: Replica) => Begun): Promise<void> {
  let begun: Begun = { lines: [], note: null }
  await replaceCopy(
    place,
    (before) => {
      begun = beginOf(before)
      return (fresh) => {
        for (const line of begun.lines) fresh.add(line, handId())
        if (begun.note) fresh.sayNote(begun.note)
      }
    },
    () => keep(place.ownKey, begun.lines.length > 0 ? randomId() : null),
  )
}
