import { createEffect, For, on, Show } from 'solid-js'
import type { Product } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'
import { Picture } from '../ui/picture.tsx'

/** How wide a picture stands, as the style sheet places it. */
function sizesAt(index: number, count: number): string {
  const isWide = index % 3 === 0 || (index % 3 === 1 && index === count - 1)
  return `(min-width: 60rem) ${isWide ? 'min(55vw, 80vh)' : 'min(28vw, 40vh)'}, ${count > 1 ? '92vw' : '100vw'}`
}

/** The pictures side by side, to be pushed with the thumb; the chosen variant's comes forward. */
export function Gallery(props: { product: Product; variantId: string | undefined }) {
  const words = useTexts('product')
  let track: HTMLUListElement | undefined
  const images = () => props.product.images
  createEffect(
    on(
      () => images().findIndex((image) => image.variantId !== null && image.variantId === props.variantId),
      (index) => {
        const slide = track?.children[index]
        if (track && slide instanceof HTMLElement)
          track.scrollTo({ left: slide.offsetLeft, behavior: 'smooth' })
      },
      { defer: true },
    ),
  )
  return (
    <div class="gallery">
      <Show
        when={images().length > 0}
        fallback={<Picture picture={null} alt={props.product.name} name={props.product.name} sizes="" />}
      >
        <ul
          class="gallery-track"
          ref={(element) => (track = element)}
          aria-label={words.pictures}
          tabindex={images().length > 1 ? 0 : undefined}
        >
          <For each={images()}>
            {(image, index) => (
              <li>
                <Picture
                  picture={image}
                  alt={image.alt || words.picture(index() + 1, images().length)}
                  name={props.product.name}
                  sizes={sizesAt(index(), images().length)}
                  isEager={index() === 0}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}
