import { minorDigits } from '../../shared/money.ts'
import type { WindowSearch } from '../paths.ts'
import type { ProductQuery } from './api.ts'

/** What an address asks of a window, as the API is asked: amounts in minor units of the store's currency. */
export function windowQuery(search: WindowSearch, currency: string): ProductQuery {
  const { min, max, sale, ...rest } = search
  const minor = (whole: string) => String(Number(whole) * 10 ** minorDigits(currency))
  return {
    ...rest,
    ...(min === undefined ? {} : { minPrice: minor(min) }),
    ...(max === undefined ? {} : { maxPrice: minor(max) }),
    ...(sale === undefined ? {} : { onSale: sale }),
  }
}
