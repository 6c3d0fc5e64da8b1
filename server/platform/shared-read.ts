import type { Database } from './tenancy.ts'

/**
 * One query for all who ask for the same at once, without ever showing a reader the past: a caller only joins a query
 * that starts after the call. While one runs, those who come meanwhile share the next.
 */
export class SharedRead<T> {
  readonly #running = new Map<string, { done: Promise<unknown>; next: Promise<T> | undefined }>()

  read(key: string, query: () => Promise<T>): Promise<T> {
    const current = this.#running.get(key)
    if (!current) return this.#start(key, query)
    current.next ??= current.done.then(() => this.#start(key, query))
    return current.next
  }

  #start(key: string, query: () => Promise<T>): Promise<T> {
    const result = query()
    const entry: { done: Promise<unknown>; next: Promise<T> | undefined } = {
      done: Promise.resolve(),
      next: undefined,
    }
    const finish = (): void => {
      // whoever waits for the next starts it now; a new caller must not slip in a third
      if (!entry.next) this.#running.delete(key)
    }
    entry.done = result.then(finish, finish)
    this.#running.set(key, entry)
    return result
  }
}

/** What a query could see, and the database's clock at that time. */
export type Moment = { snapshot: string; at: number }

/**
 * The columns that put the moment beside the rows of a query. The snapshot names every transaction whose work is visible:
 * as long as it is the same text, nothing that anybody wrote has become visible, and the same query answers the same.
 */
export const MOMENT_COLUMNS =
  'pg_current_snapshot()::text as snapshot, extract(epoch from now())::float8 * 1000 as at'

/**
 * What queries answered, kept for as long as the database itself says that nothing has changed: each time that is asked,
 * never assumed. Answers that follow the clock name the moment from which on they no longer hold.
 */
export class UnchangedRead<T> {
  readonly #db: Database
  readonly #limit: number
  readonly #kept = new Map<string, { value: T; snapshot: string; until: number }>()
  readonly #moments = new SharedRead<Moment>()

  constructor(db: Database, limit = 100) {
    this.#db = db
    this.#limit = limit
    // a crash may give the numbers of lost transactions to others; no connection survives it
    db.pools.app.on('connect', () => this.#kept.clear())
  }

  async read(key: string, query: () => Promise<{ value: T; moment: Moment; until: number }>): Promise<T> {
    const kept = this.#kept.get(key)
    if (kept) {
      const now = await this.#moments.read('', () => this.#askMoment())
      if (now.snapshot === kept.snapshot && now.at < kept.until) return kept.value
    }
    const { value, moment, until } = await query()
    if (this.#kept.size >= this.#limit) this.#kept.clear()
    this.#kept.set(key, { value, snapshot: moment.snapshot, until })
    return value
  }

  /** Touches no table, so it needs neither a store nor a transaction. */
  async #askMoment(): Promise<Moment> {
    const { rows } = await this.#db.pools.app.query<Moment>(`select ${MOMENT_COLUMNS}`)
    const [moment] = rows
    if (!moment) throw new Error('the database named no moment')
    return moment
  }
}
