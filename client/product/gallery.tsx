import { createEffect, createMemo, createSignal, For, lazy, on, onMount, Show, Suspense } from 'solid-js'
import type { Product } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'
import { latePart } from '../platform/late-part.ts'
import { IconButton } from '../ui/button.tsx'
import { chevronLeftIcon, chevronRightIcon } from '../ui/icons.ts'
import { Picture } from '../ui/picture.tsx'
import { distinctPictures, pictureOf } from './choose-picture.ts'

const SIZES = '(min-width: 60rem) min(58vw, 80vh), 100vw'

const loadViewer = () => import('./picture-viewer.tsx')
const PictureViewer = lazy(loadViewer)
const Share = latePart(() => import('./share.tsx'))

/** The pictures side by side, to be pushed with the thumb; that of what is chosen comes forward, a tapped one fills the screen. */
export function Gallery(props: { product: Product; chosen: readonly string[] }) {
  const words = useTexts('product')
  const images = createMemo(() => distinctPictures(props.product.images))
  const chosen = createMemo(() => pictureOf(props.product.images, props.chosen))
  const [at, setAt] = createSignal(0)
  const [viewer, setViewer] = createSignal<'never' | 'open' | 'closed'>('never')
  const [canShare, setCanShare] = createSignal(false)
  onMount(() => setCanShare(typeof navigator.share === 'function'))
  let track: HTMLUListElement | undefined
  const slide = (index: number) => track?.children[index]
  const go = (index: number, behavior: ScrollBehavior = 'smooth') => {
    const wanted = slide((index + images().length) % images().length)
    if (track && wanted instanceof HTMLElement) track.scrollTo({ left: wanted.offsetLeft, behavior })
  }
  createEffect(on(chosen, (index) => index >= 0 && go(index), { defer: true }))
  const open = (event: MouseEvent & { currentTarget: HTMLAnchorElement }, index: number) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    const { href } = event.currentTarget
    go(index, 'instant')
    // Where it cannot be fetched the picture itself is opened, as without a script.
    loadViewer().then(
      () => setViewer('open'),
      () => location.assign(href),
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    go(at() + by)
  }
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
          onKeyDown={onKeyDown}
          onScroll={({ currentTarget: { scrollLeft, clientWidth } }) =>
            setAt(Math.min(images().length - 1, Math.round(scrollLeft / Math.max(1, clientWidth))))
          }
        >
          <For each={images()}>
            {(image, index) => (
              <li>
                <a
                  class="gallery-picture"
                  data-here={index() === at()}
                  href={image.url}
                  rel="external"
                  aria-haspopup="dialog"
                  onPointerEnter={() => void loadViewer().catch(() => undefined)}
                  onClick={(event) => open(event, index())}
                >
                  <Picture
                    picture={image}
                    alt={image.alt || words.picture(index() + 1, images().length)}
                    name={props.product.name}
                    sizes={SIZES}
                    isEager={index() === 0}
                  />
                  <span class="visually-hidden">{words.enlarge}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
        <Show when={images().length > 1}>
          <div class="gallery-steps needs-script">
            <IconButton icon={chevronLeftIcon} label={words.previousPicture} onClick={() => go(at() - 1)} />
            <p class="gallery-place figures" aria-live="polite">
              <span class="gallery-dots" aria-hidden="true">
                <For each={images()}>{(_, index) => <span data-here={index() === at()} />}</For>
              </span>
              {words.place(at() + 1, images().length)}
            </p>
            <IconButton icon={chevronRightIcon} label={words.nextPicture} onClick={() => go(at() + 1)} />
          </div>
        </Show>
        <Show when={viewer() !== 'never'}>
          <Suspense>
            <PictureViewer
              product={props.product}
              isOpen={viewer() === 'open'}
              at={at()}
              onMove={(index) => {
                setAt(index)
                go(index, 'instant')
              }}
              onClose={() => setViewer('closed')}
              returnTo={() => slide(at())?.querySelector('a')}
            />
          </Suspense>
        </Show>
      </Show>
      <Show when={canShare()}>
        <Suspense>
          <Share product={props.product} />
        </Suspense>
      </Show>
    </div>
  )
}
