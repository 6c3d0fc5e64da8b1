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
