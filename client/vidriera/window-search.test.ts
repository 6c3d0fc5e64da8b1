import { expect, it } from 'vitest'
import { windowQuery } from '../platform/window-query.ts'
import { filterCount, searchOf, toggled, withoutFilters } from './window-search.ts'

it('takes what the window knows, once, and leaves the rest', () => {
  expect(searchOf({ q: [' buzo ', 'x'], sort: 'price-asc', category: 'abrigo', utm: 'x' })).toEqual({
    q: 'buzo',
    sort: 'price-asc',
    category: 'abrigo',
  })
})

it('an unknown order, a blank or endless search, a price that is none are left out', () => {
  const odd = {
    q: '  ',
    sort: 'drop table',
    cursor: undefined,
    min: '-1',
    max: '1e9',
    available: 'yes',
    option: 'azul',
  }
  expect(searchOf(odd)).toEqual({})
  expect(searchOf({ q: 'x'.repeat(1001), category: '../etc' })).toEqual({})
})

it('a search that is too long stays, so that the page can say so', () => {
  expect(searchOf({ q: 'x'.repeat(201) }).q).toHaveLength(201)
})

it('a price stays as it was written', () => {
  expect(searchOf({ min: ' 1.200,50', max: '$ 1.999,50' })).toEqual({ min: '1.200,50', max: '$ 1.999,50' })
  expect(searchOf({ min: '1'.repeat(17), max: 'barato' })).toEqual({})
})

it('options come as many as there are, and are taken and given back', () => {
  const search = searchOf({ option: ['color:azul', 'talle:m'], cursor: 'abc', q: 'buzo' })
  expect(search.option).toEqual(['color:azul', 'talle:m'])
  expect(toggled(search, 'talle:m')).toEqual({ q: 'buzo', option: ['color:azul'] })
  expect(toggled(toggled(search, 'talle:m'), 'color:azul')).toEqual({ q: 'buzo' })
  expect(toggled(search, 'color:rojo').option).toEqual(['color:azul', 'talle:m', 'color:rojo'])
})

it('prices are asked for in minor units of the store’s currency, as many decimals as it has', () => {
  expect(windowQuery({ min: '1000', max: '1.999,50', sale: '1' }, 'ARS')).toEqual({
    minPrice: '100000',
    maxPrice: '199950',
    onSale: '1',
  })
  expect(windowQuery({ min: '1.000', max: '2.000,00' }, 'JPY')).toEqual({
    minPrice: '1000',
    maxPrice: '2000',
  })
  expect(windowQuery({ q: 'lino' }, '')).toEqual({ q: 'lino' })
  expect(windowQuery({ min: '0,750', max: '1.250' }, 'KWD')).toEqual({ minPrice: '750', maxPrice: '1250' })
})

it('what says more than the currency has is rounded so that nothing it means is left out', () => {
  expect(windowQuery({ min: '1200,5', max: '1200,5' }, 'CLP')).toEqual({ minPrice: '1200', maxPrice: '1201' })
  expect(windowQuery({ max: '9999999999' }, 'KWD')).toEqual({ maxPrice: '10000000000' })
})

it('what narrows is counted, and can be taken away at once', () => {
  const search = searchOf({
    q: 'buzo',
    sort: 'name',
    option: 'color:azul',
    min: '1',
    max: '9',
    available: '1',
  })
  expect(filterCount(search)).toBe(3)
  expect(withoutFilters(search)).toEqual({ q: 'buzo', sort: 'name' })
})
