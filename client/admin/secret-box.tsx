import { createSignal, onMount } from 'solid-js'
import { words } from './words.ts'

const text = words.secret

/** Something that is shown this once, ready to be taken along. */
export function SecretBox(props: { label: string; secret: string; hint: string; onDone: () => void }) {
  const [said, setSaid] = createSignal('')
  let field!: HTMLInputElement
  onMount(() => field.focus())
  const copy = async () => {
    field.select()
    try {
      await navigator.clipboard.writeText(props.secret)
      setSaid(text.copied)
    } catch {
      setSaid(text.copyFailed) // no permission, or not over TLS: it is selected
    }
  }
  return (
    <div class="secret">
      <label class="field">
        <span>{props.label}</span>
        <input
          ref={field}
          class="secret-value"
          readonly
          value={props.secret}
          onFocus={() => field.select()}
        />
      </label>
      <p>{props.hint}</p>
      <div class="choices">
        <button type="button" class="button" onClick={() => void copy()}>
          {text.copy}
        </button>
        <button type="button" class="quiet" onClick={() => props.onDone()}>
          {text.done}
        </button>
        <span class="saved" role="status">
          {said()}
        </span>
      </div>
    </div>
  )
}
