import { createEffect, createSignal, lazy, onMount, Show, Suspense, type JSX } from 'solid-js'

export type SheetProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  closeLabel: string
  /** On a desk: at the right edge, or in the middle for a question. On a phone always from below. */
  place?: 'side' | 'middle'
  children: JSX.Element
}

const load = () => import('./sheet-body.tsx')
const SheetBody = lazy(load)

/** Lies over the page: follows the thumb on a phone and can be thrown away. Holds the focus, and gives it back. */
export function Sheet(props: SheetProps) {
  const [wasOpened, setOpened] = createSignal(false)
  createEffect(() => props.isOpen && setOpened(true))
  // On its way before it is asked for, so that it opens under the finger, and without a connection too.
  onMount(() => {
    const fetchAhead = () => void load().catch(() => undefined)
    if ('requestIdleCallback' in window) requestIdleCallback(fetchAhead)
    else setTimeout(fetchAhead, 1500)
  })
  return (
    <Show when={wasOpened()}>
      <Suspense>
        <SheetBody {...props} />
      </Suspense>
    </Show>
  )
}
