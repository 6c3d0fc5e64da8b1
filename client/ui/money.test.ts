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

it('a currency is a bare sign only where nobody can take it for another', () => {
  const text = (currency: string, locale: string) => moneyText({ amount: 1_250_000, currency }, locale)
  expect(['es-AR', 'en-GB', 'pt-BR'].map((locale) => text('ARS', locale))).toEqual([
    '$ 12.500',
    'ARS 12,500',
    'ARS 12.500',
  ])
  expect([text('USD', 'es-AR'), text('UYU', 'es-UY'), text('BRL', 'pt-BR')]).toEqual([
    'US$ 12.500',
    '$ 12.500',
    'R$ 12.500',
  ])
})

it('currencies without minor units are not divided', () => {
  expect(moneyText({ amount: 1500, currency: 'JPY' }, 'es-AR')).toMatch(/1\.500/)
})
