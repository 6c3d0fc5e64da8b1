import { createResource, createSignal, For, onMount, Show, untrack } from 'solid-js'
import type { StoreSettings } from '../../shared/store.ts'
import { useLocation } from '../platform/router.tsx'
import { may, useAdmin } from './admin-context.ts'
import { countsVisitsPlace } from './admin-paths.ts'
import { createSaving } from './create-saving.ts'
import type { Problem } from './merchant-api.ts'
import { StaleLine } from './panes.tsx'
import { SavingLines } from './saving-lines.tsx'
import { readFields, shownFields, type FieldName } from './settings-fields.ts'
import { words } from './words.ts'

const text = words.settings.holds

/** How long things are kept for whom, and what the message says. */
export function HoldsSection() {
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
    <div>
      <StaleLine problem={problem()} readAt={0} onRetry={() => void refetch()} />
      <Show when={found()} keyed>
        {(value) => <HoldsForm settings={value} />}
      </Show>
    </div>
  )
}

/** A number that is none, or a word in braces that the message does not know. */
function explain({ code, issues }: Problem): string | undefined {
  if (code !== 'invalid-request') return undefined
  const unknown = issues?.find(({ path }) => path === 'whatsappTemplate')?.message.match(/\{.*\}/)?.[0]
  return unknown === undefined ? words.settings.invalid : text.unknownPlaceholder(unknown)
}

function HoldsForm(props: { settings: StoreSettings }) {
  const admin = useAdmin()
  // made from what was read, then it is the merchant's
  const [fields, setFields] = createSignal(untrack(() => shownFields(props.settings)))
  const saving = createSaving()
  const mayChange = () => may(admin, 'admin')
  const place = useLocation()
  let countsVisits!: HTMLInputElement
  onMount(() => {
    if (place.hash !== `#${countsVisitsPlace}`) return
    countsVisits.scrollIntoView({ block: 'center' })
    countsVisits.focus() // nothing for whoever may only look
  })
  const write = (name: FieldName, value: string) => {
    saving.clear()
    setFields((before) => ({ ...before, [name]: value }))
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const changes = readFields(fields())
    if (!changes) return saving.refuse(words.settings.invalid)
    await saving.send(() => admin.api.changeSettings(changes), {
      said: text.saved,
      explain,
      hear: admin.hear,
    })
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
        <label class="field">
          <span>{text.template}</span>
          <textarea
            rows="5"
            maxlength="600"
            value={fields().whatsappTemplate}
            onInput={(event) => write('whatsappTemplate', event.currentTarget.value)}
          />
          <small>{text.templateHint}</small>
        </label>
        <label class="check">
          <input
            id={countsVisitsPlace}
            ref={countsVisits}
            type="checkbox"
            checked={fields().countsVisits}
            onChange={(event) => {
              saving.clear()
              setFields((before) => ({ ...before, countsVisits: event.currentTarget.checked }))
            }}
          />
          <span>{text.countsVisits}</span>
        </label>
        <button type="submit" class="button" data-kind="primary" aria-disabled={saving.isSending()}>
          {text.save}
        </button>
      </fieldset>
      <Show when={!mayChange()}>
        <p class="saved">{words.needsAdmin}</p>
      </Show>
      <SavingLines saving={saving} />
    </form>
  )
}
