import { isServer } from 'solid-js/web'

let underway: Promise<unknown> = Promise.resolve()

/** What a route fetches ahead tells it here, so that whoever wants to move to it knows when it can stand. */
export function preparing(...parts: Promise<unknown>[]): void {
  if (!isServer) underway = Promise.allSettled([underway, ...parts])
}

/** Resolves when all that `fetch` begins to fetch ahead is at hand, or failed. */
export function prepared(fetch: () => void): Promise<unknown> {
  underway = Promise.resolve()
  fetch()
  return underway
}
