import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js'
import type { StoreProfile } from '../../shared/store.ts'
import { isAway, isSlow, pricesReadAt } from '../platform/connection.ts'
import { useTexts } from '../platform/i18n.ts'
import { pricesText } from '../platform/moments.ts'
import { offlineIcon } from './icons-of-every-page.ts'
import { Icon } from './icon.tsx'
import './offline-line.css'

/** A click comes after the finger has gone up. */
const CLICK_MS = 100

/**
 * A quiet line at the top while there is no connection: says of when the prices are. It neither comes nor goes while
 * something is pressed: what is below it would move away from under the finger, and the press be lost.
 */
export default function OfflineLine(props: { place: Pick<StoreProfile, 'timeZone' | 'locale'> }) {
  const texts = useTexts('shop')
  const [isUnplugged, setUnplugged] = createSignal(false)
  const [isPressed, setPressed] = createSignal(false)
  const isShown = createMemo<boolean>((was) => (isPressed() ? was : isUnplugged() || isAway()), false)
  onMount(() => {
    const whilePressed = new AbortController()
    const { signal } = whilePressed
    const release = () => void setTimeout(setPressed, CLICK_MS, false)
    addEventListener('pointerdown', () => setPressed(true), { signal, capture: true })
    for (const end of ['pointerup', 'pointercancel'])
      addEventListener(end, release, { signal, capture: true })
    onCleanup(() => whilePressed.abort())
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
