import type { CDPSession, Page } from '@playwright/test'
import { expectAccessible } from '../support/accessible.ts'
import { expect } from '../support/fixtures.ts'
import { importProduct, test } from './merchant-steps.ts'
import { choose, buyable, makeCheckout } from './window-steps.ts'

test.use({ serviceWorkers: 'allow', permissions: ['notifications'], store: 'raremagic' })

/** A push service is out of reach here: the browser subscribes to one that is made up, with keys that are real. */
async function standInForPushService(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const text = (bytes: ArrayBuffer) =>
      btoa(String.fromCharCode(...new Uint8Array(bytes)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
    PushManager.prototype.subscribe = async (options) => {
      const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
        'deriveBits',
      ])
      const p256dh = text(await crypto.subtle.exportKey('raw', pair.publicKey))
      const auth = text(crypto.getRandomValues(new Uint8Array(16)).buffer)
      const endpoint = `https://push.example/${crypto.randomUUID()}`
      if (options?.userVisibleOnly !== true || typeof options.applicationServerKey !== 'string')
        throw new Error('subscribed without what push services ask for')
      return { endpoint, toJSON: () => ({ endpoint, keys: { p256dh, auth } }) } as never
    }
  })
}

type Counted = { permissionAsked: number }

/** The browser asks as ever, and how often this document had it ask is known. */
const countPermissionAsked = (page: Page) =>
  page.addInitScript(() => {
    const counted = Object.assign(window, { permissionAsked: 0 })
    const ask = Notification.requestPermission.bind(Notification)
    Notification.requestPermission = () => {
      counted.permissionAsked++
      return ask()
    }
  })
const permissionAsked = (page: Page) => page.evaluate(() => (window as unknown as Counted).permissionAsked)

const said = (page: Page) => page.locator('.bell-said')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const slugOf = (name: string) => name.toLowerCase().replaceAll(' ', '-')

test('who asks on the ticket is told before the hold ends, and takes it back with the same button', async ({
  page,
  request,
  store,
}) => {
  await standInForPushService(page)
  await countPermissionAsked(page)
  const code = await makeCheckout(request, store)
  await page.goto(`/c/${code}`)
  await page.waitForLoadState('networkidle')
  await expect(button(page, 'Avisame 2 horas antes')).toBeVisible()
  expect(await permissionAsked(page), 'whoever only looks is asked nothing').toBe(0)
  await button(page, 'Avisame 2 horas antes').click()
  await expect(said(page)).toHaveText('Te avisamos acá 2 horas antes, aunque cierres la tienda.')
  await expectAccessible(page)
  const wish = await page.evaluate((key) => localStorage.getItem(key), `vidriera:${store}:tell:${code}`)
  const at = `/api/stores/${store}/push/wishes/${wish}`
  expect((await request.get(at)).status()).toBe(204)
  expect(await permissionAsked(page)).toBe(1)
  await page.reload()
  await button(page, 'Ya no me avises').click()
  await expect(said(page)).toHaveText('Listo, no te avisamos.')
  expect(await permissionAsked(page), 'nor who comes back, or takes it back').toBe(0)
  await expect(button(page, 'Avisame 2 horas antes')).toBeVisible()
  expect((await request.get(at)).status()).toBe(404)
})

test('who asks where something is sold out is told when it is back; what was told is not remembered', async ({
  page,
  api,
  store,
}) => {
  await standInForPushService(page)
  const { name, variantId } = await importProduct(api, store, 0)
  await page.goto(`/s/${store}/p/${slugOf(name)}`)
  await button(page, 'Avisame cuando vuelva').click()
  await expect(said(page)).toHaveText('Te avisamos acá cuando vuelva, aunque cierres la tienda.')
  await expectAccessible(page)
  const key = `vidriera:${store}:tell:${variantId}`
  const wish = await page.evaluate((key) => localStorage.getItem(key), key)
  await page.reload()
  await expect(button(page, 'Ya no me avises')).toBeVisible()
  // as after the message
  expect((await api.delete(`/api/stores/${store}/push/wishes/${wish}`)).status()).toBe(204)
  await page.reload()
  await expect(button(page, 'Avisame cuando vuelva')).toBeVisible()
})

test.describe('sold out in every size', () => {
  test.use({ store: 'lizimportados' })

  test('who wants one of them is asked which, and is told when that one is back', async ({
    page,
    request,
    store,
  }) => {
    await standInForPushService(page)
    const answer = await request.get(`/api/stores/${store}/products/cardigan-corto`)
    type Variants = { variants: { id: string; available: number; options: Record<string, string> }[] }
    const { variants } = (await answer.json()) as Variants
    expect(variants.every(({ available }) => available === 0)).toBe(true)
    const large = variants.find(({ options }) => options['Talle'] === 'L')
    await page.goto(`/s/${store}/p/cardigan-corto`)
    await button(page, 'Elegí talle y te avisamos cuando vuelva').click()
    const sizes = page.getByRole('group', { name: 'Talle' })
    await expect(sizes.getByRole('radio').first()).toBeFocused()
    await expectAccessible(page)
    await sizes.locator('input[value="L"]').check()
    await button(page, 'Avisame cuando vuelva').click()
    await expect(said(page)).toHaveText('Te avisamos acá cuando vuelva, aunque cierres la tienda.')
    const key = `vidriera:${store}:tell:${large?.id}`
    const wish = await page.evaluate((key) => localStorage.getItem(key), key)
    expect((await request.get(`/api/stores/${store}/push/wishes/${wish}`)).status()).toBe(204)
  })
})

test('a message shows itself in the language and under the name it was sent with', async ({
  page,
  store,
}) => {
  await page.goto(`/s/${store}/`)
  await page.evaluate(() => navigator.serviceWorker.ready)
  const session = await page.context().newCDPSession(page)
  const registrationId = await registrationOf(session)
  const { origin } = new URL(page.url())
  const deliver = (body: string) =>
    session.send('ServiceWorker.deliverPushMessage', {
      origin,
      registrationId,
      data: JSON.stringify({
        web_push: 8030,
        notification: {
          ...{ title: 'Liz Importados', body, lang: 'es', tag: 'one' },
          navigate: `${origin}/s/${store}/p/campera`,
          icon: `${origin}/s/${store}/icon-192.png`,
        },
      }),
    })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      const all = await registration.getNotifications()
      return all.map(({ title, body, lang, tag, data }) => ({ title, body, lang, tag, data: String(data) }))
    })
  await deliver('Volvió la campera.')
  const once = { title: 'Liz Importados', lang: 'es', tag: 'one', data: `${origin}/s/${store}/p/campera` }
  await expect.poll(shown).toEqual([{ ...once, body: 'Volvió la campera.' }])
  await deliver('Volvió la campera roja.')
  await expect.poll(shown).toEqual([{ ...once, body: 'Volvió la campera roja.' }])
})

async function registrationOf(session: CDPSession): Promise<string> {
  const found = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations
      if (registration) resolve(registration.registrationId)
    }),
  )
  await session.send('ServiceWorker.enable')
  return found
}

test('without permission the shop says how to give it, and asks nobody else', async ({
  browser,
  baseURL,
  request,
  store,
}) => {
  const context = await browser.newContext({
    ...{ baseURL: baseURL ?? '', locale: 'es-AR', permissions: [], viewport: { width: 390, height: 844 } },
  })
  const page = await context.newPage()
  await page.goto(`/c/${await makeCheckout(request, store)}`)
  await button(page, 'Avisame 2 horas antes').click()
  await expect(said(page)).toContainText('Se permiten en los ajustes del sitio')
  await expectAccessible(page)
  await context.close()
})

test('on an iPhone messages need the home screen first, and the shop says how to get there', async ({
  browser,
  baseURL,
  request,
  store,
}) => {
  const context = await browser.newContext({
    ...{ baseURL: baseURL ?? '', locale: 'es-AR', viewport: { width: 390, height: 844 } },
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  })
  await context.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'))
  const page = await context.newPage()
  await page.goto(`/c/${await makeCheckout(request, store)}`)
  await button(page, 'Avisame 2 horas antes').click()
  await expect(said(page)).toContainText('elegí «Agregar a inicio»')
  await expectAccessible(page)
  await context.close()
})

test('without a connection the wish is not made, and can be asked again', async ({
  page,
  request,
  store,
}) => {
  await standInForPushService(page)
  await page.goto(`/c/${await makeCheckout(request, store)}`)
  await expect(button(page, 'Avisame 2 horas antes')).toBeVisible()
  await page.route('**/push/**', (route) => route.abort('internetdisconnected'))
  await button(page, 'Avisame 2 horas antes').click()
  await expect(said(page)).toHaveText('Sin conexión no llegamos a anotarlo. Tocá otra vez cuando vuelva.')
  await page.unroute('**/push/**')
  await button(page, 'Avisame 2 horas antes').click()
  await expect(said(page)).toContainText('Te avisamos acá')
})

test('the code that asks is not part of the first page', async ({ page, request, store }) => {
  const [item] = await buyable(request, store)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`/s/${store}/p/${item?.slug}`)
  await expect(button(page, 'Elegir')).toBeVisible()
  expect(asked.filter((url) => /bell-|install-line/.test(url))).toEqual([])
})

test('the home screen is offered after a second pick, once, and what sends it away is remembered', async ({
  page,
  request,
  store,
}) => {
  const [one, two] = await buyable(request, store)
  // as early as it may come: the page's first code has run, and what it fetches has not
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () => {
      const prompt = () => Promise.resolve(void (document.title = 'asked'))
      dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }))
    }),
  )
  const line = page.getByRole('complementary', { name: 'Llevar la tienda a la pantalla de inicio' })
  await choose(page, store, one)
  await expect(line).toHaveCount(0)
  await button(page, 'Elegir').click()
  await expect(line).toBeVisible()
  await expectAccessible(page)
  await line.getByRole('button', { name: 'Instalar' }).click()
  await expect.poll(() => page.title()).toBe('asked')
  await expect(line).toHaveCount(0)
  await choose(page, store, two)
  await button(page, 'Elegir').click()
  await expect(page.getByText('Ya tenés 2 en tu selección')).toBeVisible()
  await expect(line).toHaveCount(0)
})

test('who comes back to what they had picked is offered the home screen when they walk on', async ({
  page,
  request,
  store,
}) => {
  const [item] = await buyable(request, store)
  await page.addInitScript(() => Object.defineProperty(navigator, 'userAgent', { value: 'iPhone' }))
  const line = page.getByRole('complementary', { name: 'Llevar la tienda a la pantalla de inicio' })
  await choose(page, store, item)
  await page.goto(`/s/${store}/`)
  await expect(page.getByRole('link', { name: 'Selección, 1 unidad' })).toBeVisible()
  await expect(line).toHaveCount(0)
  await page.getByRole('link', { name: item.name }).first().click()
  await expect(line).toContainText('elegí «Agregar a inicio»')
  await line.getByRole('button', { name: 'No mostrar más' }).click()
  await expect(line).toHaveCount(0)
})

test('the app wears a badge while a reservation is open, and none after', async ({
  page,
  request,
  store,
}) => {
  await page.addInitScript(() => {
    const badges: string[] = []
    Object.assign(window, { badges })
    Object.assign(navigator, {
      setAppBadge: (n: number) => Promise.resolve(void badges.push(String(n))),
      clearAppBadge: () => Promise.resolve(void badges.push('none')),
    })
  })
  const badge = () => page.evaluate(() => (Reflect.get(window, 'badges') as string[]).at(-1))
  const code = await makeCheckout(request, store)
  await page.goto(`/s/${store}/`)
  await expect.poll(badge).toBe('none')
  const pending = { code, expiresAt: new Date(Date.now() + 86_400_000).toISOString(), timeZone: 'UTC' }
  await page.evaluate(
    ([key = '', value = '']) => localStorage.setItem(key, value),
    [`vidriera:${store}:pending`, JSON.stringify(pending)],
  )
  await page.reload()
  await expect.poll(badge).toBe('1')
  await page.goto(`/c/${code}`)
  await expect.poll(badge).toBe('1')
  expect((await request.post(`/api/stores/${store}/checkouts/${code}/cancel`, { data: {} })).status()).toBe(
    204,
  )
  await page.reload()
  await page.goto(`/s/${store}/`)
  await expect.poll(badge).toBe('none')
})

test('Chromium finds nothing wrong with the app of a store', async ({ page, store }) => {
  await page.goto(`/s/${store}/`)
  await page.evaluate(() => navigator.serviceWorker.ready)
  const session = await page.context().newCDPSession(page)
  const manifest = await session.send('Page.getAppManifest')
  expect(manifest.errors).toEqual([])
  expect(manifest.url).toContain(`/s/${store}/manifest.webmanifest`)
  const { screenshots } = JSON.parse(manifest.data ?? '') as { screenshots: { src: string; sizes: string }[] }
  expect(screenshots).toHaveLength(2)
  for (const { src, sizes } of screenshots) {
    const size = await page.evaluate(async (src) => {
      const image = Object.assign(new Image(), { src })
      await image.decode()
      return `${image.naturalWidth}x${image.naturalHeight}`
    }, src)
    expect(size).toBe(sizes)
  }
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // every browser under test is incognito
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
})
