import { Show } from 'solid-js'
import { closeIcon } from './icons.ts'
import { Icon } from './icon.tsx'
import './chip.css'

type ChipProps = {
  text: string
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
