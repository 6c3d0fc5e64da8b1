import { describe, expect, test } from 'vitest'
import { judgePath } from './paths.ts'

const plain = [
  '/',
  '/healthz',
  '/s/raremagic/',
  '/s/raremagic/p/esfera-armilar?variante=a%2Fb//c',
  '/c/AbC_-0123456789abcdefg',
  '/.well-known/security.txt',
  '/api/members/ana@example.com',
  '/api/members/ana%40example.com',
  '/buscar/%C3%B1and%C3%BA',
  'http://tienda.example/api/products',
]
const ambiguous = [
  '//api/products',
  '/api//products',
  '/api/products//',
  '/api/./products',
  '/api/../metrics',
  '/api/stores/..',
  '/api/.',
  '/api%2Fproducts',
  '/api/stores/a%2fb/products',
  '/api/%2e%2e/metrics',
  '/api/%2E/metrics',
  '/api\\products',
  '/api/a%5Cb',
  '/api/products;jsessionid=1',
  '/api/products%3Bx',
  'http://tienda.example//api',
]
const malformed = [
  '/%',
  '/%zz',
  '/a%0',
  '/a%00b',
  '/%c3%28',
  '/%ff',
  '/\u0000',
  '/a b',
  '/caf\u00e9',
  '/a\tb',
]

describe('HTTP1 a path that could be read in two ways never reaches a route', () => {
  test.each(plain)('%j is plain', (target) => expect(judgePath(target)).toBe('plain'))
  test.each(ambiguous)('%j is ambiguous', (target) => expect(judgePath(target)).toBe('ambiguous'))
  test.each(malformed)('%j is malformed', (target) => expect(judgePath(target)).toBe('malformed'))
})
