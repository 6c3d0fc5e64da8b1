import { describe, expect, test } from 'vitest'
import { matchRoutes, queryOf, type RouteDefinition } from './route-match.ts'

const component = () => null
const routes: RouteDefinition<string>[] = [
  {
    path: '/s/:store',
    component,
    info: 'store',
    children: [
      { path: '/', component, info: 'window' },
      { path: '/p/:slug', component, info: 'product' },
      { path: '/*rest', component, info: 'no such page' },
    ],
  },
  { path: '/admin/*rest', component, info: 'admin' },
]

const found = (pathname: string) => {
  const match = matchRoutes(routes, pathname)
  return match && [match.branch.map((route) => route.info).join(' > '), match.params]
}

describe('an address leads to the first route that fits the whole of it', () => {
  test.each([
    ['/s/milo/', 'store > window', { store: 'milo' }],
    ['/s/milo', 'store > window', { store: 'milo' }],
    ['/s/milo/p/blue-shirt', 'store > product', { store: 'milo', slug: 'blue-shirt' }],
    ['/s/milo/p/blue-shirt/', 'store > product', { store: 'milo', slug: 'blue-shirt' }],
    ['/S/milo/P/blue', 'store > product', { store: 'milo', slug: 'blue' }],
    ['/s/milo/p', 'store > no such page', { store: 'milo', rest: 'p' }],
    ['/s/milo/p/a/b', 'store > no such page', { store: 'milo', rest: 'p/a/b' }],
    ['/admin', 'admin', { rest: undefined }],
    ['/admin/', 'admin', { rest: '' }],
    ['/admin/milo/stock', 'admin', { rest: 'milo/stock' }],
  ])('%s', (pathname, branch, params) => {
    expect(found(pathname)).toEqual([branch, params])
  })

  test.each(['/', '/s', '/s/', '/administrator', '/api/s/milo', '/s//p/blue'])(
    '%s leads nowhere',
    (pathname) => {
      expect(found(pathname)).toBeNull()
    },
  )

  test('what is encoded in an address stays so in its parameters', () => {
    expect(found('/s/milo/p/a%20b')).toEqual(['store > product', { store: 'milo', slug: 'a%20b' }])
  })
})

test('a name that an address has several times is a list, once it is a text', () => {
  expect(queryOf('?q=hilo+rojo&option=size:1&option=size:2&sale=')).toEqual({
    q: 'hilo rojo',
    option: ['size:1', 'size:2'],
    sale: '',
  })
})
