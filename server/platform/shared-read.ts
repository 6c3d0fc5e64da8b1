import type { Database } from './tenancy.ts'

type Run<T> = { result: Promise<T>; hasBegun: boolean; next: Promise<T> | undefined }

/**
 * One query for all who ask for the same at once, without ever showing a reader the past: a caller only joins a query
 * that begins after the call. While one runs, those who come meanwhile share the next.
 */
export class SharedRead<T> {
  readonly #running = new Map<string, Run<T>>()

  read(key: string, query: () => Promise<T>): Promise<T> {
    const current = this.#running.get(key)
    if (!current) return this.#start(key, query)
    if (!current.hasBegun) return current.result
    const startNext = (): Promise<T> => this.#start(key, query)
    current.next ??= current.result.then(startNext, startNext)
    return current.next
  }

  #start(key: string, query: () => Promise<T>): Promise<T> {
    const begin = async (): Promise<T> => {
      // whoever else has sent a request by now is heard first
      await new Promise((resolve) => setImmediate(resolve))
      run.hasBegun = true
      try {
        return await query()
      } finally {
        // whoever waits for the next starts it now; a new caller must not slip in a third
        if (!run.next) this.#running.delete(key)
      }
    }
    const run: Run<T> = { result: begin(), hasBegun: false, next: undefined }
    this.#running.set(key, run)
    return run.result
  }
}

/** Asked all the time, so it is parsed once for each connection. */
const theMoment = {
  name: 'moment',
  text: 'select pg_current_snapshot()::text as snapshot, extract(epoch from now())::float8 * 1000 as at',
}

/** What could be seen, and the database's clock then, in milliseconds. */
type Moment = { snapshot: string; at: number }

/** An answer that holds until that time of the database's clock, unless somebody writes before. */
export type Timed<T> = { value: T; until: number }

/**
 * What queries answered, given again for as long as the database itself says that nothing has changed: each time that is
 * asked, never assumed. A snapshot names every transaction whose work is visible: while it is the same text, nothing that
 * anybody wrote has become visible and the same query answers the same. Answers that follow the clock say until when.
 */
export class UnchangedRead<T> {
  readonly #db: Database
  readonly #limit: number
  readonly #kept = new Map<string, Timed<T> & { snapshot: string }>()
  readonly #moments = new SharedRead<Moment>()
  #connections = 0

  constructor(db: Database, limit = 100) {
    this.#db = db
    this.#limit = limit
    // after a crash the numbers of lost transactions are given out again; no connection survives one
    db.pools.app.on('connect', () => {
      this.#connections++
      this.#kept.clear()
    })
  }

  async read(key: string, query: () => Promise<Timed<T>>): Promise<T> {
    const connections = this.#connections
    const { snapshot, at } = await this.#moments.read('', () => this.#askMoment())
    const kept = this.#kept.get(key)
    if (kept && kept.snapshot === snapshot && at < kept.until) return kept.value
    // begins after the moment: if nothing was committed until it is asked again, then not in between either
    const { value, until } = await query()
    if (this.#kept.size >= this.#limit) this.#kept.clear()
    if (connections === this.#connections) this.#kept.set(key, { value, snapshot, until })
    return value
  }

  /** Touches no table, so it needs neither a store nor a transaction. */
  async #askMoment(): Promise<Moment> {
    const { rows } = await this.#db.pools.app.query<Moment>(theMoment)
    const [moment] = rows
    if (!moment) throw new Error('the database named no moment')
    return moment
  }
}
