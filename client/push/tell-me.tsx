import { createSignal, lazy, onMount, Show, Suspense } from 'solid-js'
import { loadTexts } from '../platform/i18n.ts'
import type { Subject } from './create-wish.ts'

/** Comes once the page stands, and not at all where its code cannot be had. */
const Bell = lazy(() =>
  Promise.all([import('./bell.tsx'), loadTexts('phone')])
    .then(([bell]) => bell)
    .catch(() => ({ default: () => null })),
)

/** Offers to tell: that a hold ends in two hours, or that something can be bought again. */
export function TellMe(props: { store: string; subject: Subject }) {
  const [isHere, setHere] = createSignal(false)
  onMount(() => setHere(true))
  return (
    <Show when={isHere()}>
      <Suspense>
        <Show when={props.subject} keyed>
          {(subject) => <Bell store={props.store} subject={subject} />}
        </Show>
      </Suspense>
    </Show>
  )
}
