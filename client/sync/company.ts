/** Who else is in a selection, what they are called, and what they have just done in it, as signals. */
import { createEffect, createSignal, on, onCleanup, onMount, untrack, type Accessor } from 'solid-js'
import type { Transaction } from 'yjs'
import { colourOf, shownName, type Present } from '../../shared/people.ts'
import { namesOf, sayName } from '../../shared/selection-document-about.ts'
import { changesIn, type Change } from '../../shared/selection-document-changes.ts'
import type { SelectionLine } from '../../shared/selection-document.ts'
import { ownName } from '../platform/own-name.ts'
import { handId } from '../platform/storage.ts'
import { createCalm } from '../ui/calm.ts'
import type { Selection } from './create-selection.ts'
import type { OpenSelection } from './open-selection.ts'
import type { Room } from './server-copy.ts'

/** Somebody else's hand at a line, a moment ago; `colour` is null where nobody knows whose. */
export type Touch = { colour: number | null; isMore: boolean }
/** Whose hand it is: called by name, or by number while they are here. */
export type Hand = { name: string | null; number: number | null; colour: number }

export type Company = {
  /** Everybody else who is here, in the order in which they came. */
  others: Accessor<readonly Present[]>
  /** Null where it is our own. */
  whoIs: (hand: string) => Hand | null
  touchOf: (lineId: string) => Touch | undefined
  /** Whether the last hand at this line was somebody else's. */
  isOthers: (lineId: string) => boolean
}

type Watched = {
  room: Accessor<Room | null>
  lines: Accessor<SelectionLine[]>
  /** Somebody is known to share it, so that names belong in it. */
  isShared: Accessor<boolean>
  /** Whether anything may be written there now. */
  mayWrite: Accessor<boolean>
}

/** Somebody who reloads a page has not gone. */
const GONE_MS = 2_000
const GLOW_MS = 1_400
/** A name is said when it has been written, not letter by letter. */
const WRITTEN_MS = 600

export function createCompany(watched: Watched): Company {
  const [here, setHere] = createSignal<readonly Present[]>([])
  const [said, setNames] = createSignal<ReadonlyMap<string, string>>(new Map())
  const [touches, setTouches] = createSignal<ReadonlyMap<string, Touch>>(new Map())
  const [others, names] = [createCalm(here), createCalm(said)]
  const lastBy = new Map<string, Author>()

  createEffect(() => {
    const room = watched.room()
    if (!room) return
    const { doc, awareness } = room
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => setHere(othersIn(room))
    const onChange = ({ added, removed }: { added: number[]; removed: number[] }) => {
      // whoever comes back says the same under the same clock, and would not be heard
      for (const client of removed) awareness.meta.set(client, { clock: 0, lastUpdated: Date.now() })
      clearTimeout(timer)
      if (removed.length > 0 && added.length === 0) timer = setTimeout(look, GONE_MS)
      else look()
    }
    const onTransaction = (transaction: Transaction) => {
      const changes = changesIn(transaction)
      for (const { lineId } of changes) lastBy.delete(lineId)
      for (const change of changes)
        if (lastBy.get(change.lineId)?.isOwn !== false)
          lastBy.set(change.lineId, authorOf(change, room, transaction.origin))
    }
    const readNames = () => setNames(namesOf(doc))
    awareness.on('change', onChange)
    doc.on('afterTransaction', onTransaction)
    doc.on('update', readNames)
    look()
    readNames()
    onCleanup(() => {
      clearTimeout(timer)
      awareness.off('change', onChange)
      doc.off('afterTransaction', onTransaction)
      doc.off('update', readNames)
      lastBy.clear()
      setHere([])
    })
  })

  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const touch = (lineId: string, touched: Touch | undefined) => {
    clearTimeout(timers.get(lineId))
    timers.delete(lineId)
    const next = new Map(untrack(touches))
    if (touched) next.set(lineId, touched)
    else next.delete(lineId)
    setTouches(next)
    if (touched) timers.set(lineId, setTimeout(touch, GLOW_MS, lineId, undefined))
  }
  onCleanup(() => timers.forEach((timer) => clearTimeout(timer)))
  createEffect(
    on(watched.lines, (now, before = []) => {
      // what is read for the first time is nobody's doing
      if (before.length === 0) return
      const was = new Map(before.map(({ lineId, quantity }) => [lineId, quantity]))
      for (const { lineId, quantity } of now) {
        const by = lastBy.get(lineId)
        if (!by || by.isOwn || was.get(lineId) === quantity) continue
        touch(lineId, { colour: by.colour, isMore: quantity > (was.get(lineId) ?? 0) })
      }
    }),
  )

  const isKnown = () =>
    watched.isShared() || here().length > 0 || watched.lines().some(({ addedBy }) => addedBy !== handId())
  createEffect(() => {
    const [room, name] = [watched.room(), shownName(ownName())]
    if (!room) return
    const isToBeWritten = isKnown() && watched.mayWrite()
    const timer = setTimeout(() => {
      const { hand, name: before } = room.awareness.getLocalState() ?? {}
      if (hand !== undefined && before !== name) room.awareness.setLocalState({ hand: handId(), name })
      if (isToBeWritten) sayName(room.doc, handId(), name)
    }, WRITTEN_MS)
    onCleanup(() => clearTimeout(timer))
  })

  return {
    others,
    whoIs: (hand) => {
      const present = others().find((one) => one.hand === hand)
      const name = present?.name ?? names().get(hand) ?? null
      // their other phone has a hand of its own, and the same name
      if (hand === handId() || (name !== null && name === shownName(ownName()))) return null
      return { name, number: present?.number ?? null, colour: present?.colour ?? colourOf(hand) }
    },
    touchOf: (lineId) => touches().get(lineId),
    isOthers: (lineId) => lastBy.get(lineId)?.isOwn === false,
  }
}

/** Where a selection is shared, once it is open. */
export function createRoom(selection: Selection): Accessor<Room | null> {
  const [opened, setOpened] = createSignal<OpenSelection>()
  onMount(() => void selection.whenOpen().then(setOpened))
  return () => opened()?.room() ?? null
}

type Author = { isOwn: boolean; colour: number | null }

function authorOf({ client, hand }: Change, { doc, awareness }: Room, origin: unknown): Author {
  const state: unknown = awareness.getStates().get(client)
  const present = isPresent(state) ? state : undefined
  const signed = present?.hand ?? hand
  // a tab of ours that is in no room is known by where its word came from
  const isOwn =
    client === doc.clientID || (signed === null ? typeof origin === 'symbol' : signed === handId())
  return { isOwn, colour: present?.colour ?? (signed === null ? null : colourOf(signed)) }
}

/** One for each person, however many pages they have open. */
function othersIn({ awareness }: Room): Present[] {
  const seen = new Map<number, Present>()
  for (const [client, state] of awareness.getStates() as Map<number, unknown>) {
    if (client === awareness.clientID || !isPresent(state) || state.hand === handId()) continue
    seen.set(state.number, state)
  }
  return [...seen.values()].sort((a, b) => a.number - b.number)
}

/** As the server says it. */
const isPresent = (state: unknown): state is Present =>
  typeof state === 'object' && state !== null && 'number' in state && 'colour' in state
