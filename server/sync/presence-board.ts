/** Who is in a room: what each connection says of itself, bound to it, and gone with it. */
import type { Connection } from './connection.ts'
import { awarenessMessage, type AwarenessState } from './wire.ts'

const LARGEST_STATE = 2 * 1024

export class PresenceBoard {
  readonly #states = new Map<number, AwarenessState & { connection: Connection }>()

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
      if (state.length > LARGEST_STATE || !isState(state)) return false
      const known = this.#states.get(client)
      if (known && known.connection === connection && known.clock > clock) return undefined
      const own = { client, clock, state }
      if (state === 'null') this.#states.delete(client)
      else this.#states.set(client, { ...own, connection })
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
    this.#states.delete(state.client)
    return awarenessMessage([{ client: state.client, clock: state.clock + 1, state: 'null' }])
  }

  /** Nobody's, or this device's own over a connection that broke. */
  #isFree(client: number, { owner }: Connection): boolean {
    const known = this.#states.get(client)
    return !known || (owner !== '' && known.connection.owner === owner)
  }
}

function isState(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}
