import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { acceptedLanguage, keepChosenLanguage, wishedLanguage } from './language.ts'

describe('the language a browser asks for', () => {
  const cases: [string | undefined, 'es' | 'en' | 'pt' | null][] = [
    [undefined, null],
    ['', null],
    ['*', null],
    ['es-AR', 'es'],
    ['ES', 'es'],
    ['pt-PT,pt;q=0.9', 'pt'],
    ['en-US,en;q=0.9,es;q=0.8', 'en'],
    ['es;q=0.4, en;q=0.7, pt;q=0.6', 'en'],
    ['fr-FR, fr;q=0.9, pt;q=0.3', 'pt'],
    ['de, fr;q=0.5', null],
    ['en;q=0, es;q=0.1', 'es'],
    ['en;q=0', null],
    ['en ; q=0.2 , pt', 'pt'],
    ['en;level=1;q=0.3, es;q=0.2', 'en'],
    ['pt;q=0.8, en;q=0.8', 'pt'],
    ['est, eng, ptx', null],
    ['en;q=no', null],
    [';;;,,=,q=', null],
  ]
  it.each(cases)('%s → %s', (header, language) => expect(acceptedLanguage(header)).toBe(language))
})

describe('the language of a page', () => {
  const app = new Hono<{ Variables: { origin: string } }>().get('*', (c) => {
    c.set('origin', c.req.header('x-origin') ?? 'http://localhost')
    keepChosenLanguage(c)
    return c.json({ language: wishedLanguage(c) })
  })
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await app.request(path, { headers })
    const { language } = (await answer.json()) as { language: string | null }
    return { language, cookie: answer.headers.get('set-cookie') }
  }

  it('the address before the cookie before the browser’s settings', async () => {
    const headers = { cookie: 'a=b; lang=en', 'accept-language': 'es' }
    expect((await ask('/s/feria/?lang=pt', headers)).language).toBe('pt')
    expect((await ask('/s/feria/', headers)).language).toBe('en')
    expect((await ask('/s/feria/', { ...headers, cookie: 'a=b' })).language).toBe('es')
    expect((await ask('/s/feria/')).language).toBe(null)
  })
  it('a language we do not speak is no wish, wherever it is named', async () => {
    const headers = { cookie: 'lang=fr', 'accept-language': 'pt' }
    expect(await ask('/s/feria/?lang=__proto__', headers)).toEqual({ language: 'pt', cookie: null })
  })
  it('one chosen in the address is kept for a year; nothing else is written', async () => {
    expect((await ask('/s/feria/?lang=en')).cookie).toBe(
      'lang=en; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
    )
    expect((await ask('/?lang=en', { 'x-origin': 'https://feria.example' })).cookie).toContain('; Secure')
    expect((await ask('/s/feria/', { cookie: 'lang=en', 'accept-language': 'pt' })).cookie).toBe(null)
  })
  it('the merchant’s pages stay in Spanish and leave the choice alone', async () => {
    const headers = { cookie: 'lang=en', 'accept-language': 'pt' }
    expect(await ask('/admin/settings?lang=en', headers)).toEqual({ language: 'es', cookie: null })
    expect((await ask('/administrators', headers)).language).toBe('en')
  })
})
