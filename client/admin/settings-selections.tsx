import { createSignal, For, onCleanup, Show } from 'solid-js'
import { removalReasons } from '../../shared/selection.ts'
import type { SelectionCleaning } from '../../shared/selection-cleaning.ts'
import { may, useAdmin } from './admin-context.ts'
import { createSaving } from './create-saving.ts'
import { SavingLines } from './saving-lines.tsx'
import { words } from './words.ts'

const text = words.selections
const LOOK_AGAIN_MS = 1_000

/** Has what is no longer sold taken out of all selections of the store; says how far that is, and what came of it. */
export function SelectionsSection() {
  const admin = useAdmin()
  const saving = createSaving()
  const [cleaning, setCleaning] = createSignal<SelectionCleaning | null>(null)
  const isRunning = () => cleaning()?.finishedAt === null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isGone = false
  onCleanup(() => {
    isGone = true
    clearTimeout(timer)
  })
  const hear = admin.hear
  /** An answer that does not come is asked for again: the work goes on without anybody looking. */
  const follow = async (id: string) => {
    const answer = await admin.api.cleaning(id)
    if (isGone) return
    if (answer.ok) setCleaning(answer.value)
    else hear(answer.problem)
    if (isRunning()) timer = setTimeout(() => void follow(id), LOOK_AGAIN_MS)
  }
  const clean = async () => {
    if (isRunning()) return
    const begun = await saving.send(() => admin.api.cleanSelections(), { said: '', hear })
    if (!begun || isGone) return
    setCleaning(begun)
    await follow(begun.id)
  }
  return (
    <div class="stack">
      <p>{text.text}</p>
      <button
        type="button"
        class="button"
        aria-disabled={!may(admin, 'agent') || isRunning() || saving.isSending()}
        onClick={() => may(admin, 'agent') && void clean()}
      >
        {isRunning() ? text.cleaning : text.clean}
      </button>
      <div role="status">
        <Show when={cleaning()}>
          {(how) => (
            <Show when={how().finishedAt !== null} fallback={<Progress cleaning={how()} />}>
              <Report cleaning={how()} />
            </Show>
          )}
        </Show>
      </div>
      <SavingLines saving={saving} />
    </div>
  )
}

function Progress(props: { cleaning: SelectionCleaning }) {
  return (
    <p>
      <progress
        aria-label={text.progress}
        value={props.cleaning.seen}
        max={Math.max(props.cleaning.selections, props.cleaning.seen, 1)}
      />{' '}
      {text.seen(props.cleaning)}
    </p>
  )
}

function Report(props: { cleaning: SelectionCleaning }) {
  const reasons = () =>
    removalReasons.flatMap((reason) => {
      const lines = props.cleaning.reasons[reason] ?? 0
      return lines > 0 ? [text.reason(reason, lines)] : []
    })
  return (
    <>
      <p>{text.done(props.cleaning)}</p>
      <Show when={reasons().length > 0}>
        <ul>
          <For each={reasons()}>{(line) => <li>{line}</li>}</For>
        </ul>
      </Show>
      <Show when={props.cleaning.busy > 0}>
        <p>{text.busy(props.cleaning.busy)}</p>
      </Show>
    </>
  )
}
