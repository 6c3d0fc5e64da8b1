import { onCleanup } from 'solid-js'

const FIRST_MS = 420
const SLOWEST_MS = 160
const FASTEST_MS = 45

/**
 * A button that goes on while it is held, faster and faster. Returns the handlers of the button; `step` answers false
 * when there is nothing more to do.
 */
export function createHold(step: () => boolean) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let hasRepeated = false
  const stop = () => clearTimeout(timer)
  const again = (waitMs: number) => {
    timer = setTimeout(() => {
      hasRepeated = true
      if (step()) again(Math.max(FASTEST_MS, Math.min(SLOWEST_MS, waitMs * 0.88)))
    }, waitMs)
  }
  onCleanup(stop)
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      hasRepeated = false
      again(FIRST_MS)
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    // A long press must not open the phone's menu.
    onContextMenu: (event: Event) => event.preventDefault(),
    onClick: () => {
      stop()
      if (!hasRepeated) step()
      hasRepeated = false
    },
  }
}
