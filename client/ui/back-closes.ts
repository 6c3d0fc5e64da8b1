import { createEffect, onCleanup } from 'solid-js'

type CloseWatching = { CloseWatcher?: new () => EventTarget & { destroy: () => void } }

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
