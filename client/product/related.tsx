import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js'
import type { CardItem } from '../../shared/catalogue.ts'
import { shopApi } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { ProductCard } from '../ui/product-card.tsx'
import './related.css'

const SIZES = '(min-width: 48rem) 30vw, 62vw'

/** What else may be meant: the cards of the window in one row, pushed with the thumb. */
export default function Related(props: { slug: string; onEmpty: () => void }) {
  const store = useStore()
  const words = useTexts('product')
  const titleId = createUniqueId()
  const [items, setItems] = createSignal<CardItem[]>([])
  const read = async () => {
    const answer = await shopApi(store().slug).related(props.slug)
    // Nothing is missing where it cannot be had: the product is whole without.
    if (answer.ok && answer.value.items.length > 0) setItems(answer.value.items)
    else props.onEmpty()
  }
  onMount(() => void read())
  return (
    <Show when={items().length > 0}>
      <section class="related" aria-labelledby={titleId}>
        <h2 id={titleId}>{words.related}</h2>
        <ul>
          <For each={items()}>
            {(item) => (
              <li>
                <ProductCard item={item} sizes={SIZES} isEager={false} />
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
