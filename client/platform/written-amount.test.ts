import { expect, test } from 'vitest'
import { writtenAmount } from './written-amount.ts'

test.each([
  ['1200', 120_000],
  ['1.200', 120_000],
  ['1,200', 120_000],
  ['1.200.000', 120_000_000],
  ['1.200,50', 120_050],
  ['1,200.50', 120_050],
  ['99.50', 9_950],
  ['99,5', 9_950],
  ['99,00', 9_900],
  [' $ 1 200 ', 120_000],
  ['$ 84.900,00', 8_490_000],
  ['1200.-', 120_000],
  [',50', 50],
  ['', null],
  ['barato', null],
  ['-1', null],
  ['1e9', null],
  ['US$ 1.200', 120_000],
])('%j of pesos is %s centavos', (text, minor) => {
  expect(writtenAmount(text, 2)).toBe(minor)
})

test.each([
  ['1.250', 1_250],
  ['1,250', 1_250],
  ['KWD 0.750', 750],
  ['12.5', 12_500],
  ['1.250,500', 1_250_500],
  ['1,250.5', 1_250_500],
  ['1.250.000', 1_250_000_000],
  ['1250', 1_250_000],
])('%j of dinars, which have three decimals, is %s fils', (text, minor) => {
  expect(writtenAmount(text, 3)).toBe(minor)
})

test.each([
  ['1200', 1_200],
  ['1.200', 1_200],
  ['¥ 1,200', 1_200],
  ['1.200.000', 1_200_000],
  ['1.200,00', 1_200],
  ['1200,5', 1_200.5],
])('%j of yens, which have none, is %s', (text, minor) => {
  expect(writtenAmount(text, 0)).toBe(minor)
})
