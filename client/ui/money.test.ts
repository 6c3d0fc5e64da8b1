import { expect, it } from 'vitest'
import { moneyParts, moneyText } from './money.ts'

it('the currency stands apart from the number, whichever side it is on', () => {
  expect(moneyParts({ amount: 1_850_000, currency: 'ARS' }, 'es-AR')).toEqual({
    before: '$',
    number: '18.500',
    after: '',
  })
  expect(moneyParts({ amount: 1999, currency: 'EUR' }, 'es-ES')).toEqual({
    before: '',
    number: '19,99',
    after: '€',
  })
})

it('currencies without minor units are not divided', () => {
  expect(moneyText({ amount: 1500, currency: 'JPY' }, 'es-AR')).toMatch(/1\.500/)
})
