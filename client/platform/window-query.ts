import { MAX_PRICE_MINOR, minorDigits } from '../../shared/money.ts'
import type { WindowSearch } from '../paths.ts'
import type { ProductQuery } from './api.ts'
import { writtenAmount } from './written-amount.ts'

/** What an address asks of a window, as the API is asked: amounts in minor units of the store's currency. */
export function windowQuery(search: WindowSearch, currency: string): ProductQuery {
  const { min, max, sale, ...rest } = search
  // to the side on which nothing that was meant is left out
  const minor = (name: string, written: string | undefined, round: (amount: number) => number) => {
    const amount = written === undefined ? null : writtenAmount(written, minorDigits(currency))
    return amount === null ? {} : { [name]: String(Math.min(round(amount), MAX_PRICE_MINOR)) }
  }
  return {
    ...rest,
    ...minor('minPrice', min, Math.floor),
    ...minor('maxPrice', max, Math.ceil),
    ...(sale === undefined ? {} : { onSale: sale }),
  }
}
