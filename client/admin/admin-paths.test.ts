import { expect, it } from 'vitest'
import { adminPaths, checkoutFilterOf, pageOf, stockFilterOf, visitDaysOf } from './admin-paths.ts'

it('addresses without a section are the checkouts, of whichever store', () => {
  expect(pageOf('/admin')).toEqual({ store: null, kind: 'checkouts', id: null })
  expect(pageOf('/admin/')).toEqual({ store: null, kind: 'checkouts', id: null })
  expect(pageOf('/admin/mi-tienda')).toEqual({ store: 'mi-tienda', kind: 'checkouts', id: null })
  expect(pageOf('/admin/mi-tienda/nothing-of-ours')).toMatchObject({ kind: 'checkouts' })
  expect(pageOf('/admin/%E0%A4%A/stock')).toMatchObject({ store: '%E0%A4%A', kind: 'stock' })
})

it('what is built is read back', () => {
  const checkouts = { status: 'expired', q: 'Ana & Beto' } as const
  const path = new URL(adminPaths.checkouts('a', checkouts, 'x'), 'http://shop')
  expect([pageOf(path.pathname), checkoutFilterOf(path.search)]).toEqual([
    { store: 'a', kind: 'checkouts', id: 'x' },
    checkouts,
  ])
  const stock = new URL(adminPaths.stock('a', { low: true, q: '' }), 'http://shop')
  expect(stockFilterOf(stock.search)).toEqual({ low: true, q: '' })
  const visits = new URL(adminPaths.visits('a', 30), 'http://shop')
  expect([pageOf(visits.pathname), visitDaysOf(visits.search)]).toEqual([
    { store: 'a', kind: 'visits', id: null },
    30,
  ])
  expect(pageOf(new URL(adminPaths.countsVisits('a'), 'http://shop').pathname).kind).toBe('settings')
  expect(adminPaths.checkouts('a', { status: 'pending', q: '' })).toBe('/admin/a/checkouts')
})

it('one’s own account is of no store, and knows the one that was left for it', () => {
  expect(pageOf('/admin/account')).toEqual({ store: null, kind: 'account', id: null })
  const path = new URL(adminPaths.account('mi-tienda'), 'http://shop')
  expect(pageOf(path.pathname, path.search)).toEqual({ store: 'mi-tienda', kind: 'account', id: null })
})

it('people and their tokens are two pages of one section', () => {
  expect(pageOf(adminPaths.section('a', 'people'))).toEqual({ store: 'a', kind: 'people', id: null })
  expect(pageOf(adminPaths.tokens('a'))).toEqual({ store: 'a', kind: 'people', id: 'tokens' })
  expect(pageOf('/admin/a/people/nothing-of-ours')).toEqual({ store: 'a', kind: 'people', id: null })
})

it('a filter that is none of ours is the usual one', () => {
  expect(checkoutFilterOf('?status=lost').status).toBe('pending')
  expect(visitDaysOf('?days=1000')).toBe(7)
})
