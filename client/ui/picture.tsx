import { Show } from 'solid-js'
import './picture.css'

/** One of six grounds, always the same for the same thing. */
export function tintOf(seed: string): number {
  let sum = 0
  for (let i = 0; i < seed.length; i++) sum = (sum * 31 + seed.charCodeAt(i)) % 9973
  return sum % 6
}

/** A product's picture at 4:5, or a lit niche with its initial where there is none yet. */
export function Picture(props: { url: string | null; alt: string; name: string; isEager?: boolean }) {
  return (
    <span class="picture" data-tint={tintOf(props.name)}>
      <Show when={props.url} fallback={<Niche name={props.name} />}>
        {(url) => (
          <img
            src={url()}
            alt={props.alt}
            width="800"
            height="1000"
            loading={props.isEager ? 'eager' : 'lazy'}
            fetchpriority={props.isEager ? 'high' : 'auto'}
            decoding="async"
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
