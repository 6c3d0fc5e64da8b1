import { createMemo, createSignal, onMount, sharedConfig, Show, untrack } from 'solid-js'
import { sourcesOf, type Picture as Sized } from '../../shared/media.ts'
import { blurOf } from '../../shared/thumbhash.ts'
import { createPicturePreload } from '../platform/page.ts'
import './picture.css'

/** One of six grounds, always the same for the same thing. */
function tintOf(seed: string): number {
  let sum = 0
  for (let i = 0; i < seed.length; i++) sum = (sum * 31 + seed.charCodeAt(i)) % 9973
  return sum % 6
}

type PictureProps = {
  /** As the catalogue answers it; where only an address is known there is nothing to choose from. */
  picture: Sized | { url: string } | null | undefined
  alt: string
  /** What it shows: the niche has its initial. */
  name: string
  /** How wide it stands in the layout, as in the attribute of that name. */
  sizes: string
  /** Seen without scrolling: the first of them on a page is announced in its head, and the others make way for it. */
  isEager?: boolean
}

/** A product's picture at 4:5, or a lit niche with its initial where there is none, or none that loads. */
export function Picture(props: PictureProps) {
  const [broken, setBroken] = createSignal<string | null>(null)
  const shown = () => (props.picture && props.picture.url !== broken() ? props.picture : null)
  return (
    <span class="picture" data-tint={tintOf(props.name)}>
      <Show when={shown()} fallback={<Niche name={props.name} />}>
        {(picture) => <Image {...props} picture={picture()} onBroken={setBroken} />}
      </Show>
    </span>
  )
}

const [decoded, setDecoded] = createSignal<typeof blurOf | null>(import.meta.env.SSR ? blurOf : null)
let isAsked = import.meta.env.SSR

/** Comes when the browser first writes a picture by itself; without a connection they stand on their ground alone. */
function decoder(): typeof blurOf | null {
  if (!isAsked) {
    isAsked = true
    import('../../shared/thumbhash.ts').then(
      (module) => setDecoded(() => module.blurOf),
      () => (isAsked = false),
    )
  }
  return decoded()
}

type ImageProps = Omit<PictureProps, 'picture'> & {
  picture: Sized | { url: string }
  onBroken: (url: string) => void
}

function Image(props: ImageProps) {
  const sized = () => ('width' in props.picture ? props.picture : undefined)
  const sources = (type: 'avif' | 'webp') => {
    const picture = sized()
    return picture && sourcesOf(picture, type)
  }
  // the blur of this one came with the page
  const written = sharedConfig.context && !import.meta.env.SSR ? untrack(() => props.picture) : null
  const blur = createMemo(() => {
    const picture = sized()
    return picture?.thumbhash && picture !== written ? decoder()?.(picture.thumbhash, picture) : undefined
  })
  const avif = createMemo(() => sources('avif'))
  createPicturePreload(() => {
    const srcset = avif()
    return props.isEager && srcset ? { srcset, sizes: props.sizes } : null
  })
  return (
    <>
      {/* a few pixels, drawn out to the whole: what is not there yet has its colours */}
      <Show when={sized()?.thumbhash}>
        <img src={blur()} alt="" aria-hidden="true" />
      </Show>
      <picture>
        <Show when={avif()}>
          <source type="image/avif" sizes={props.sizes} srcset={avif()} />
        </Show>
        <img
          ref={(image) =>
            onMount(() => image.complete && image.naturalWidth === 0 && props.onBroken(props.picture.url))
          }
          loading={props.isEager ? 'eager' : 'lazy'}
          fetchpriority={props.isEager ? 'high' : 'low'}
          decoding="async"
          width={sized()?.width ?? 320}
          height={sized()?.height ?? 400}
          sizes={sized() && props.sizes}
          srcset={sources('webp')}
          src={props.picture.url}
          alt={props.alt}
          onError={() => props.onBroken(props.picture.url)}
        />
      </picture>
    </>
  )
}

function Niche(props: { name: string }) {
  return (
    <svg class="niche" viewBox="0 0 80 100" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path class="niche-light" d="M18 82V42a22 22 0 0 1 44 0v40z" />
      <ellipse class="niche-shadow" cx="41" cy="83" rx="25" ry="2.4" />
      <text class="niche-initial" x="40" y="66" text-anchor="middle" font-size="30">
        {(props.name.trim()[0] ?? '·').toUpperCase()}
      </text>
    </svg>
  )
}
