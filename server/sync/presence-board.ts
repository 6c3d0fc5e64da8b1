/**
 * Who is in a room: each connection says something of itself, the server says the rest, and it is gone with the
 * connection. Of those whom other processes serve the same is known a moment later.
 */
import { isHand, shownName, type Present } from '../../shared/people.ts'
import type { Connection } from './connection.ts'
import { Seats } from './seats.ts'
import { awarenessMessage, type AwarenessState } from './wire.ts'

const LARGEST_STATE = 2 * 1024
/** More than choose one present together. */
const MOST_ELSEWHERE = 500

/** What one process tells another of somebody; without `present` they have left it. */
export type Told = { client: number; clock: number; owner: string; present: Present | null }
type Here = { clock: number; present: Present; connection: Connection }
type Elsewhere = { clock: number; present: Present; owner: string; process: string; heardAt: number }
/** `news` is for everybody here, `again` are those here of whom something else is to be told than before. */
export type Heard = { news: Uint8Array | undefined; again: number[] }

export class PresenceBoard {
  readonly #process: string
  readonly #here = new Map<number, Here>()
  /** Somebody who has just come from another process is in both, and counts as who is here. */
  readonly #elsewhere = new Map<number, Elsewhere>()
  readonly #seats = new Seats()

  /** `process`: what the server process is known by to others. */
  constructor(process = '') {
    this.#process = process
  }

  /** Whose id this is, as long as they are here; who may only look takes none from who writes. */
  ownerOf(client: number): string | undefined {
    const connection = this.#here.get(client)?.connection
    if (connection?.access === 'edit') return connection.owner
    const elsewhere = this.#elsewhere.get(client)
    return elsewhere && !elsewhere.present.isLooking ? elsewhere.owner : undefined
  }

  /**
   * What of it is to be told to everybody; undefined where it is none of theirs to say. The stock client repeats what it
   * hears of others: that is passed over. False where no client would say it.
   */
  say(connection: Connection, said: AwarenessState[], isTaken: (client: number) => boolean) {
    for (const { client, clock, state } of said) {
      connection.client ??= this.#isFree(client, connection) && !isTaken(client) ? client : undefined
      if (client !== connection.client) continue
      const introduction = state.length > LARGEST_STATE ? undefined : parse(state)
      if (introduction === undefined) return false
      const known = this.#here.get(client)
      if (known && known.connection === connection && known.clock > clock) return undefined
      if (introduction === null) {
        this.#remove(client)
        return awarenessMessage([stateOf(client, clock, null)])
      }
      const present = this.#present(connection, introduction)
      this.#here.set(client, { clock, present, connection })
      return awarenessMessage([stateOf(client, clock, present)])
    }
    return undefined
  }

  /** Everybody who is here, or elsewhere. */
  all(): Uint8Array | undefined {
    const known = new Map<number, Pick<Here, 'clock' | 'present'>>([...this.#elsewhere, ...this.#here])
    const states = Array.from(known, ([client, { clock, present }]) => stateOf(client, clock, present))
    return states.length === 0 ? undefined : awarenessMessage(states)
  }

  /** That a connection has gone; undefined where it had said nothing, or goes on elsewhere. */
  leave(connection: Connection): Uint8Array | undefined {
    const { client = -1 } = connection
    const known = this.#here.get(client)
    if (known?.connection !== connection) return undefined
    this.#remove(client)
    return this.#elsewhere.has(client)
      ? undefined
      : awarenessMessage([stateOf(client, known.clock + 1, null)])
  }

  /** For other processes: how these stand here, or everybody who is here. */
  told(clients: Iterable<number> = this.#here.keys()): Told[] {
    return Array.from(clients, (client) => {
      const known = this.#here.get(client)
      if (!known) return { client, clock: 0, owner: '', present: null }
      const { clock, present, connection } = known
      return { client, clock, owner: connection.owner, present }
    })
  }

  /** What another process says of who is there; nobody there speaks for somebody here. */
  hear(process: string, all: Told[], heardAt: number): Heard {
    const states: AwarenessState[] = []
    const away: string[] = []
    for (const { client, clock, owner, present } of all) {
      const known = this.#elsewhere.get(client)
      const here = this.#here.get(client)
      if (present === null) {
        if (known?.process === process) states.push(...this.#forget(client, known))
        continue
      }
      const isOthers = known !== undefined && known.process !== process && known.owner !== owner
      if (isOthers || (here && !isSame(here.connection.owner, owner))) continue
      if (!known && this.#elsewhere.size >= MOST_ELSEWHERE) continue
      if (known && known.process === process && known.clock > clock) continue
      this.#elsewhere.set(client, { clock, present, owner, process, heardAt })
      away.push(
        ...this.#seats.heard(personOf(owner, process, client), present, (person) => this.#isHere(person)),
      )
      if (!here || here.clock < clock) states.push(stateOf(client, clock, present))
    }
    const again = this.#seatAgain(new Set(away))
    const news = [...states, ...again]
    return {
      news: news.length > 0 ? awarenessMessage(news) : undefined,
      again: again.map(({ client }) => client),
    }
  }

  /** Those of whom nothing has been heard since then: their process says no more that they are there. */
  forget(before: number): Uint8Array | undefined {
    const states = [...this.#elsewhere].flatMap(([client, known]) =>
      known.heardAt < before ? this.#forget(client, known) : [],
    )
    return states.length > 0 ? awarenessMessage(states) : undefined
  }

  #forget(client: number, { clock, owner, process }: Elsewhere): AwarenessState[] {
    this.#elsewhere.delete(client)
    this.#leaveSeat(personOf(owner, process, client))
    return this.#here.has(client) ? [] : [stateOf(client, clock + 1, null)]
  }

  /** Whoever hears of one state twice under the same clock passes the second one over. */
  #seatAgain(persons: ReadonlySet<string>): AwarenessState[] {
    return [...this.#here].flatMap(([client, known]) => {
      const person = this.#personHere(client, known.connection)
      if (!persons.has(person)) return []
      known.clock++
      known.present = { ...known.present, ...this.#seats.of(person, known.present.hand) }
      return [stateOf(client, known.clock, known.present)]
    })
  }

  /** Nothing but what a selection shows of people, whatever else was said. */
  #present(connection: Connection, said: Record<string, unknown>): Present {
    const hand = isHand(said['hand']) ? said['hand'] : null
    const name = typeof said['name'] === 'string' ? shownName(said['name']) : null
    const seat = this.#seats.of(this.#personHere(connection.client ?? -1, connection), hand)
    return { hand, name, ...seat, isLooking: connection.access === 'view' }
  }

  #remove(client: number): void {
    const known = this.#here.get(client)
    this.#here.delete(client)
    if (known) this.#leaveSeat(this.#personHere(client, known.connection))
  }

  #leaveSeat(person: string): void {
    const isElsewhere = [...this.#elsewhere].some(
      ([client, { owner, process }]) => personOf(owner, process, client) === person,
    )
    if (!isElsewhere && !this.#isHere(person)) this.#seats.free(person)
  }

  #isHere(person: string): boolean {
    return [...this.#here].some(([client, { connection }]) => this.#personHere(client, connection) === person)
  }

  #personHere(client: number, { owner }: Connection): string {
    return personOf(owner, this.#process, client)
  }

  /** Nobody's, or this device's own over a connection that broke. */
  #isFree(client: number, { owner }: Connection): boolean {
    const known = this.#here.get(client)?.connection ?? this.#elsewhere.get(client)
    return !known || isSame(known.owner, owner)
  }
}

const stateOf = (client: number, clock: number, present: Present | null): AwarenessState => ({
  ...{ client, clock },
  state: JSON.stringify(present),
})

/** Who does not say which device theirs is is nobody's other half. */
const isSame = (one: string, other: string): boolean => one !== '' && one === other

/** One person, by however many connections. */
const personOf = (owner: string, process: string, client: number): string => owner || `${process}/${client}`

/** Null where they say that they leave; undefined where no client would say it. */
function parse(state: string): Record<string, unknown> | null | undefined {
  try {
    const said: unknown = JSON.parse(state)
    return typeof said === 'object' ? (said as Record<string, unknown> | null) : undefined
  } catch {
    return undefined
  }
}
