import { createSignal, onCleanup, onMount } from 'solid-js'

/** The server's time, ticking: starts at what the server said, so that the device's own clock does not matter. */
export function createClock(serverTime: () => string, isRunning: () => boolean): () => number {
  const said = () => Date.parse(serverTime())
  const [elapsed, setElapsed] = createSignal({ of: '', ms: 0 })
  onMount(() => {
    let heard = { of: serverTime(), at: performance.now() }
    const tick = () => {
      if (heard.of !== serverTime()) heard = { of: serverTime(), at: performance.now() }
      if (isRunning()) setElapsed({ of: heard.of, ms: performance.now() - heard.at })
    }
    const timer = setInterval(tick, 1000)
    onCleanup(() => clearInterval(timer))
  })
  return () => said() + (elapsed().of === serverTime() ? elapsed().ms : 0)
}
