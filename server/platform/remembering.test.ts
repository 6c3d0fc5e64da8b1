import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { valid } from './http.ts'
import { RememberingRouter } from './remembering-router.ts'

describe('what is remembered answers as what was found', () => {
  const app = () =>
    new Hono({ router: new RememberingRouter() })
      .get('/a/:id', (c) => c.text(`a ${c.req.param('id')}`))
      .get('/a/:id/b', (c) => c.text(`b ${c.req.param('id')}`))
      .post('/a/:id', (c) => c.text(`post ${c.req.param('id')}`))
      .get('*', (c) => c.text('page'))

  test('routes: parameters stay those of their own address', async () => {
    const shop = app()
    const ask = async (path: string, method = 'GET') => (await shop.request(path, { method })).text()
    for (let round = 0; round < 2; round++) {
      expect(await ask('/a/1')).toBe('a 1')
      expect(await ask('/a/2')).toBe('a 2')
      expect(await ask('/a/1/b')).toBe('b 1')
      expect(await ask('/a/1', 'POST')).toBe('post 1')
      expect(await ask('/else')).toBe('page')
    }
  })

  test('routes: thousands of made-up addresses change nothing', async () => {
    const shop = app()
    for (let n = 0; n < 5_000; n++) await shop.request(`/a/${n}`)
    expect(await (await shop.request('/a/7')).text()).toBe('a 7')
  })

  test('queries: valid ones are parsed once, others are refused each time, nobody can change them', async () => {
    let parsed = 0
    const schema = z.strictObject({
      n: z
        .string()
        .regex(/^\d+$/)
        .transform((text) => (parsed++, Number(text))),
    })
    const shop = new Hono().get('/', valid('query', schema), (c) => {
      const query = c.req.valid('query')
      expect(Object.isFrozen(query)).toBe(true)
      return c.json(query)
    })
    shop.onError((error, c) => c.text(error.message, 400))
    for (let round = 0; round < 3; round++) {
      expect(await (await shop.request('/?n=1')).json()).toEqual({ n: 1 })
      expect(await (await shop.request('/?n=2')).json()).toEqual({ n: 2 })
      expect((await shop.request('/?n=x')).status).toBe(400)
      expect((await shop.request('/')).status).toBe(400)
    }
    expect(parsed).toBe(2)
  })
})
