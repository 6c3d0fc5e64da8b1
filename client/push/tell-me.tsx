import { createSignal, lazy, onMount, Show, Suspense } from 'solid-js'
import { loadTexts } from '../platform/i18n.ts'
import { Button } from '../ui/button.tsx'
import type { Subject } from './create-wish.ts'
import './bell.css'

/** Comes once the page stands, and not at all where its code cannot be had. */
const Bell = lazy(() =>
  Promise.all([import('./bell.tsx'), loadTexts('phone')])
    .then(([bell]) => bell)
    .catch(() => ({ default: () => null })),
)

/** Offers to tell: that a hold ends in two hours, or that something can be bought again. */
export function TellMe(props: { store: string; subject: Subject; label: string }) {
  const [isHere, setHere] = createSignal(false)
  const [isPressed, setPressed] = createSignal(false)
  onMount(() => setHere(true))
  // in its place from the first paint; who is quicker than the code is heard by it
  const Waiting = () => (
    <div class="bell">
      <Button kind="quiet" onPress={() => setPressed(true)}>
        {props.label}
      </Button>
    </div>
  )
  return (
    <Show when={isHere()} fallback={<Waiting />}>
      <Suspense fallback={<Waiting />}>
        <Bell store={props.store} subject={props.subject} label={props.label} isPressed={isPressed()} />
      </Suspense>
    </Show>
  )
}
