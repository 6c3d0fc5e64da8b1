import { lazy, sharedConfig, type Component } from 'solid-js'
import { isServer } from 'solid-js/web'

const WAIT_MS = [500, 1_000, 2_000, 4_000]

type Loaded<P extends object> = { default: Component<P> }

/**
 * A part of a page whose code comes after the page. What the server has written of it stands meanwhile; where its code
 * cannot be had it is asked for again, and at last the page stands without it.
 */
export const latePart = <P extends object>(load: () => Promise<Loaded<P>>) =>
  lazy(() => (isServer ? load() : again(load, 0).then(inTurn)))

const again = <P extends object>(load: () => Promise<Loaded<P>>, tries: number): Promise<Loaded<P>> =>
  load().catch(async () => {
    const wait = WAIT_MS[tries]
    if (wait === undefined) return { default: () => null }
    await new Promise((resolve) => setTimeout(resolve, wait))
    return again(load, tries + 1)
  })

/** A part that comes to life by itself, so that a slow phone can answer a finger before the next one does. */
export const ownPart = <P extends object>(Part: Component<P>): Component<P> =>
  isServer
    ? Part
    : (props) =>
        // called, not written as an element: the server has counted one component here
        sharedConfig.context ? lazy<Component<P>>(() => inTurn({ default: Part }))(props) : Part(props)

let last: Promise<unknown> = Promise.resolve()

/** Resolves in a task of its own, behind those that have asked before; at once where nobody looks, as timers sleep there. */
export function inTurn<T>(value: T): Promise<T> {
  const turn = last.then(
    () => new Promise<void>((resolve) => (document.hidden ? resolve() : void setTimeout(resolve))),
  )
  last = turn
  return turn.then(() => value)
}
