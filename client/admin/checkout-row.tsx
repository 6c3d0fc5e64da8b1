import { Show } from 'solid-js'
import type { CheckoutList } from '../../shared/checkout.ts'
import { Amount } from '../ui/price.tsx'
import { useAdmin } from './admin-context.ts'
import { shortTime, timeLeft } from './times.ts'
import { words } from './words.ts'

type Item = CheckoutList['items'][number]
const text = words.checkouts
const HOUR_MS = 3_600_000

/** A reservation in two lines: who and how much, then what and how long. Colour only where a hand is needed soon. */
export function CheckoutRow(props: { checkout: Item; now: number; isOpen: boolean; href: string }) {
  const { store } = useAdmin()
  const units = () => props.checkout.items.reduce((sum, item) => sum + item.quantity, 0)
  const names = () => props.checkout.items.map((item) => item.name).join(', ')
  return (
    <a
      class="row checkout-row"
      href={props.href}
      aria-current={props.isOpen ? 'true' : undefined}
      data-no-scroll
    >
      <span class="row-line">
        <span class="row-who">
          {props.checkout.customerName ?? props.checkout.customerPhone ?? <i>{text.noName}</i>}
        </span>
        <span class="row-sum">
          <Amount money={props.checkout.total} locale={store.locale} />
        </span>
      </span>
      <span class="row-line">
        <span class="row-what">
          <span class="row-reference">{props.checkout.reference}</span> {text.units(units())} · {names()}
        </span>
        <span class="row-state">
          <Show
            when={props.checkout.status === 'pending'}
            fallback={
              <>
                {text.statuses[props.checkout.status]}{' '}
                <span class="row-when">
                  {shortTime(props.checkout.endedAt ?? props.checkout.createdAt, props.now, store)}
                </span>
              </>
            }
          >
            <Left expiresAt={props.checkout.expiresAt} now={props.now} />
          </Show>
        </span>
      </span>
    </a>
  )
}

/** The time left of a hold. */
export function Left(props: { expiresAt: string; now: number }) {
  const ms = () => Date.parse(props.expiresAt) - props.now
  return (
    <span class="left" data-urgent={ms() < HOUR_MS}>
      {ms() > 0 ? timeLeft(ms()) : text.ending}
    </span>
  )
}
