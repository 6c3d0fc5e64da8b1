import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { offlineIcon } from './icons.ts'
import { Icon } from './icon.tsx'
import './offline-line.css'

/** A quiet line at the top while there is no connection; `text` says of when what is shown is. */
export function OfflineLine(props: { text: string }) {
  const [isOffline, setOffline] = createSignal(false)
  onMount(() => {
    const look = () => setOffline(!navigator.onLine)
    look()
    addEventListener('online', look)
    addEventListener('offline', look)
    onCleanup(() => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    })
  })
  return (
    <div role="status" class="offline-line">
      <Show when={isOffline()}>
        <Icon path={offlineIcon} />
        <span>{props.text}</span>
      </Show>
    </div>
  )
}
