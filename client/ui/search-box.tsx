import { createEffect, createSignal, lazy, on, onMount, Show, Suspense, untrack } from 'solid-js'
import { earlyValue } from '../platform/early-value.ts'
import { searchIcon } from './icons-of-every-page.ts'
import { Icon } from './icon.tsx'
import './search-box.css'

export type Suggestion = {
  key: string
  text: string
  note?: string | undefined
  pictureUrl?: string | undefined
}
export type SearchBoxProps = {
  name: string
  label: string
  placeholder: string
  value: string
  suggest: (text: string) => Promise<Suggestion[]>
  onChoose: (suggestion: Suggestion) => void
}

const SuggestingInput = lazy(() => import('./suggesting-input.tsx'))

/**
 * A line to search on, inside a form of the page's own. Without a script, and until it is first touched, a plain
 * input; from then on it suggests. Enter always sends the form.
 */
export function SearchBox(props: SearchBoxProps) {
  let box: HTMLDivElement | undefined
  const [touched, setTouched] = createSignal<HTMLInputElement | null>(null)
  // Fetched first, so that it takes the place at once: between two inputs there is nothing to write on.
  const begin = (input: HTMLInputElement) =>
    SuggestingInput.preload().then(
      () => void setTouched(input),
      () => undefined, // without a connection the plain one goes on searching
    )
  /** Something is written that was not sent yet. */
  let isWriting = false
  // asked once, before the control comes to life
  const early = untrack(() => earlyValue(`.search-box input[name="${props.name}"]`))
  onMount(() => {
    box?.closest('form')?.addEventListener('submit', () => (isWriting = false))
    const input = box?.querySelector('input')
    if (!input || early === undefined) return
    if (early !== props.value) {
      input.value = early
      isWriting = true
    }
    if (input === document.activeElement) void begin(input)
  })
  // Another search was made, here or by going back: what is written on the line is that one, but for whoever has gone
  // on writing while it was on its way.
  createEffect(
    on(
      () => props.value,
      () => {
        const hadFocus = box?.contains(document.activeElement)
        if (hadFocus && isWriting) return
        setTouched(null)
        if (hadFocus) box?.querySelector('input')?.focus()
      },
      { defer: true },
    ),
  )
  const plain = () => (
    <input
      type="search"
      name={props.name}
      aria-label={props.label}
      placeholder={props.placeholder}
      value={props.value}
      maxlength="200"
      enterkeyhint="search"
      autocomplete="off"
      onFocus={(event) => void begin(event.currentTarget)}
    />
  )
  return (
    <div class="search-box" ref={box} onInput={() => (isWriting = true)}>
      <Icon path={searchIcon} />
      <Show when={touched()} fallback={<div class="search-control">{plain()}</div>}>
        {(before) => (
          <Suspense>
            <SuggestingInput {...props} before={before()} />
          </Suspense>
        )}
      </Show>
    </div>
  )
}
