import { createSignal, For, onMount } from 'solid-js'
import type { MerchantCheckout } from '../../shared/checkout.ts'
import { words } from './words.ts'

const text = words.checkouts

/** Asks before it is too late, and why. Escape and the ground around it leave everything as it was. */
export function CancelDialog(props: {
  checkout: MerchantCheckout
  onCancel: (reason: string) => void
  onClose: () => void
}) {
  const [reason, setReason] = createSignal('')
  let dialog!: HTMLDialogElement
  onMount(() => dialog.showModal())
  const units = () => props.checkout.items.reduce((sum, item) => sum + item.quantity, 0)
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="cancel-title"
      onClose={() => props.onClose()}
      onClick={(event) => {
        if (event.target === dialog) dialog.close()
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          props.onCancel(reason().trim())
        }}
      >
        <h2 id="cancel-title">{text.cancelTitle(props.checkout.reference)}</h2>
        <p>{text.cancelText(units())}</p>
        <label class="field">
          <span>{text.cancelReason}</span>
          <input
            value={reason()}
            maxlength="200"
            autocomplete="off"
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div class="choices">
          <For each={text.cancelReasons}>
            {(one) => (
              <button
                type="button"
                class="choice"
                aria-pressed={reason() === one}
                onClick={() => setReason(one)}
              >
                {one}
              </button>
            )}
          </For>
        </div>
        <div class="sheet-actions">
          <button type="submit" class="button" data-kind="danger">
            {text.cancelYes}
          </button>
          <button type="button" class="button" onClick={() => dialog.close()}>
            {text.cancelNo}
          </button>
        </div>
      </form>
    </dialog>
  )
}
