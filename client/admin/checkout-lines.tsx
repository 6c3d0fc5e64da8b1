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
          <Amount money={props.item.unitPrice} locale={props.locale} /> {text.each}
          <Show when={details()}> · {details()}</Show>
        </small>
      </td>
      <td class="number">
        <Amount money={props.item.lineTotal} locale={props.locale} />
      </td>
    </tr>
  )
}
