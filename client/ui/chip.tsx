import { Show } from 'solid-js'
import { closeIcon } from './icons.ts'
import { Icon } from './icon.tsx'
import './chip.css'

type ChipProps = {
  text: string
  /** #rrggbb of what it names, shown beside it. */
  colourHex?: string | null | undefined
  /** How many things it would leave. */
  count?: number | undefined
  isOn: boolean
  /** With an address it is a link and works without a script; an active one leads to the page without it. */
  href: string
  /** Says that following it takes the choice away. */
  removeLabel?: string | undefined
}

/** A word that narrows what is shown. */
export function Chip(props: ChipProps) {
  return (
    <a class="chip" href={props.href} aria-current={props.isOn ? 'true' : undefined}>
      <Show when={props.colourHex}>
        {(hex) => (
          <svg class="chip-colour" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="7.5" fill={hex()} />
          </svg>
        )}
      </Show>
      {props.text}
      <Show when={!props.isOn && props.count !== undefined}>
        <span class="chip-count">{props.count}</span>
      </Show>
      <Show when={props.isOn && props.removeLabel}>
        {(label) => (
          <>
            <span class="visually-hidden">, {label()}</span>
            <Icon path={closeIcon} />
          </>
        )}
      </Show>
    </a>
  )
}
