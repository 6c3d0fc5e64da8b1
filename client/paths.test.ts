import { expect, it } from 'vitest'
import { paths } from './paths.ts'

it('every address of the shop', () => {
  expect([
    paths.window('liz'),
    paths.window('liz', { q: 'buzo & más', sort: '', category: undefined }),
    paths.product('liz', 'buzo-azul'),
    paths.selection('liz'),
    paths.checkout('AAAAAAAAAAAAAAAAAAAAAA'),
  ]).toEqual([
    '/s/liz/',
    '/s/liz/?q=buzo+%26+m%C3%A1s',
    '/s/liz/p/buzo-azul',
    '/s/liz/selection',
    '/c/AAAAAAAAAAAAAAAAAAAAAA',
  ])
})
