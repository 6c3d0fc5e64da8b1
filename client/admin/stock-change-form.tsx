import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { may, useAdmin } from './admin-context.ts'
import type { Problem } from './merchant-api.ts'
import { changeOf, movements, type Movement } from './stock-change.ts'
import { StockRefusal } from './stock-refusal.tsx'
import type { StockLevel } from './stock-types.ts'
import { words } from './words.ts'

const text = words.stock

/** Receives, adjusts or counts; says beforehand what it will come to, and afterwards what it came to. */
export function StockChangeForm(props: { level: StockLevel; onChanged: () => Promise<void> }) {
  const admin = useAdmin()
  const id = createUniqueId()
  const [movement, setMovement] = createSignal<Movement>('receive')
  const [amount, setAmount] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [isSending, setSending] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [said, setSaid] = createSignal('')

  const mayChange = () => may(admin, 'agent')
  const wanted = () => changeOf(movement(), amount(), reason(), props.level)
  const preview = () => {
    const { onHand } = wanted()
    if (onHand === null || amount().trim() === '' || problem()) return ''
    return onHand === props.level.onHand && movement() === 'count'
      ? text.same
      : text.becomes(onHand, onHand - props.level.reserved)
  }
  const forget = () => {
    setProblem(null)
    setSaid('')
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    forget()
    const { change, complaint } = wanted()
    if (!change) return setSaid(complaint)
    if (isSending()) return
    setSending(true)
    const answer = await admin.api.changeStock(props.level.variantId, change)
    // nothing is said before it is shown: the next count starts from what there is now
    if (answer.ok || answer.problem.status === 409) await props.onChanged()
    setSending(false)
    if (answer.ok) {
      setAmount('')
      return setSaid(text.saved(answer.value.onHand))
    }
    setProblem(answer.problem)
    admin.hear(answer.problem)
  }
  return (
    <form class="change" onSubmit={(event) => void submit(event)}>
      <fieldset class="change-kinds" disabled={!mayChange()}>
        <legend class="visually-hidden">{text.what}</legend>
        <For each={movements}>
          {(one) => (
            <label>
              <input
                type="radio"
                name={`${id}-kind`}
                value={one}
                checked={movement() === one}
                onChange={() => {
                  // The reason of what was refused is not the reason of something else.
                  if (problem()) setReason('')
                  setMovement(one)
                  forget()
                }}
              />
              <span>{text.kinds[one]}</span>
            </label>
          )}
        </For>
      </fieldset>
      <p id={`${id}-hint`} class="saved">
        {mayChange() ? text.hints[movement()] : words.needsAgent}
      </p>
      <div class="change-fields">
        <label class="field">
          <span>{text.amount}</span>
          <input
            class="change-amount"
            inputmode={movement() === 'adjust' ? 'text' : 'numeric'}
            autocomplete="off"
            maxlength="8"
            disabled={!mayChange()}
            aria-describedby={`${id}-hint`}
            value={amount()}
            onInput={(event) => {
              forget()
              setAmount(event.currentTarget.value)
            }}
          />
        </label>
        <label class="field">
          <span>{text.reason}</span>
          <input
            autocomplete="off"
            maxlength="200"
            disabled={!mayChange()}
            placeholder={text.reasonHints[movement()]}
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <button
          type="submit"
          class="button"
          data-kind="primary"
          disabled={!mayChange()}
          aria-disabled={isSending()}
        >
          {text.save[movement()]}
        </button>
      </div>
      <p class="saved" role="status">
        {said() || preview()}
      </p>
      <div role="alert">
        <Show when={problem()}>
          {(refused) => <StockRefusal problem={refused()} belowReserved={text.belowReserved} />}
        </Show>
      </div>
    </form>
  )
}
