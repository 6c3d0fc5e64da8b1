import { For, onMount, untrack } from 'solid-js'
import { earlyValue } from '../platform/early-value.ts'
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
  let list: HTMLSelectElement | undefined
  const choose = () => {
    const chosen = props.options[list?.selectedIndex ?? -1]
    if (chosen) props.onChoose?.(chosen.value, list?.form ?? null)
  }
  // What was chosen before the script came is heard now; what the browser remembers of another visit is not.
  // asked once, before the control comes to life
  const early = untrack(() => earlyValue(`.select select[name="${props.name}"]`))
  onMount(() => {
    if (!list || early === undefined || early === props.value) return
    list.value = early
    choose()
  })
  return (
    <label class="select">
      <span class="visually-hidden">{props.label}</span>
      <select ref={list} name={props.name} autocomplete="off" onChange={choose}>
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
