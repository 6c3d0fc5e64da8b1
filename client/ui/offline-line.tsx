import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import type { StoreProfile } from '../../shared/store.ts'
import { isAway, isSlow, pricesReadAt } from '../platform/connection.ts'
import { useTexts } from '../platform/i18n.ts'
import { pricesText } from '../platform/moments.ts'
import { createCalm } from './calm.ts'
import { offlineIcon } from './icons-of-every-page.ts'
import { Icon } from './icon.tsx'
import './offline-line.css'

/** A quiet line at the top while there is no connection: says of when the prices are. */
export default function OfflineLine(props: { place: Pick<StoreProfile, 'timeZone' | 'locale'> }) {
  const texts = useTexts('shop')
  const [isUnplugged, setUnplugged] = createSignal(false)
  const isShown = createCalm(() => isUnplugged() || isAway())
  onMount(() => {
    const look = () => setUnplugged(!navigator.onLine)
    look()
    addEventListener('online', look)
    addEventListener('offline', look)
    onCleanup(() => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    })
  })
  const text = () => {
    const at = pricesReadAt()
    return at === null ? texts.offline : pricesText(at, new Date().toISOString(), props.place, isSlow())
  }
  return (
    <div role="status" class="offline-line">
      <Show when={isShown()}>
        <Icon path={offlineIcon} />
        <span>{text()}</span>
      </Show>
    </div>
  )
}
