import { createSignal, onMount, Show } from 'solid-js'
import type { MerchantCheckout } from '../../shared/checkout.ts'
import { Amount } from '../ui/price.tsx'
import { useAdmin } from './admin-context.ts'
import { adminPaths, type CheckoutFilter } from './admin-paths.ts'
import { CheckoutActions } from './checkout-actions.tsx'
import { CheckoutEvents } from './checkout-events.tsx'
import { CheckoutLines } from './checkout-lines.tsx'
import { Left } from './checkout-row.tsx'
import type { createClock } from './create-clock.ts'
import { createPolled } from './create-polled.ts'
import { isDesk, StaleLine } from './panes.tsx'
import { shortTime } from './times.ts'
import { words } from './words.ts'

const text = words.checkouts

type DetailProps = {
  id: string
  filter: CheckoutFilter
  clock: ReturnType<typeof createClock>
  onChanged: () => void
}

/** One reservation, whole: what was reserved, by whom, what happened to it, and what can be done. */
export function CheckoutDetail(props: DetailProps) {
  const admin = useAdmin()
  const shown = createPolled({
    of: () => props.id,
    load: async (id) => {
      const answer = await admin.api.checkout(id)
      if (answer.ok) props.clock.hear(answer.value.serverTime)
      return answer
    },
    onProblem: admin.hear,
  })
  const isMissing = () => shown.problem()?.status === 404 || shown.problem()?.status === 400
  const changed = (checkout: MerchantCheckout | null) => {
    if (checkout) shown.put(checkout)
    else void shown.refresh()
    props.onChanged()
  }
  return (
    <article class="detail">
      <a class="quiet detail-back" href={adminPaths.checkouts(admin.store.slug, props.filter)}>
        {words.close}
      </a>
      <Show when={!isMissing()} fallback={<p class="pane-hint">{text.missing}</p>}>
        <StaleLine problem={shown.problem()} readAt={shown.readAt()} onRetry={() => void shown.refresh()} />
        <Show when={shown.value()}>
          {(checkout) => (
            <>
              <Head checkout={checkout()} now={props.clock.now()} />
              <CheckoutActions checkout={checkout()} now={props.clock.now()} onChanged={changed} />
              <CheckoutLines checkout={checkout()} />
              <Customer checkout={checkout()} now={props.clock.now()} />
              <CheckoutEvents events={checkout().events} now={props.clock.now()} />
            </>
          )}
        </Show>
      </Show>
    </article>
  )
}

function Head(props: { checkout: MerchantCheckout; now: number }) {
  const { store } = useAdmin()
  let heading!: HTMLHeadingElement
  // on a phone the detail takes the place of the list, and with it the focus
  onMount(() => {
    if (!isDesk()) heading.focus()
  })
  const reason = () => {
    const { endReason } = props.checkout
    return endReason === null ? '' : (text.reasons[endReason] ?? endReason)
  }
  return (
    <header class="detail-head">
      <div>
        <h2 ref={heading} tabindex="-1">
          {props.checkout.reference}
        </h2>
        <p class="detail-state" data-status={props.checkout.status}>
          {text.statuses[props.checkout.status]}
          <Show
            when={props.checkout.status === 'pending'}
            fallback={
              <>
                {' '}
                {shortTime(props.checkout.endedAt ?? props.checkout.createdAt, props.now, store)}
                <Show when={reason()}>
                  , <span>{reason()}</span>
                </Show>
              </>
            }
          >
            {' · '}
            <Left expiresAt={props.checkout.expiresAt} now={props.now} />{' '}
            <span class="detail-until">
              {text.ends(shortTime(props.checkout.expiresAt, props.now, store))}
            </span>
          </Show>
        </p>
      </div>
      <p class="detail-total">
        <Amount money={props.checkout.total} locale={store.locale} />
      </p>
    </header>
  )
}

function Customer(props: { checkout: MerchantCheckout; now: number }) {
  const { store } = useAdmin()
  const [isCopied, setCopied] = createSignal(false)
  const copy = async (url: string) => {
    try {
      await navigator.clipboard.writeText(url)
      setCopied(true)
    } catch {
      window.prompt(text.link, url) // no clipboard over plain http
    }
  }
  return (
    <dl class="facts">
      <dt>{text.customer}</dt>
      <dd>{props.checkout.customerName ?? <i>{text.noName}</i>}</dd>
      <Show when={props.checkout.customerPhone}>
        {(phone) => (
          <>
            <dt>{text.phone}</dt>
            <dd>
              <a href={`tel:${phone()}`}>{phone()}</a>{' '}
              <a href={`https://wa.me/${phone().slice(1)}`} target="_blank" rel="noopener noreferrer">
                {text.write}
              </a>
            </dd>
          </>
        )}
      </Show>
      <Show when={props.checkout.note}>
        <dt>{text.note}</dt>
        <dd class="facts-note">{props.checkout.note}</dd>
      </Show>
      <dt>{text.made}</dt>
      <dd>{shortTime(props.checkout.createdAt, props.now, store)}</dd>
      <Show when={props.checkout.source}>
        <dt>{text.source}</dt>
        <dd>{props.checkout.source}</dd>
      </Show>
      <Show when={props.checkout.url}>
        {(url) => (
          <>
            <dt>{text.link}</dt>
            <dd>
              <a href={new URL(url()).pathname} target="_blank">
                {text.openLink}
              </a>{' '}
              <button type="button" class="quiet" onClick={() => void copy(url())}>
                <span role="status">{isCopied() ? text.copied : text.copyLink}</span>
              </button>
            </dd>
          </>
        )}
      </Show>
    </dl>
  )
}
