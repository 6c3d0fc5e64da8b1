import { For, Show } from 'solid-js'
import type { CheckoutItem, MerchantCheckout } from '../../shared/checkout.ts'
import { Amount } from '../ui/price.tsx'
import { useAdmin } from './admin-context.ts'
import { words } from './words.ts'

const text = words.checkouts

/** What was reserved, at the prices frozen then. */
export function CheckoutLines(props: { checkout: MerchantCheckout }) {
  const { store } = useAdmin()
  return (
    <table class="lines">
      <caption class="visually-hidden">{text.lines}</caption>
      <thead>
        <tr>
          <th scope="col">{text.quantity}</th>
          <th scope="col">{text.product}</th>
          <th scope="col" class="number">
            {text.sum}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.checkout.items}>{(item) => <Line item={item} locale={store.locale} />}</For>
      </tbody>
      <tfoot>
        <Show when={props.checkout.discount.amount > 0}>
          <tr>
            <th scope="row" colspan="2">
              {text.subtotal}
            </th>
            <td class="number">
              <Amount money={props.checkout.subtotal} locale={store.locale} />
            </td>
          </tr>
          <tr>
            <th scope="row" colspan="2">
              {text.discount}
            </th>
            <td class="number">
              −<Amount money={props.checkout.discount} locale={store.locale} />
            </td>
          </tr>
        </Show>
        <tr class="lines-total">
          <th scope="row" colspan="2">
            {text.total}
          </th>
          <td class="number">
            <Amount money={props.checkout.total} locale={store.locale} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** What one unit came to; null where the offer does not part evenly. */
function paidEach({ lineTotal, quantity }: CheckoutItem): CheckoutItem['lineTotal'] | null {
  const amount = lineTotal.amount / quantity
  return Number.isInteger(amount) ? { ...lineTotal, amount } : null
}

function Line(props: { item: CheckoutItem; locale: string }) {
  const details = () =>
    [props.item.variantTitle, ...Object.values(props.item.configuration ?? {}), props.item.sku]
      .filter(Boolean)
      .join(' · ')
  return (
    <tr>
      <td class="number">{props.item.quantity}</td>
      <td>
        {props.item.name}
        <small>
          <Show when={props.item.lineDiscount.amount > 0}>
            <s>
              <Amount money={props.item.unitPrice} locale={props.locale} />
            </s>{' '}
          </Show>
          <Show when={paidEach(props.item)} fallback={text.each}>
            {(paid) => (
              <>
                <Amount money={paid()} locale={props.locale} /> {text.each}
              </>
            )}
          </Show>
          <Show when={details()}> · {details()}</Show>
        </small>
      </td>
      <td class="number">
        <Amount money={props.item.lineTotal} locale={props.locale} />
      </td>
    </tr>
  )
}
