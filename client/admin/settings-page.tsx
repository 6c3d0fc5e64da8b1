import { createResource, createSignal, For, Show } from 'solid-js'
import type { StoreSettings } from '../../shared/store.ts'
import { may, useAdmin } from './admin-context.ts'
import { problemText } from './problem-text.ts'
import { StaleLine } from './panes.tsx'
import { readFields, shownFields, type FieldName } from './settings-fields.ts'
import { words } from './words.ts'
import './settings.css'

const text = words.settings

/** What a merchant may tune. */
export function SettingsPage() {
  const admin = useAdmin()
  const [settings, { refetch }] = createResource(async () => {
    const answer = await admin.api.settings()
    if (!answer.ok) admin.hear(answer.problem)
    return answer
  })
  const found = () => {
    const answer = settings()
    return answer?.ok ? answer.value : undefined
  }
  const problem = () => {
    const answer = settings()
    return answer?.ok === false ? answer.problem : null
  }
  return (
    <div class="settings">
      <h2>{text.title}</h2>
      <StaleLine problem={problem()} readAt={0} onRetry={() => void refetch()} />
      <Show when={found()} keyed>
        {(value) => <SettingsForm settings={value} />}
      </Show>
    </div>
  )
}

function SettingsForm(props: { settings: StoreSettings }) {
  const admin = useAdmin()
  // eslint-disable-next-line solid/reactivity -- the form is made from what was read, then it is the merchant's
  const [fields, setFields] = createSignal(shownFields(props.settings))
  const [said, setSaid] = createSignal('')
  const [refusal, setRefusal] = createSignal('')
  const mayChange = () => may(admin, 'admin')
  const write = (name: FieldName, value: string) => {
    setSaid('')
    setFields((before) => ({ ...before, [name]: value }))
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setRefusal('')
    const changes = readFields(fields())
    if (!changes) return setRefusal(text.invalid)
    const answer = await admin.api.changeSettings(changes)
    if (answer.ok) return setSaid(text.saved)
    admin.hear(answer.problem)
    setRefusal(answer.problem.code === 'invalid-request' ? text.invalid : problemText(answer.problem))
  }
  const Figure = (field: { name: FieldName; label: string; hint?: string }) => (
    <label class="setting">
      <span>{field.label}</span>
      <input
        inputmode="decimal"
        autocomplete="off"
        maxlength="7"
        value={fields()[field.name]}
        onInput={(event) => write(field.name, event.currentTarget.value)}
      />
      <Show when={field.hint}>
        <small>{field.hint}</small>
      </Show>
    </label>
  )
  return (
    <form onSubmit={(event) => void submit(event)}>
      <fieldset disabled={!mayChange()}>
        <legend class="visually-hidden">{text.title}</legend>
        <Figure name="holdHours" label={text.hold} />
        <Figure name="firstHoldMinutes" label={text.firstHold} hint={text.firstHoldHint} />
        <h3>{text.caps}</h3>
        <For
          each={
            [
              ['maxOpenHoldsPerPhone', text.perPhone],
              ['maxOpenHoldsPerDevice', text.perDevice],
              ['maxOpenHoldsPerAddress', text.perAddress],
            ] as const
          }
        >
          {([name, label]) => <Figure name={name} label={label} />}
        </For>
        <Figure name="maxUnitsPerStockItem" label={text.perItem} />
        <label class="field setting-template">
          <span>{text.template}</span>
          <textarea
            rows="5"
            maxlength="600"
            value={fields().whatsappTemplate}
            onInput={(event) => write('whatsappTemplate', event.currentTarget.value)}
          />
          <small>{text.templateHint}</small>
        </label>
        <button type="submit" class="button" data-kind="primary">
          {text.save}
        </button>
      </fieldset>
      <Show when={!mayChange()}>
        <p class="saved">{words.needsAdmin}</p>
      </Show>
      <p class="saved" role="status">
        {said()}
      </p>
      <p class="refusal" role="alert">
        {refusal()}
      </p>
    </form>
  )
}
