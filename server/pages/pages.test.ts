import { createHash } from 'node:crypto'
import path from 'node:path'
import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBundle, type FetchApi } from './bundle.ts'
import { createPages, type Pages } from './pages.ts'
import { feria } from './test-profile.ts'

const CODE = 'AAAAAAAAAAAAAAAAAAAAAA'
const store = { ...feria, name: 'Feria <b>&</b> $& Co' }
const hashOf = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`
const logged: string[] = []
const asked: { path: string; headers: Headers }[] = []
let api: FetchApi
let pages: Pages

const answers =
  (byPath: Record<string, unknown>): FetchApi =>
  (path, init) => {
    asked.push({ path, headers: new Headers(init?.headers) })
    const found = Object.entries(byPath).find(([known]) => path.split('?')[0] === known)
    const problem = { code: 'not-found', status: 404 }
    return Promise.resolve(found ? Response.json(found[1]) : Response.json(problem, { status: 404 }))
  }
const shop = {
  '/api/stores/feria/store': store,
  '/api/stores/feria/products': { items: [], nextCursor: null },
  '/api/stores/feria/categories': { categories: [] },
  '/api/store': store,
}
const get = (path: string, headers: Record<string, string> = {}) => pages.routes.request(path, { headers })

beforeAll(async () => {
  pages = await createPages({
    fetchApi: (path, init) => api(path, init),
    isDev: false,
    publicUrl: 'https://tienda.example',
    log: (error, message) => logged.push(`${message}: ${String(error)}`),
  })
  // The first run builds what is missing.
}, 60_000)

describe('PAG1 the status is the page’s own', () => {
  it('200, 404, 503, and the front door leads on', async () => {
    api = answers(shop)
    const statuses = async (...paths: string[]) =>
      Promise.all(paths.map(async (path) => (await get(path)).status))
    expect(
      await statuses('/s/feria/', '/s/feria/selection', '/s/otra/', '/s/feria/p/no', '/nada', `/c/${CODE}`),
    ).toEqual([200, 200, 404, 404, 404, 404])
    const front = await get('/')
    expect([front.status, front.headers.get('location')]).toEqual([307, '/s/feria/'])
    api = () => Promise.resolve(Response.json({ code: 'database-unavailable' }, { status: 503 }))
    expect(await statuses('/', '/s/feria/', `/c/${CODE}`)).toEqual([503, 503, 503])
    expect(await (await get('/s/feria/')).text()).toContain('Volvemos en un momento')
  })

  it('403 where the store is closed, and the front door leads there all the same', async () => {
    const problem = { code: 'store-unavailable', status: 403, slug: 'feria' }
    api = () => Promise.resolve(Response.json(problem, { status: 403 }))
    const closed = await get('/s/feria/')
    expect([closed.status, closed.headers.get('cache-control')]).toEqual([403, 'no-store'])
    expect((await get('/s/feria/p/brujula')).status).toBe(403)
    const front = await get('/')
    expect([front.status, front.headers.get('location')]).toEqual([307, '/s/feria/'])
  })

  it('an unknown file is 404 and not a page', async () => {
    const answer = await get('/assets/../../package.json')
    const unknown = await get('/assets/nada.js')
    expect([answer.status, unknown.status, unknown.headers.get('content-type')]).toEqual([
      404,
      404,
      expect.stringContaining('text/plain'),
    ])
  })
})

it('the old icon is answered without a page', async () => {
  const icon = await get('/favicon.ico')
  expect([icon.status, icon.headers.get('location')]).toEqual([301, '/favicon.svg'])
})

describe('PAG2 nothing of a fault reaches a page', () => {
  const secret = 'secreto en /srv/vidriera/x.ts'

  it('an API that throws, or answers what no page can show', async () => {
    for (const broken of [
      () => Promise.reject(new Error(secret)),
      answers({ ...shop, '/api/stores/feria/products': { items: [{ name: secret }] } }),
    ]) {
      api = broken
      logged.length = 0
      const answer = await get('/s/feria/')
      const html = await answer.text()
      expect(answer.status).toBe(500)
      expect(html).not.toMatch(/secreto|\/srv|node_modules|TypeError|at .*\.js/)
      expect(html).toMatch(/no salió bien|Volvemos en un momento/)
      expect(logged.length).toBeGreaterThan(0)
    }
  })

  it('an API that never answers: the shell goes out after five seconds', async () => {
    api = () => new Promise(() => undefined)
    const answer = await get('/s/feria/')
    expect(answer.status).toBe(500)
    expect(await answer.text()).toContain('<div id="app"></div>')
  }, 10_000)

  it('what is text stays text', async () => {
    api = answers(shop)
    const answer = await get('/s/feria/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E')
    const html = await answer.text()
    // It stands in the search field, where it is harmless, and must not be named as one of our scripts.
    expect(answer.headers.get('content-security-policy')).not.toContain(hashOf('alert(1)'))
    expect(html).not.toContain('<b>&</b>')
    expect(html.replace('value="<script>alert(1)</script>"', '')).not.toContain('<script>alert(1)')
    expect(html).toContain(
      '<title>&lt;script&gt;alert(1)&lt;/script&gt; · Feria &lt;b&gt;&amp;&lt;/b&gt; $&amp; Co</title>',
    )
  })
})

it('PAG3 the policy names exactly the inline scripts of this page', async () => {
  api = answers(shop)
  const answer = await get('/s/feria/')
  const html = await answer.text()
  const hashes = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, code]) =>
      `'sha256-${createHash('sha256')
        .update(code ?? '')
        .digest('base64')}'`,
  )
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy.match(/script-src ([^;]*)/)?.[1]?.split(' ')).toEqual(["'self'", ...hashes])
  expect(policy).not.toContain('unsafe')
  expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/)
})

it('PAG3 the whole policy of every page: nothing from elsewhere, no frame around it, no base, no form to elsewhere', async () => {
  api = answers(shop)
  for (const path of ['/s/feria/', '/s/feria/p/no', `/c/${CODE}`, '/admin', '/shell', '/nada']) {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy.replaceAll(/(?: 'sha256-[\w+/]{43}=')+/g, ' (hashes)').split('; '), path).toEqual([
      "default-src 'none'",
      "script-src 'self' (hashes)",
      "style-src 'self' (hashes)",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      "base-uri 'none'",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
  }
})

it('PAG9 the first paint waits for the page alone: its styles stand in it, and the policy names them', async () => {
  api = answers(shop)
  for (const path of ['/s/feria/', '/nada', '/shell']) {
    const answer = await get(path)
    const [head = ''] = (await answer.text()).split('</head>')
    const styles = [...head.matchAll(/<style>([^<]*)<\/style>/g)].map(([, css]) => css ?? '')
    expect(styles.join('')).toContain('box-sizing')
    expect(styles.join('').includes('.window-head')).toBe(path === '/s/feria/')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy.match(/style-src ([^;]*)/)?.[1]?.split(' ')).toEqual(["'self'", ...styles.map(hashOf)])
    // for scripts, which look for them; nobody fetches what is disabled
    const links = head.match(/<link rel="stylesheet"[^>]*>/g) ?? []
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter((link) => !link.endsWith(' disabled>'))).toEqual([])
    // nobody has a progress to show in a page that was rendered; an empty one may come to show it
    expect(styles.join('').includes('.footer-luggage')).toBe(path === '/shell')
  }
})

it('PAG4 links that are capabilities are neither stored, nor indexed, nor referred from', async () => {
  api = answers(shop)
  for (const path of [`/c/${CODE}`, '/admin', '/admin/checkouts']) {
    const { headers } = await get(path)
    expect(
      [headers.get('cache-control'), headers.get('x-robots-tag'), headers.get('referrer-policy')],
      path,
    ).toEqual(['no-store', 'noindex', 'no-referrer'])
  }
  const open = (await get('/s/feria/')).headers
  expect([open.get('cache-control'), open.get('x-robots-tag')]).toEqual(['no-cache', null])
})

it('the API is asked in the name of whoever asked for a page of their own, and in nobody’s for the shop’s', async () => {
  api = answers(shop)
  const app = new Hono<{ Variables: { host: string; origin: string } }>()
  app.use((c, next) => {
    // as the pipeline has found them, believing a proxy or not
    c.set('host', 'feria.example')
    c.set('origin', 'https://feria.example')
    return next()
  })
  app.route('/', pages.routes)
  const claims = { host: 'inside:3000', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
  const person = { cookie: 'a=b; lang=en', authorization: 'Bearer x', 'user-agent': 'Ana' }
  const told = ['cookie', 'user-agent', 'authorization', 'host', 'x-forwarded-proto', 'x-forwarded-host']
  const toldFor = async (path: string) => {
    asked.length = 0
    await app.request(path, { headers: { ...claims, ...person, 'accept-language': 'pt' } })
    expect(asked.length).toBeGreaterThan(0)
    return asked.map(({ headers }) => told.map((name) => headers.get(name)))
  }
  for (const known of await toldFor(`/c/${CODE}`))
    expect(known).toEqual(['a=b; lang=en', 'Ana', null, 'feria.example', 'https', null])
  for (const known of await toldFor('/s/feria/'))
    expect(known).toEqual([null, null, null, 'feria.example', 'https', null])
})

describe('PAG5 a page is in the language that was asked for, else in the store’s', () => {
  const portuguese = { ...store, locale: 'pt-BR' }
  const langOf = async (path: string, headers: Record<string, string> = {}) =>
    /<html lang="([^"]*)"/.exec(await (await get(path, headers)).text())?.[1]

  it('the document says which, and brings the words of that one alone', async () => {
    api = answers(shop)
    expect(await langOf('/s/feria/')).toBe('es-AR')
    expect(await langOf('/s/feria/', { 'accept-language': 'en-US,en;q=0.9,es;q=0.1' })).toBe('en-GB')
    expect(await langOf('/s/feria/?lang=pt', { 'accept-language': 'en' })).toBe('pt-BR')
    api = answers({ ...shop, '/api/stores/feria/store': portuguese })
    expect(await langOf('/s/feria/')).toBe('pt-BR')
    const html = await (await get('/s/feria/selection')).text()
    expect(html).toContain('Sua seleção')
    expect(html).not.toMatch(/Tu selección|Your selection/)
    const { filesFor } = await openBundle(path.join(import.meta.dirname, '../../dist'))
    const common = new Set((await filesFor([])).preloads)
    const isAnnounced = async (words: string) => {
      const { preloads } = await filesFor([`client/platform/words/${words}.ts`])
      const own = preloads.filter((file) => !common.has(file))
      return own.length > 0 && own.every((file) => html.includes(`modulepreload" href="${file}"`))
    }
    const words = ['es', 'en', 'pt'].flatMap((language) =>
      ['shop', 'window', 'nothing', 'product', 'selection', 'checkout'].map((room) => `${language}/${room}`),
    )
    const announced = await Promise.all(words.map(isAnnounced))
    expect(words.filter((_, n) => announced[n])).toEqual(['pt/shop', 'pt/selection'])
  })

  it('so is what the store says and sells; where nobody asks, it is left to the store', async () => {
    api = answers(shop)
    const languagesAskedFor = async (headers: Record<string, string>) => {
      asked.length = 0
      await get('/s/feria/', headers)
      expect(asked.length).toBeGreaterThanOrEqual(3)
      return new Set(asked.map(({ path }) => /[?&]lang=(\w+)/.exec(path)?.[1]))
    }
    expect(await languagesAskedFor({ 'accept-language': 'en' })).toEqual(new Set(['en']))
    // Its own, by name or by default: what is asked before the store is known cannot name it.
    expect([...(await languagesAskedFor({}))].filter((language) => language !== 'es')).toEqual([undefined])
  })

  it('caches are told, and each language has its address', async () => {
    api = answers(shop)
    const answer = await get('/s/feria/?category=lanas&lang=en&q=x')
    expect(answer.headers.get('vary')).toBe('Accept-Language, Cookie, Accept-Encoding')
    expect(answer.headers.get('set-cookie')).toMatch(/^lang=en; /)
    const links = [...(await answer.text()).matchAll(/<link rel="(?:canonical|alternate)"[^>]*>/g)].flat()
    const address = 'https://tienda.example/s/feria/?category=lanas'
    expect(links).toEqual([
      `<link rel="canonical" href="${address}&amp;lang=en">`,
      `<link rel="alternate" hreflang="es" href="${address}&amp;lang=es">`,
      `<link rel="alternate" hreflang="en" href="${address}&amp;lang=en">`,
      `<link rel="alternate" hreflang="pt" href="${address}&amp;lang=pt">`,
      `<link rel="alternate" hreflang="x-default" href="${address}">`,
    ])
    const plain = await (await get('/s/feria/?category=lanas')).text()
    expect(plain).toContain(`<link rel="canonical" href="${address}">`)
    expect((await get('/admin')).headers.get('vary')).toBe(null)
    expect((await get('/?lang=pt')).headers.get('set-cookie')).toMatch(/^lang=pt; /)
  })

  it('also when there is nothing but a message to show', async () => {
    api = () => Promise.reject(new Error('broken'))
    const fault = await (await get('/s/feria/', { 'accept-language': 'pt' })).text()
    expect(fault).toMatch(/<html lang="pt"[\s\S]*(?:Não deu certo|Já voltamos)/)
    api = () => Promise.resolve(Response.json({}, { status: 503 }))
    expect(await (await get('/', { cookie: 'lang=en' })).text()).toMatch(
      /<html lang="en"[\s\S]*Back in a moment/,
    )
    expect(await (await get('/')).text()).toMatch(/<html lang="es"[\s\S]*Volvemos en un momento/)
  })

  it('the page that is kept for later says so: by then another language may have been chosen', async () => {
    const html = await (await get('/shell', { 'accept-language': 'pt' })).text()
    expect(html).toMatch(/<html lang="pt" data-kept /)
    api = answers(shop)
    expect(await (await get('/s/feria/')).text()).not.toContain('data-kept')
  })
})
