import { createSignal, For, Show } from 'solid-js'
import { storeStatuses, type StoreStatus } from '../../shared/store.ts'
import { may, useAdmin } from './admin-context.ts'
import { createStoreSaving } from './create-store-saving.ts'
import { SavingLines } from './saving-lines.tsx'
import { words } from './words.ts'

const text = words.settings.status

/** Whether the store sells, is only looked at, or is closed. */
export function StatusForm() {
  const admin = useAdmin()
  const saving = createStoreSaving()
  const [chosen, setChosen] = createSignal(admin.store.status)
  /** Closing, and opening what is closed, is for owners. */
  const mayChoose = (status: StoreStatus) =>
    may(admin, 'owner') || (status !== 'suspended' && admin.store.status !== 'suspended')
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const status = chosen()
    if (!(await saving.save({ status }, text.saved(text.names[status])))) setChosen(admin.store.status)
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <fieldset class="choice-list" disabled={!may(admin, 'admin')}>
        <legend class="visually-hidden">{text.title}</legend>
        <For each={storeStatuses}>
          {(status) => (
            <label class="check">
              <input
                type="radio"
                name="store-status"
                value={status}
                checked={status === chosen()}
                disabled={!mayChoose(status)}
                onChange={() => {
                  saving.clear()
                  setChosen(status)
                }}
              />
              <span>
                {text.names[status]} <small>{text.hints[status]}</small>
              </span>
            </label>
          )}
        </For>
        <button type="submit" class="button" aria-disabled={saving.isSending()}>
          {text.save}
        </button>
      </fieldset>
      <Show when={!may(admin, 'owner')}>
        <p class="saved">{may(admin, 'admin') ? text.owners : words.needsAdmin}</p>
      </Show>
      <SavingLines saving={saving} />
    </form>
  )
}
