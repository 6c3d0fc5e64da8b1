import type { Result, Router } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'

const MOST = 2_000
const LONGEST = 200

/**
 * Hono's router for overlapping patterns, with the last answers kept: finding the route of a window page costs as much
 * as half of what is left to do for it. Bounded, so that addresses made up by strangers only empty it.
 */
export class RememberingRouter<T> implements Router<T> {
  readonly name = 'RememberingRouter'
  readonly #inner = new TrieRouter<T>()
  readonly #known = new Map<string, Result<T>>()

  add(method: string, path: string, handler: T): void {
    this.#inner.add(method, path, handler)
    this.#known.clear()
  }

  match(method: string, path: string): Result<T> {
    if (method !== 'GET') return this.#inner.match(method, path)
    const known = this.#known.get(path)
    if (known) return known
    const result = this.#inner.match(method, path)
    if (path.length <= LONGEST) {
      if (this.#known.size >= MOST) this.#known.clear()
      this.#known.set(path, result)
    }
    return result
  }
}
