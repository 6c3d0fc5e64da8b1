import { createSignal, createUniqueId, onMount, Show } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { keepEarlier } from '../sync/earlier.ts'
import { readRecoveryCode } from '../sync/recovery-code.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Brings the selection back that a code names: written down by hand, or read by a camera. */
export default function Recover(props: { code?: string; onDone: () => void }) {
  const words = useTexts('selection').recover
  const selection = useSelection()
  // a code that came by a link is there before the page is
  // eslint-disable-next-line solid/reactivity
  const [text, setText] = createSignal(props.code ?? '')
  const [takesLines, setTakesLines] = createSignal(false)
  const [failure, setFailure] = createSignal<string | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const failureId = createUniqueId()
  let field!: HTMLInputElement
  onMount(() => field.focus())
  const hasOwn = () => selection.shared() === null && selection.lines().length > 0
  const recover = async () => {
    const id = readRecoveryCode(text())
    setFailure(id === null ? words.wrong : null)
    if (id === null) return field.focus()
    setBusy(true)
    const left = selection.pending()
    const isBack = await (await selection.whenOpen()).recover(id, takesLines() && hasOwn())
    setBusy(false)
    if (!isBack) return setFailure(words.notFound)
    if (left) {
      keepEarlier(selection.store, left, Date.now())
      selection.setPending(null)
    }
    props.onDone()
  }
  return (
    <form
      class="recover"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy()) void recover()
      }}
    >
      <label class="field">
        <span>{words.code}</span>
        <input
          ref={field}
          class="figures recover-code"
          value={text()}
          maxlength="80"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-invalid={failure() !== null}
          aria-describedby={failureId}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div id={failureId}>
        <Show when={failure()}>
          <Notice tone="warning">{failure()}</Notice>
        </Show>
      </div>
      <Show when={hasOwn()}>
        <label class="recover-also">
          <input type="checkbox" onChange={(event) => setTakesLines(event.currentTarget.checked)} />
          <span>{words.takeLines}</span>
        </label>
      </Show>
      <Button type="submit" isBusy={isBusy()} onPress={() => undefined}>
        {isBusy() ? words.busy : words.press}
      </Button>
    </form>
  )
}
