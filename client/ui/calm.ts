import { createMemo, createSignal, onCleanup, onMount, type Accessor } from 'solid-js'

/** A click comes after the finger has gone up. */
const CLICK_MS = 100

/**
 * The value, which stays what it was while something is pressed: what comes or goes then would move what is below it away
 * from under the finger, and the press be lost.
 */
export function createCalm<T>(value: Accessor<T>): Accessor<T> {
  const [isPressed, setPressed] = createSignal(false)
  onMount(() => {
    const whilePressed = new AbortController()
    const { signal } = whilePressed
    const release = () => void setTimeout(setPressed, CLICK_MS, false)
    addEventListener('pointerdown', () => setPressed(true), { signal, capture: true })
    for (const end of ['pointerup', 'pointercancel'])
      addEventListener(end, release, { signal, capture: true })
    onCleanup(() => whilePressed.abort())
  })
  return createMemo<T | undefined>((was) => (isPressed() ? was : value())) as Accessor<T>
}
