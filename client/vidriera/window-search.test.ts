import { expect, it } from 'vitest'
import { searchOf } from './window-search.ts'

it('takes what the window knows, once, and leaves the rest', () => {
  expect(searchOf({ q: [' buzo ', 'x'], sort: 'price-asc', category: 'abrigo', utm: 'x' })).toEqual({
    q: 'buzo',
    sort: 'price-asc',
    category: 'abrigo',
  })
})

it('an unknown order or a blank search is no search', () => {
  expect(searchOf({ q: '  ', sort: 'drop table', cursor: undefined })).toEqual({})
})
