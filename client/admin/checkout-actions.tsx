import { createSignal, For, Show } from 'solid-js'
import type { MerchantCheckout } from '../../shared/checkout.ts'
import { may, useAdmin } from './admin-context.ts'
import { adminPaths } from './admin-paths.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import type { Answer, Problem } from './merchant-api.ts'
import { problemText } from './problem-text.ts'
import { words } from './words.ts'

const text = words.checkouts
type Action = 'confirm' | 'extend' | 'cancel'
type Refused = { action: Action; problem: Problem }

type ActionsProps = {
  checkout: MerchantCheckout
  now: number
  /** With the checkout as it has become, or null where it must be read again. */
  onChanged: (checkout: MerchantCheckout | null) => void
}

/** What can be done now; on a phone the row lies at the bottom, under the thumb. */
export function CheckoutActions(props: ActionsProps) {
  const admin = useAdmin()
  const [busy, setBusy] = createSignal<Action | null>(null)
  const [refused, setRefused] = createSignal<Refused | null>(null)
  const [isAsking, setAsking] = createSignal(false)

  const isPending = () => props.checkout.status === 'pending'
  const isLate = () => props.checkout.status === 'expired'
  const isHeld = () => isPending() && Date.parse(props.checkout.expiresAt) > props.now
  const mayAct = () => may(admin, 'agent')

  const act = async (action: Action, run: () => Promise<Answer<MerchantCheckout | null>>) => {
    if (busy()) return
    setBusy(action)
    setRefused(null)
    const answer = await run()
    setBusy(null)
    if (answer.ok) return props.onChanged(answer.value)
    setRefused({ action, problem: answer.problem })
    admin.hear(answer.problem)
    if (answer.problem.status === 409) props.onChanged(null) // somebody else was quicker: show how it is now
  }
  const cancel = (reason: string) => {
    const { id } = props.checkout
    setAsking(false)
    void act('cancel', () => admin.api.cancel(id, reason))
  }
  return (
    <Show when={isPending() || isLate() || refused()}>
      <div class="actions">
        <Show when={isLate()}>
          <p class="actions-hint">{text.lateHint}</p>
        </Show>
        <div role="alert">
          <Show when={refused()}>{(one) => <RefusalText refused={one()} />}</Show>
        </div>
        <div class="actions-row">
          <Show when={isPending() || isLate()}>
            <button
              type="button"
              class="button"
              data-kind="primary"
              disabled={!mayAct()}
              aria-disabled={busy() !== null}
              onClick={() => void act('confirm', () => admin.api.confirm(props.checkout.id))}
            >
              {busy() === 'confirm' ? text.confirming : isLate() ? text.confirmLate : text.confirm}
            </button>
          </Show>
          <Show when={isPending()}>
            <For each={[2, 24]}>
              {(hours) => (
                <button
                  type="button"
                  class="button"
                  disabled={!mayAct() || !isHeld()}
                  onClick={() => void act('extend', () => admin.api.extend(props.checkout.id, hours * 60))}
                >
                  {text.extend(hours)}
                </button>
              )}
            </For>
            <button
              type="button"
              class="quiet actions-cancel"
              disabled={!mayAct()}
              onClick={() => setAsking(true)}
            >
              {text.cancel}
            </button>
          </Show>
        </div>
        <Show when={!mayAct()}>
          <p class="actions-hint">{words.needsAgent}</p>
        </Show>
        <Show when={isAsking()}>
          <CancelDialog checkout={props.checkout} onCancel={cancel} onClose={() => setAsking(false)} />
        </Show>
      </div>
    </Show>
  )
}

/** Why it could not be done, and for a late confirmation what is missing. */
function RefusalText(props: { refused: Refused }) {
  const { store } = useAdmin()
  const problem = () => props.refused.problem
  const sentence = () => {
    const { code, checkoutStatus } = problem()
    if (code === 'insufficient-stock') return text.shortTitle
    if (code !== 'checkout-not-pending' && code !== 'checkout-not-confirmable') return problemText(problem())
    if (props.refused.action === 'extend') return text.tooLate
    const statuses: Record<string, string> = text.statuses
    return text.otherwise((statuses[checkoutStatus ?? ''] ?? '').toLowerCase())
  }
  return (
    <div class="refusal">
      <p>{sentence()}</p>
      <Show when={problem().shortages}>
        {(shortages) => (
          <ul>
            <For each={shortages()}>
              {(short) => (
                <li>
                  {text.short(short.name, short.requested, short.available)}{' '}
                  <a href={adminPaths.stock(store.slug, { low: false, q: short.name }, short.variantId)}>
                    {text.seeStock}
                  </a>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
    </div>
  )
}
