import { lazy, type Component } from 'solid-js'
import { isServer } from 'solid-js/web'

const WAIT_MS = [500, 1_000, 2_000, 4_000]

/**
 * A part of a page whose code comes after the page. What the server has written of it stands meanwhile; where its code
 * cannot be had it is asked for again, and at last the page stands without it.
 */
export const latePart = <P extends object>(load: () => Promise<{ default: Component<P> }>) =>
  lazy(() => (isServer ? load() : again(load, 0)))

const again = <P extends object>(
  load: () => Promise<{ default: Component<P> }>,
  tries: number,
): Promise<{ default: Component<P> }> =>
  load().catch(async () => {
    const wait = WAIT_MS[tries]
    if (wait === undefined) return { default: () => null }
    await new Promise((resolve) => setTimeout(resolve, wait))
    return again(load, tries + 1)
  })
