/** What was pressed, chosen and unfolded before the code of its place was there: done now, in its order. */
import type { sharedConfig } from 'solid-js'

/** With what a box or a fold was set to, and what was written. */
type Touch = [element: HTMLElement, isOn?: boolean, value?: string]

type EarlyTouches = Touch[] & {
  /** The server's elements that have come to life. */
  alive: WeakSet<Element>
  come?: () => void
  /** With how many parts of the page are still to come to life; set once the page has begun to. */
  solid?: typeof sharedConfig
  /** What has not come to life by now is not waited for. */
  isOver?: boolean
}

declare global {
  interface HTMLElement {
    /** Solid's: what a click on it does, called by one listener of the document. */
    $$click?: (event: MouseEvent) => void
  }
  interface Window {
    /** Kept by the document itself (`server/pages/early-script.ts`); `come` is told of each that follows. */
    earlyTouches?: EarlyTouches
  }
  /** Solid's: what the page brought along. */
  var _$HY: { r: Record<string, unknown> } | undefined
}

const LOOK_MS = 30
/** A part whose code cannot be had now may come much later. */
const LOOK_LATER_MS = 1_000
/** What does not come by then, like a part without its code, is not waited for. */
const PATIENCE_MS = 2_000

/** Parts of a page come to life one after the other: all are waited for. */
export function followEarlyTouches(kept: EarlyTouches): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const begun = performance.now()
  const look = () => {
    timer = undefined
    const isComing = !kept.solid || kept.solid.count
    if (isComing && performance.now() - begun < PATIENCE_MS) return come()
    kept.isOver = true
    for (const touch of [...kept]) {
      const place = touch[0].closest('[data-hk]')
      if (touch[0].isConnected && place && !kept.alive.has(place)) continue
      kept.splice(kept.indexOf(touch), 1)
      follow(touch)
    }
    if (kept.length > 0) come()
  }
  const come = () => void (timer ??= setTimeout(look, kept.isOver ? LOOK_LATER_MS : LOOK_MS))
  kept.come = come
  if (kept.length > 0) come()
}

function follow([element, isOn, value]: Touch): void {
  if (element instanceof HTMLDetailsElement) element.open = isOn ?? false
  else if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
    if ('checked' in element) element.checked = isOn ?? false
    element.value = value ?? ''
    element.dispatchEvent(new Event('input', { bubbles: true }))
    element.dispatchEvent(new Event('change', { bubbles: true }))
  } else {
    element.ariaBusy = null
    if (element.isConnected) element.click()
    // replaced since it came to life: no click reaches the document from there, what it does is done all the same
    else element.$$click?.(new MouseEvent('click'))
  }
}
