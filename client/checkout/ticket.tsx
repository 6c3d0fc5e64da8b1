import { For, Show, type JSX } from 'solid-js'
import type { Checkout, CheckoutItem } from '../../shared/checkout.ts'
import { useTexts } from '../platform/i18n.ts'
import { Fold, Paper } from '../ui/paper.tsx'
import { Amount } from '../ui/price.tsx'

/** The reservation as a printed ticket: what, how much, which code. */
export function Ticket(props: { checkout: Checkout; children: JSX.Element }) {
  const words = useTexts('checkout')
  const locale = () => props.checkout.store.locale
  return (
    <div class="ticket" data-status={props.checkout.status}>
      <Paper>
        <header class="ticket-head">
          <p class="ticket-store">{props.checkout.store.name}</p>
          <p class="ticket-status" role="status">
            {words.statuses[props.checkout.status]}
          </p>
          <h1>
            <span class="ticket-kind">{words.ticket}</span>{' '}
            <span class="ticket-code">{props.checkout.reference}</span>
          </h1>
        </header>
        <Fold />
        {props.children}
        <Fold />
        <table class="ticket-lines">
          <caption class="visually-hidden">{words.lines}</caption>
          <tbody>
            <For each={props.checkout.items}>{(item) => <TicketLine item={item} locale={locale()} />}</For>
          </tbody>
          <tfoot>
            <tr class="ticket-total">
              <th scope="row">{words.total}</th>
              <td colspan="2">
                <Amount money={props.checkout.total} locale={locale()} />
              </td>
            </tr>
            <Show when={props.checkout.discount.amount > 0}>
              <tr class="ticket-saved">
                <th scope="row" colspan="2">
                  {words.saved}
                </th>
                <td>
                  <Amount money={props.checkout.discount} locale={locale()} />
                </td>
              </tr>
            </Show>
          </tfoot>
        </table>
      </Paper>
    </div>
  )
}

function TicketLine(props: { item: CheckoutItem; locale: string }) {
  return (
    <tr>
      <td class="ticket-quantity">{props.item.quantity}&nbsp;×</td>
      <th scope="row">
        {props.item.name}
        <Show when={props.item.variantTitle}>
          {(title) => <span class="ticket-variant"> {title()}</span>}
        </Show>
      </th>
      <td>
        <Amount money={props.item.lineTotal} locale={props.locale} />
      </td>
    </tr>
  )
}
