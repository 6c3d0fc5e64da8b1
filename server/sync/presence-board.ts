/**
 * Who is in a room: each connection says something of itself, the server says the rest, and it is gone with the
 * connection.
 */
import { COLOURS, colourOf, isHand, shownName, type Present } from '../../shared/people.ts'
import type { Connection } from './connection.ts'
import { awarenessMessage, type AwarenessState } from './wire.ts'

const LARGEST_STATE = 2 * 1024

/** One person, by however many connections. */
type Seat = Pick<Present, 'number' | 'colour'>

export class PresenceBoard {
  readonly #states = new Map<number, AwarenessState & { connection: Connection }>()
  readonly #seats = new Map<string | Connection, Seat>()

  /** Whose id this is, as long as they are here; who may only look takes none from who writes. */
  ownerOf(client: number): string | undefined {
    const connection = this.#states.get(client)?.connection
    return connection?.access === 'edit' ? connection.owner : undefined
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
      const known = this.#states.get(client)
      if (known && known.connection === connection && known.clock > clock) return undefined
      if (introduction === null) {
        this.#remove(client)
        return awarenessMessage([{ client, clock, state: 'null' }])
      }
      const own = { client, clock, state: JSON.stringify(this.#present(connection, introduction)) }
      this.#states.set(client, { ...own, connection })
      return awarenessMessage([own])
    }
    return undefined
  }

  /** Everybody who is here. */
  all(): Uint8Array | undefined {
    const states = [...this.#states.values()]
    return states.length === 0 ? undefined : awarenessMessage(states)
  }

  /** That a connection has gone; undefined where it had said nothing. */
  leave(connection: Connection): Uint8Array | undefined {
    const state = this.#states.get(connection.client ?? -1)
    if (state?.connection !== connection) return undefined
    this.#remove(state.client)
    return awarenessMessage([{ client: state.client, clock: state.clock + 1, state: 'null' }])
  }

  /** Nothing but what a selection shows of people, whatever else was said. */
  #present(connection: Connection, said: Record<string, unknown>): Present {
    const hand = isHand(said['hand']) ? said['hand'] : null
    const name = typeof said['name'] === 'string' ? shownName(said['name']) : null
    return { hand, name, ...this.#seatOf(connection, hand), isLooking: connection.access === 'view' }
  }

  /** The lowest number that is free, and the colour of the hand or the next one that is. */
  #seatOf(connection: Connection, hand: string | null): Seat {
    const person = personOf(connection)
    const known = this.#seats.get(person)
    if (known) return known
    const taken = [...this.#seats.values()]
    let number = 1
    while (taken.some((seat) => seat.number === number)) number++
    let colour = colourOf(hand ?? String(number))
    for (let n = 0; n < COLOURS && taken.some((seat) => seat.colour === colour); n++)
      colour = (colour + 1) % COLOURS
    const seat = { number, colour }
    this.#seats.set(person, seat)
    return seat
  }

  #remove(client: number): void {
    const gone = this.#states.get(client)
    this.#states.delete(client)
    if (!gone) return
    const person = personOf(gone.connection)
    const isHere = [...this.#states.values()].some(({ connection }) => personOf(connection) === person)
    if (!isHere) this.#seats.delete(person)
  }

  /** Nobody's, or this device's own over a connection that broke. */
  #isFree(client: number, { owner }: Connection): boolean {
    const known = this.#states.get(client)
    return !known || (owner !== '' && known.connection.owner === owner)
  }
}

/** Somebody who does not say which device theirs is is nobody else's other half. */
const personOf = (connection: Connection): string | Connection => connection.owner || connection

/** Null where they say that they leave; undefined where no client would say it. */
function parse(state: string): Record<string, unknown> | null | undefined {
  try {
    const said: unknown = JSON.parse(state)
    return typeof said === 'object' ? (said as Record<string, unknown> | null) : undefined
  } catch {
    return undefined
  }
}
