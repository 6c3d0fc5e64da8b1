import { createSignal, onMount, Show } from 'solid-js'
import './picture.css'

/** One of six grounds, always the same for the same thing. */
function tintOf(seed: string): number {
  let sum = 0
  for (let i = 0; i < seed.length; i++) sum = (sum * 31 + seed.charCodeAt(i)) % 9973
  return sum % 6
}

type PictureProps = { url: string | null; alt: string; name: string; isEager?: boolean }

/** A product's picture at 4:5, or a lit niche with its initial where there is none, or none that loads. */
export function Picture(props: PictureProps) {
  const [broken, setBroken] = createSignal<string | null>(null)
  const url = () => (props.url === broken() ? null : props.url)
  return (
    <span class="picture" data-tint={tintOf(props.name)}>
      <Show when={url()} fallback={<Niche name={props.name} />}>
        {(source) => (
          <img
            ref={(image) => onMount(() => image.complete && image.naturalWidth === 0 && setBroken(props.url))}
            src={source()}
            alt={props.alt}
            width="800"
            height="1000"
            loading={props.isEager ? 'eager' : 'lazy'}
            fetchpriority={props.isEager ? 'high' : 'auto'}
            decoding="async"
            onError={() => setBroken(props.url)}
          />
        )}
      </Show>
    </span>
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
