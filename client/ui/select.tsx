import { For } from 'solid-js'
import { chevronDownIcon } from './icons.ts'
import { Icon } from './icon.tsx'
import './select.css'

type SelectProps<T extends string> = {
  label: string
  name: string
  value: T
  options: readonly { value: T; text: string }[]
  onChoose?: (value: T, form: HTMLFormElement | null) => void
}

/** One of a few words. The phone's own list, because nothing we could draw is better under a thumb. */
export function Select<T extends string>(props: SelectProps<T>) {
  return (
    <label class="select">
      <span class="visually-hidden">{props.label}</span>
      <select
        name={props.name}
        onChange={(event) => {
          const chosen = props.options[event.currentTarget.selectedIndex]
          if (chosen) props.onChoose?.(chosen.value, event.currentTarget.form)
        }}
      >
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.text}
            </option>
          )}
        </For>
      </select>
      <Icon path={chevronDownIcon} />
    </label>
  )
}
