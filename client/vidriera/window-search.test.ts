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

it('a price is understood as it was written, rounded so that nothing it means is left out', () => {
  expect(searchOf({ min: '1.200,50', max: '$ 1.999,50' })).toEqual({ min: '1200', max: '2000' })
  expect(searchOf({ min: '99999999,50', max: '99999999,50' })).toEqual({ min: '99999999', max: '99999999' })
  expect(searchOf({ min: '1'.repeat(17), max: 'barato' })).toEqual({})
})

it('options come as many as there are, and are taken and given back', () => {
  const search = searchOf({ option: ['color:azul', 'talle:m'], cursor: 'abc', q: 'buzo' })
  expect(search.option).toEqual(['color:azul', 'talle:m'])
  expect(toggled(search, 'talle:m')).toEqual({ q: 'buzo', option: ['color:azul'] })
  expect(toggled(toggled(search, 'talle:m'), 'color:azul')).toEqual({ q: 'buzo' })
  expect(toggled(search, 'color:rojo').option).toEqual(['color:azul', 'talle:m', 'color:rojo'])
})

it('prices are asked for in minor units of the store’s currency', () => {
  expect(windowQuery({ min: '1000', max: '2000', sale: '1' }, 'ARS')).toEqual({
    minPrice: '100000',
    maxPrice: '200000',
    onSale: '1',
  })
  expect(windowQuery({ min: '1000' }, 'JPY')).toEqual({ minPrice: '1000' })
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
