/**
 * What pages read from the server: asked for once by all who read it, brought along by the page that the server has
 * rendered, kept a while for going back.
 */
import {
  createResource,
  createSignal,
  getListener,
  onCleanup,
  sharedConfig,
  startTransition,
  type Accessor,
  type Signal,
} from 'solid-js'
import { getRequestEvent, isServer } from 'solid-js/web'
import { withEqualParts } from './equal-parts.ts'

type Entry = {
  answer: Promise<unknown>
  /** What was answered last. */
  value?: unknown
  at: number
  trip: Trip
  readers: number
  version: Signal<undefined>
}
type Entries = Map<string, Entry>

/** From one page to the next. */
type Trip = { isBack: boolean }

/** What was fetched ahead is news for this long. */
const AHEAD_MS = 5_000
/** Going back shows what was there. */
const BACK_MS = 180_000

const kept: Entries = new Map()
const keptForRequests = new WeakMap<object, Entries>()
let trip: Trip = { isBack: false }

/** For the router: what is read from now on is read for another page. */
export const beginTrip = (isBack: boolean): void => void (trip = { isBack })

/** For the router: what is read meanwhile is for a page that may never be opened. */
export function readAhead(read: () => void): void {
  const current = trip
  beginTrip(false)
  try {
    read()
  } finally {
    trip = current
  }
}

/** A reader of `ask`. Its arguments are compared as JSON; a stale answer is replaced under the eyes of all readers. */
export function query<A extends unknown[], T>(ask: (...args: A) => Promise<T>, name: string) {
  const keyFor = (...args: A) => name + JSON.stringify(args)
  const read = (...args: A): Promise<T> => {
    const key = keyFor(...args)
    const entries = isServer ? entriesOfRequest() : kept
    let entry = entries.get(key)
    if (entry && isFresh(entry)) entry.trip = trip
    else {
      const answer = broughtAlong(key) ?? askAgain(entry?.value, ask(...args))
      const now = { answer, at: Date.now(), trip }
      entry = Object.assign(entry ?? { readers: 0, version: newVersion() }, now)
      if (!isServer) forgetOld(now.at)
      entries.set(key, entry)
      const made = entry
      // Who reads it hears of the failure; nobody may, and the next one asks again.
      answer.then(
        (value) => (made.value = value),
        () => (made.at = 0),
      )
      bringAlong(key, answer)
    }
    track(entry)
    return entry.answer as Promise<T>
  }
  return Object.assign(read, { keyFor })
}

/** What has not changed since stays the very same, so that nothing is built anew under a finger. */
const askAgain = <T>(before: unknown, asked: Promise<T>): Promise<T> =>
  before === undefined ? asked : asked.then((after) => withEqualParts(before, after))

/** Asks again for all whose key begins so; what is shown stays until the new answers are there. */
export function revalidate(keys = ''): Promise<void> {
  const stale = [...kept].filter(([key]) => key.startsWith(keys)).map(([, entry]) => entry)
  for (const entry of stale) entry.at = 0
  return startTransition(() => {
    for (const { version } of stale) version[1](undefined)
  })
}

/** The latest answer; while a page changes, the one before stays. */
export function createAsync<T>(read: () => Promise<T>): Accessor<T | undefined> {
  const [answer] = createResource(read, (reading) => reading)
  return answer
}

const newVersion = () => createSignal(undefined, { equals: false })

function isFresh({ at, trip: made, readers }: Entry): boolean {
  if (isServer) return true
  // a clock that was put right meanwhile makes nothing young
  const age = Math.abs(Date.now() - at)
  return at > 0 && (readers > 0 || made === trip || age < (trip.isBack ? BACK_MS : AHEAD_MS))
}

function track(entry: Entry): void {
  if (isServer || !getListener()) return
  entry.version[0]()
  entry.readers++
  onCleanup(() => entry.readers--)
}

function forgetOld(now: number): void {
  for (const [key, { at, readers }] of kept) if (readers === 0 && now - at > BACK_MS) kept.delete(key)
}

function entriesOfRequest(): Entries {
  const event = getRequestEvent()
  if (!event) throw new Error('pages are read for a request')
  const entries = keptForRequests.get(event) ?? new Map<string, Entry>()
  keptForRequests.set(event, entries)
  return entries
}

type Written = { async?: boolean; noHydrate?: boolean; serialize: (key: string, answer: unknown) => void }

/** Into the page that is being rendered. */
function bringAlong(key: string, answer: Promise<unknown>): void {
  if (!isServer) return
  const written = sharedConfig.context as unknown as Written | undefined
  if (written?.async && !written.noHydrate) written.serialize(key, answer)
}

/** Once: the page is as old as its document. */
function broughtAlong<T>(key: string): Promise<T> | undefined {
  if (isServer || !sharedConfig.has?.(key)) return undefined
  const answer = sharedConfig.load?.(key) as Promise<T>
  delete globalThis._$HY?.r[key]
  return answer
}
