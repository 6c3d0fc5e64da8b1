import { Show } from 'solid-js'
import type { Money } from '../../shared/money.ts'
import { pageLocale, useTexts } from '../platform/i18n.ts'
import { moneyParts } from './money.ts'
import './price.css'

/** An amount set as type: number large, currency small. `locale` is the store's. */
export function Amount(props: { money: Money; locale: string }) {
  const parts = () => moneyParts(props.money, pageLocale(props.locale))
  return (
    <span class="amount">
      <Show when={parts().before}>
        <span class="amount-currency">{parts().before}</span>{' '}
      </Show>
      {parts().number}
      <Show when={parts().after}>
        {' '}
        <span class="amount-currency">{parts().after}</span>
      </Show>
    </span>
  )
}

/** What is paid now, and beside it, struck, what it was before the offer. */
export function Price(props: { now: Money; was: Money | null; locale: string; isFrom?: boolean }) {
  const words = useTexts('shop').price
  return (
    <span class="price">
      <Show when={props.isFrom}>
        <span class="price-from">{words.from} </span>
      </Show>
      <Show when={props.was} fallback={<Amount money={props.now} locale={props.locale} />}>
        {(was) => (
          <>
            <span class="visually-hidden">{words.now} </span>
            <Amount money={props.now} locale={props.locale} />{' '}
            <span class="visually-hidden">{words.was} </span>
            <s>
              <Amount money={was()} locale={props.locale} />
            </s>
          </>
        )}
      </Show>
    </span>
  )
}
