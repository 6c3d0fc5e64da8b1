import { createSignal, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'

const Related = lazy(() => import('./related.tsx').catch(() => ({ default: Nothing })))
/** Without the row a product is whole. */
const Nothing = () => null

/** Where related products will stand: fetched, code and all, when somebody comes near. */
export function RelatedPlace(props: { slug: string }) {
  const [isNear, setNear] = createSignal(false)
  const [isEmpty, setEmpty] = createSignal(false)
  let place!: HTMLDivElement
  onMount(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        setNear(true)
        observer.disconnect()
      },
      { rootMargin: '50%' },
    )
    observer.observe(place)
    onCleanup(() => observer.disconnect())
  })
  return (
    <div class="related-place needs-script" ref={place} data-empty={isEmpty()}>
      <Show when={isNear()}>
        <Suspense>
          <Related slug={props.slug} onEmpty={() => setEmpty(true)} />
        </Suspense>
      </Show>
    </div>
  )
}
