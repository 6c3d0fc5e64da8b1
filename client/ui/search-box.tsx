import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { searchIcon } from './icons.ts'
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
  const [touched, setTouched] = createSignal<HTMLInputElement | null>(null)
  const fetched = () =>
    import('./suggesting-input.tsx').then(
      () => true,
      () => false, // without a connection the plain one goes on searching
    )
  const begin = async (input: HTMLInputElement) => {
    if (await fetched()) setTouched(input)
  }
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
    <div class="search-box">
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
