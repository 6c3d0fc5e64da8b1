import type { Money } from '../../shared/money.ts'
import { pageLocale } from '../platform/i18n.ts'
import { moneyParts } from './money.ts'
import { RollingNumber } from './rolling-number.tsx'
import './price.css'

/** An amount whose digits roll when it changes. */
export function RollingAmount(props: { money: Money; locale: string }) {
  const parts = () => moneyParts(props.money, pageLocale(props.locale))
  const currency = (text: string) => (text === '' ? null : <span class="amount-currency">{text}</span>)
  return (
    <span class="amount">
      {currency(parts().before)} <RollingNumber text={parts().number} /> {currency(parts().after)}
    </span>
  )
}
