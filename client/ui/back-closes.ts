import { createEffect, onCleanup } from 'solid-js'

type CloseWatching = { CloseWatcher?: new () => EventTarget & { destroy: () => void } }

/** Where the browser tells, Escape is told as going back is: to the one on top alone. */
export const hearsEscape = () => 'CloseWatcher' in window

/** On phones that tell of it, going back closes what lies over the page and leaves the page where it is. */
export function createBackCloses(isOpen: () => boolean, close: () => void): void {
  const { CloseWatcher } = window as CloseWatching
  if (!CloseWatcher) return
  createEffect(() => {
    if (!isOpen()) return
    const watcher = new CloseWatcher()
    watcher.addEventListener('close', close)
    onCleanup(() => watcher.destroy())
  })
}
