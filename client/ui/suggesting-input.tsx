/** The input that suggests; in a chunk of its own, fetched when a search begins. */
import { Search, type SearchRootItemComponentProps } from '@kobalte/core/search'
import { createSignal, onMount, Show } from 'solid-js'
import type { SearchBoxProps, Suggestion } from './search-box.tsx'

const PAUSE_MS = 120

/** `before` is the plain input whose place this one takes, with what is written on it and where the caret stands. */
export default function SuggestingInput(props: SearchBoxProps & { before: HTMLInputElement }) {
  const [found, setFound] = createSignal<Suggestion[]>([])
  let input: HTMLInputElement | undefined
  let asked = ''
  const suggest = async (text: string): Promise<void> => {
    asked = text.trim()
    const answer = asked === '' ? [] : await props.suggest(asked).catch(() => [])
    // An answer that comes late answers a question nobody asks any more.
    if (text.trim() === asked) setFound(answer)
  }
  onMount(() => {
    if (!input) return
    const { value, selectionStart, selectionEnd } = props.before
    input.focus({ preventScroll: true })
    if (value === '') return
    input.value = value
    input.setSelectionRange(selectionStart, selectionEnd)
    if (value !== props.value) input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
  const send = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const isOnSuggestion = event.currentTarget.getAttribute('aria-activedescendant')
    if (event.key !== 'Enter' || event.isComposing || isOnSuggestion) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
    setFound([])
    // Where there is a keyboard on the screen, it must not hide what was found.
    if (matchMedia('(pointer: coarse)').matches) event.currentTarget.blur()
  }
  return (
    <Search<Suggestion>
      class="search-control"
      options={found()}
      optionValue="key"
      optionTextValue="text"
      optionLabel="text"
      placeholder={props.placeholder}
      debounceOptionsMillisecond={PAUSE_MS}
      triggerMode="input"
      onInputChange={(text) => void suggest(text)}
      onChange={(chosen: Suggestion | null) => chosen && props.onChoose(chosen)}
      sameWidth
      placement="bottom-start"
      gutter={1}
      itemComponent={(item: SearchRootItemComponentProps<Suggestion>) => (
        <Search.Item item={item.item} class="suggestion">
          <Show when={item.item.rawValue.pictureUrl}>
            {(url) => <img class="suggestion-picture" src={url()} alt="" width="40" height="48" />}
          </Show>
          <Search.ItemLabel class="suggestion-text">{item.item.rawValue.text}</Search.ItemLabel>
          <Show when={item.item.rawValue.note}>
            {(note) => <span class="suggestion-note">{note()}</span>}
          </Show>
        </Search.Item>
      )}
    >
      <Search.Control class="search-line">
        <Search.Input
          ref={(element: HTMLInputElement) => {
            input = element
          }}
          name={props.name}
          aria-label={props.label}
          maxlength="200"
          enterkeyhint="search"
          onKeyDown={send}
        />
      </Search.Control>
      <Search.Portal>
        <Search.Content class="suggestions">
          <Search.Listbox class="suggestion-list" aria-label={props.label} />
        </Search.Content>
      </Search.Portal>
    </Search>
  )
}
