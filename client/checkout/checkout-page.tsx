import { createEffect, Match, on, onCleanup, onMount, Show, Switch, untrack } from 'solid-js'
import type { Checkout } from '../../shared/checkout.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import { showBadge } from '../platform/badge.ts'
import { useTexts } from '../platform/i18n.ts'
import { loadCheckout } from '../platform/loaders.ts'
import { createPageHead, createPageStore } from '../platform/page.ts'
import { createAsync, revalidate } from '../platform/query.ts'
import { useIsRouting, useParams } from '../platform/router.tsx'
import { createSelection } from '../sync/create-selection.ts'
import { dropEarlier } from '../sync/earlier.ts'
import { readPending } from '../sync/pending.ts'
import { paths } from '../paths.ts'
import { PendingActions } from './actions.tsx'
import { Countdown } from './countdown.tsx'
import { createClock } from './create-clock.ts'
import { StartAnother } from './start-another.tsx'
import { Ticket } from './ticket.tsx'
import { TicketAway } from './ticket-away.tsx'
import './checkout.css'

const LOOK_AGAIN_MS = 20_000

/** The checkout link: a ticket that anyone who holds it may read. */
export default function CheckoutPage() {
  const params = useParams<{ code: string }>()
  const checkout = createAsync(() => loadCheckout(params.code))
  const refresh = () => void revalidate(loadCheckout.keyFor(params.code))
  const isRouting = useIsRouting()
  let main: HTMLElement | undefined
  const stand = () => main?.focus({ preventScroll: true })
  // come from another page of ours, reading goes on at the beginning of this one
  onMount(() => untrack(isRouting) && stand())
  return (
    <main id="content" tabindex="-1" ref={(element) => (main = element)}>
      <Show when={checkout()}>
        {(answer) => {
          const found = () => {
            const now = answer()
            return now.ok ? now.value : null
          }
          const problem = () => {
            const now = answer()
            return now.ok ? null : now.problem
          }
          return (
            <>
              <Show when={found()}>
                {(value) => (
                  <CheckoutView checkout={value()} code={params.code} refresh={refresh} stand={stand} />
                )}
              </Show>
              <Show when={problem()}>
                {(value) => <TicketAway problem={value()} code={params.code} refresh={refresh} />}
              </Show>
            </>
          )
        }}
      </Show>
    </main>
  )
}

function CheckoutView(props: { checkout: Checkout; code: string; refresh: () => void; stand: () => void }) {
  // First: where nobody has said which language, it is the store's.
  createPageStore(() => props.checkout.store)
  const words = useTexts('checkout')
  // a ticket never changes its store
  const selection = createSelection(untrack(() => props.checkout.store.slug))
  const isPending = () => props.checkout.status === 'pending'
  const now = createClock(() => props.checkout.serverTime, isPending)
  createPageHead(() => ({
    title: `${words.title(props.checkout.reference)} · ${props.checkout.store.name}`,
    isPrivate: true,
  }))
  onMount(() => {
    void checkoutApi(props.checkout.store.slug).report(props.code, 'seen')
    const look = () => {
      if (isPending() && document.visibilityState === 'visible') props.refresh()
    }
    const timer = setInterval(look, LOOK_AGAIN_MS)
    document.addEventListener('visibilitychange', look)
    onCleanup(() => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    })
  })
  createEffect(
    on(
      () => props.checkout.status,
      (status) => {
        const { slug } = props.checkout.store
        if (status !== 'pending') dropEarlier(slug, props.code, Date.now())
        const kept = readPending(slug)
        if (kept?.code !== props.code) return
        // A confirmed one stays known, as one whose time has ended: the window empties the selection it came from.
        if (status === 'confirmed')
          selection.setPending({ ...kept, expiresAt: props.checkout.endedAt ?? kept.expiresAt })
        else if (status !== 'pending') selection.setPending(null)
        showBadge(status === 'pending')
      },
    ),
  )
  createEffect(
    on(
      () => props.checkout.status,
      // what the keyboard was on may have gone with what could be done
      () => document.activeElement === document.body && props.stand(),
      { defer: true },
    ),
  )
  createEffect(
    on(
      () => isPending() && now() >= Date.parse(props.checkout.expiresAt),
      (isOver) => isOver && props.refresh(),
    ),
  )
  return (
    <div class="checkout">
      <Ticket checkout={props.checkout}>
        <Switch fallback={<p class="ticket-text">{endText(props.checkout)}</p>}>
          <Match when={isPending()}>
            <Countdown checkout={props.checkout} now={now()} />
          </Match>
        </Switch>
      </Ticket>
      <div class="checkout-actions">
        <Show when={isPending()}>
          <PendingActions
            checkout={props.checkout}
            code={props.code}
            selection={selection}
            onChanged={props.refresh}
          />
        </Show>
        <Show when={props.checkout.status === 'confirmed' && props.checkout.whatsappUrl}>
          {(href) => (
            <a class="button" href={href()} target="_blank" rel="noopener noreferrer">
              {words.openWhatsapp}
            </a>
          )}
        </Show>
        <Show when={props.checkout.replacedBy}>
          {(code) => (
            // not within this page: the other reservation starts a clock of its own
            <a class="button" data-kind="primary" href={paths.checkout(code())} rel="external">
              {words.toReplacement}
            </a>
          )}
        </Show>
        <a class="quiet" href={paths.window(props.checkout.store.slug)}>
          {isPending() || props.checkout.status === 'confirmed' ? words.backToWindow : words.chooseAgain}
        </a>
        <Show when={props.checkout.status !== 'confirmed'}>
          <StartAnother selection={selection} isPending={isPending()} />
        </Show>
      </div>
    </div>
  )
}

function endText(checkout: Checkout): string {
  const words = useTexts('checkout')
  if (checkout.status === 'confirmed') return words.confirmed
  if (checkout.status === 'expired') return words.expired
  return checkout.endReason === 'replaced' ? words.replaced : words.cancelled
}
