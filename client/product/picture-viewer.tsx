/** The pictures of a product as large as the screen; in a chunk of its own, fetched when one is tapped. */
import { createSignal, For, onMount, Show } from 'solid-js'
import type { Product } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'
import { IconButton } from '../ui/button.tsx'
import { FullScreen } from '../ui/full-screen.tsx'
import { chevronLeftIcon, chevronRightIcon, closeIcon, minusIcon, plusIcon } from '../ui/icons.ts'
import { Picture } from '../ui/picture.tsx'
import { distinctPictures } from './choose-picture.ts'
import { createHands } from './create-hands.ts'
import { NEAR } from './zoom.ts'
import './picture-viewer.css'

type ViewerProps = {
  product: Product
  isOpen: boolean
  at: number
  onMove: (to: number) => void
  onClose: () => void
  returnTo: () => HTMLElement | null | undefined
}

export default function PictureViewer(props: ViewerProps) {
  return (
    <Show when={props.isOpen}>
      <Viewer {...props} />
    </Show>
  )
}

const STEP = 1.6

function Viewer(props: ViewerProps) {
  const words = useTexts('product')
  const [stage, setStage] = createSignal<HTMLElement>()
  const images = () => distinctPictures(props.product.images)
  const step = (by: 1 | -1) => {
    const to = props.at + by
    if (to < 0 || to >= images().length) return
    hands.whole()
    props.onMove(to)
  }
  const hands = createHands({
    stage: () => stage() ?? document.documentElement,
    picture: () => images()[props.at] ?? { width: 4, height: 5 },
    onStep: step,
    onThrowAway: () => props.onClose(),
  })
  const keys: Record<string, () => void> = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    '+': () => hands.zoom(hands.view().scale * STEP),
    '-': () => hands.zoom(hands.view().scale / STEP),
    '0': hands.whole,
  }
  return (
    <FullScreen
      isOpen={props.isOpen}
      onClose={() => props.onClose()}
      label={`${words.pictures}: ${props.product.name}`}
      returnTo={props.returnTo}
      onKeyDown={(event) => keys[event.key]?.()}
    >
      <div
        class="viewer-stage"
        data-near={hands.isNear()}
        data-held={hands.isHeld()}
        ref={(element) => {
          setStage(element)
          onMount(() => element.addEventListener('wheel', hands.onWheel, { passive: false }))
        }}
        {...hands.handlers}
      >
        <ul
          class="viewer-strip"
          style={{
            transform: `translate(calc(${-100 * props.at}% + ${hands.push().x}px), ${hands.push().y}px)`,
          }}
        >
          <For each={images()}>
            {(image, index) => {
              const isShown = () => index() === props.at
              const view = () => (isShown() ? hands.view() : { scale: 1, x: 0, y: 0 })
              return (
                <li aria-hidden={!isShown()}>
                  <div
                    class="viewer-picture"
                    style={{
                      transform: `translate(${view().x}px, ${view().y}px) scale(${view().scale})`,
                    }}
                  >
                    <Picture
                      picture={image}
                      alt={image.alt || words.picture(index() + 1, images().length)}
                      name={props.product.name}
                      sizes={view().scale > 1 ? '250vw' : 'min(100vw, 80vh)'}
                      isEager={isShown()}
                    />
                  </div>
                </li>
              )
            }}
          </For>
        </ul>
      </div>
      <div class="viewer-hands">
        <IconButton
          icon={hands.isNear() ? minusIcon : plusIcon}
          label={hands.isNear() ? words.further : words.nearer}
          onClick={() => hands.zoom(hands.isNear() ? 1 : NEAR)}
        />
        <IconButton icon={closeIcon} label={words.closePicture} onClick={() => props.onClose()} />
      </div>
      <Show when={images().length > 1}>
        <div class="viewer-steps">
          <IconButton
            icon={chevronLeftIcon}
            label={words.previousPicture}
            aria-disabled={props.at === 0}
            onClick={() => step(-1)}
          />
          <p class="figures" aria-live="polite">
            {words.place(props.at + 1, images().length)}
          </p>
          <IconButton
            icon={chevronRightIcon}
            label={words.nextPicture}
            aria-disabled={props.at === images().length - 1}
            onClick={() => step(1)}
          />
        </div>
      </Show>
    </FullScreen>
  )
}
