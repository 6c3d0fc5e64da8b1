import { createSignal, onCleanup } from 'solid-js'

/** The server's time, ticking every second: the device's own clock may be wrong. `hear` sets it right. */
export function createClock() {
  let ahead = 0
  const [now, setNow] = createSignal(Date.now())
  const tick = () => setNow(Date.now() + ahead)
  const timer = setInterval(tick, 1000)
  onCleanup(() => clearInterval(timer))
  return {
    now,
    hear: (serverTime: string) => {
      ahead = Date.parse(serverTime) - Date.now()
      tick()
    },
  }
}
