import { createSignal, Show } from 'solid-js'
import { may, useAdmin } from './admin-context.ts'
import type { Problem } from './merchant-api.ts'
import { StockRefusal } from './stock-refusal.tsx'
import type { StockLevel, StockSettings } from './stock-types.ts'
import { words } from './words.ts'

const text = words.stock

/** Whether it is counted, may be sold on order, and when it is low. */
export function StockRules(props: { level: StockLevel; onChanged: () => Promise<void> }) {
  const admin = useAdmin()
  const [said, setSaid] = createSignal('')
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const mayChange = () => may(admin, 'admin')
  let thresholdField!: HTMLInputElement

  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    setSaid('')
    setProblem(null)
    const fields = new FormData(event.currentTarget)
    const threshold = thresholdField.value.trim()
    if (!/^\d{0,6}$/.test(threshold)) return setSaid(text.invalidAmount)
    const change: StockSettings = {
      tracked: fields.has('tracked'),
      backorder: fields.has('backorder'),
      lowStockThreshold: threshold === '' ? null : Number(threshold),
    }
    const answer = await admin.api.changeStockSettings(props.level.variantId, change)
    if (answer.ok) {
      setSaid(text.rulesSaved)
      return props.onChanged()
    }
    setProblem(answer.problem)
    admin.hear(answer.problem)
  }
  return (
    <form class="rules" onSubmit={(event) => void submit(event)}>
      <h3>{text.rules}</h3>
      <fieldset disabled={!mayChange()}>
        <legend class="visually-hidden">{text.rules}</legend>
        <label class="check">
          <input type="checkbox" name="tracked" checked={props.level.tracked} />
          <span>{text.tracked}</span>
        </label>
        <label class="check">
          <input type="checkbox" name="backorder" checked={props.level.backorder} />
          <span>{text.allowBackorder}</span>
        </label>
        <label class="rules-threshold">
          <span>{text.threshold}</span>
          <input
            ref={thresholdField}
            inputmode="numeric"
            maxlength="6"
            autocomplete="off"
            placeholder="–"
            aria-describedby="threshold-hint"
            value={props.level.lowStockThreshold ?? ''}
          />
          <small id="threshold-hint">{text.thresholdHint}</small>
        </label>
        <button type="submit" class="button">
          {text.saveRules}
        </button>
      </fieldset>
      <Show when={!mayChange()}>
        <p class="saved">{words.needsAdmin}</p>
      </Show>
      <p class="saved" role="status">
        {said()}
      </p>
      <div role="alert">
        <Show when={problem()}>
          {(refused) => <StockRefusal problem={refused()} belowReserved={text.belowReservedNow} />}
        </Show>
      </div>
    </form>
  )
}
