import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import type { Checkout } from '../../shared/checkout.ts'
import { shopApi } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { createSelection } from '../sync/create-selection.ts'
import { paths } from '../paths.ts'

/** What the holder of the link may do while the reservation is open. */
export function PendingActions(props: { checkout: Checkout; code: string; onChanged: () => void }) {
  const words = useTexts('checkout')
  const api = () => shopApi(props.checkout.store.slug)
  return (
    <>
      <Show when={props.checkout.whatsappUrl} fallback={<p class="ticket-text">{words.noWhatsapp}</p>}>
        {(href) => (
          <a
            class="button"
            data-kind="primary"
            href={href()}
            target="_blank"
            rel="noopener noreferrer"
            onClick={() => void api().report(props.code, 'opened-whatsapp')}
          >
            {words.openWhatsapp}
          </a>
        )}
      </Show>
      <div class="quiet-actions needs-script">
        <CopyLink />
        <Edit checkout={props.checkout} code={props.code} />
        <Cancel checkout={props.checkout} code={props.code} onChanged={props.onChanged} />
      </div>
    </>
  )
}

function CopyLink() {
  const words = useTexts('checkout')
  const [isCopied, setCopied] = createSignal(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      setCopied(true)
    } catch {
      // No clipboard here (an old browser, plain http): the system's own sheet or prompt has the link.
      if ('share' in navigator) await navigator.share({ url: location.href }).catch(() => undefined)
      else window.prompt(words.copy, location.href)
    }
  }
  return (
    <button type="button" class="quiet" onClick={() => void copy()}>
      <span role="status">{isCopied() ? words.copied : words.copy}</span>
    </button>
  )
}

/** Back to the selection, which then takes over this reservation's hold. */
function Edit(props: { checkout: Checkout; code: string }) {
  const words = useTexts('checkout')
  const navigate = useNavigate()
  // eslint-disable-next-line solid/reactivity -- a ticket never changes its store
  const selection = createSelection(props.checkout.store.slug)
  const edit = async () => {
    const { items, expiresAt, store } = props.checkout
    await selection.whenOpen()
    const kept = selection.pending()
    const isElsewhere = kept?.code !== props.code
    selection.setPending({
      ...(isElsewhere ? {} : kept),
      code: props.code,
      expiresAt,
      timeZone: store.timeZone,
    })
    // A link opened on another phone: what it holds is picked there first.
    if (isElsewhere && selection.lines().length === 0) {
      for (const { variantId, quantity, configuration, name } of items) {
        await selection.add({ variantId, quantity, ...(configuration ? { configuration } : {}) }, name)
      }
    }
    navigate(paths.selection(store.slug))
  }
  return (
    <button type="button" class="quiet" onClick={() => void edit()}>
      {words.edit}
    </button>
  )
}

function Cancel(props: { checkout: Checkout; code: string; onChanged: () => void }) {
  const words = useTexts('checkout')
  const [step, setStep] = createSignal<'closed' | 'asking' | 'sending' | 'failed'>('closed')
  const cancel = async () => {
    setStep('sending')
    const answer = await shopApi(props.checkout.store.slug).cancel(props.code)
    // "No longer pending" is an answer too: the ticket then shows what became of it.
    if (answer.ok || answer.problem.code === 'checkout-not-pending') props.onChanged()
    else setStep('failed')
  }
  return (
    <Show
      when={step() !== 'closed'}
      fallback={
        <button type="button" class="quiet" onClick={() => setStep('asking')}>
          {words.cancel}
        </button>
      }
    >
      <div class="confirm" role="alertdialog" aria-label={words.cancel}>
        <p>{step() === 'failed' ? words.cancelFailed : words.cancelSure}</p>
        <button type="button" class="button" disabled={step() === 'sending'} onClick={() => void cancel()}>
          {words.cancelYes}
        </button>
        <button
          type="button"
          class="quiet"
          ref={(button) => queueMicrotask(() => button.focus())}
          onClick={() => setStep('closed')}
        >
          {words.cancelNo}
        </button>
      </div>
    </Show>
  )
}
