import { createSignal, Show } from 'solid-js'
import type { Checkout } from '../../shared/checkout.ts'
import { HOLD_NOTICE_MS } from '../../shared/hold-notice.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import { useTexts } from '../platform/i18n.ts'
import { useNavigate } from '../platform/router.tsx'
import { TellMe } from '../push/tell-me.tsx'
import type { Selection } from '../sync/create-selection.ts'
import { Button } from '../ui/button.tsx'
import { whatsappIcon } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { paths } from '../paths.ts'
import { PassOn } from './pass-on.tsx'

type PendingActionsProps = { checkout: Checkout; code: string; selection: Selection; onChanged: () => void }

/** What the holder of the link may do while the reservation is open. */
export function PendingActions(props: PendingActionsProps) {
  const words = useTexts('checkout')
  const api = () => checkoutApi(props.checkout.store.slug)
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
            <Icon path={whatsappIcon} />
            {words.openWhatsapp}
          </a>
        )}
      </Show>
      <div class="quiet-actions needs-script">
        <PassOn />
        <Edit checkout={props.checkout} code={props.code} selection={props.selection} />
        <Cancel checkout={props.checkout} code={props.code} onChanged={props.onChanged} />
        <Show when={isLong(props.checkout)}>
          <TellMe
            store={props.checkout.store.slug}
            subject={{ checkoutCode: props.code }}
            label={words.tellMe}
          />
        </Show>
      </div>
    </>
  )
}

/** Whether there is a time two hours before its end; of the server's clock. */
const isLong = ({ expiresAt, serverTime }: Checkout) =>
  Date.parse(expiresAt) - Date.parse(serverTime) > HOLD_NOTICE_MS

/** Back to the selection, which then takes over this reservation's hold. */
function Edit(props: Pick<PendingActionsProps, 'checkout' | 'code' | 'selection'>) {
  const words = useTexts('checkout')
  const navigate = useNavigate()
  const edit = async () => {
    const { selection } = props
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
    <Button kind="quiet" onPress={() => void edit()}>
      {words.edit}
    </Button>
  )
}

function Cancel(props: { checkout: Checkout; code: string; onChanged: () => void }) {
  const words = useTexts('checkout')
  const [step, setStep] = createSignal<'closed' | 'asking' | 'sending' | 'failed'>('closed')
  const cancel = async () => {
    setStep('sending')
    const answer = await checkoutApi(props.checkout.store.slug).cancel(props.code)
    // "No longer pending" is an answer too: the ticket then shows what became of it.
    if (!answer.ok && answer.problem.code !== 'checkout-not-pending') return setStep('failed')
    setStep('closed')
    props.onChanged()
  }
  return (
    <>
      <Button kind="quiet" onPress={() => setStep('asking')}>
        {words.cancel}
      </Button>
      <Sheet
        isOpen={step() !== 'closed'}
        onClose={() => setStep('closed')}
        title={words.cancel}
        closeLabel={words.close}
        place="middle"
      >
        <div class="cancel">
          <p role="status">{step() === 'failed' ? words.cancelFailed : words.cancelSure}</p>
          <Button isBusy={step() === 'sending'} onPress={() => void cancel()}>
            {words.cancelYes}
          </Button>
          <Button kind="quiet" onPress={() => setStep('closed')}>
            {words.cancelNo}
          </Button>
        </div>
      </Sheet>
    </>
  )
}
