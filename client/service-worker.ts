/**
 * What the shop does without a network, and what reaches the shopper while it is closed.
 *
 * SWK1 the code of the shop is kept whole, one build at a time; a new one waits until somebody asks for it
 * SWK2 a page, the first address of all too, is asked of the network first; where that fails or takes too long, the empty page is filled from the phone
 * SWK3 pictures that were seen are kept, the oldest go first, and stand in for their other widths; nothing else is kept:
 *      no page, no answer of the API
 */
/// <reference lib="webworker" />
import { ExpirationPlugin } from 'workbox-expiration'
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import { CacheFirst, type StrategyOptions } from 'workbox-strategies'
import { z } from 'zod/mini'

declare const self: ServiceWorkerGlobalScope

/** The page without a shop in it, as the server writes it. */
const SHELL = '/shell'
const PATIENCE_MS = 4_000
const PICTURES = 300

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

registerRoute(
  ({ request, url }) => request.mode === 'navigate' && /^\/(?:[sc]\/|$)/.test(url.pathname),
  ({ request, event }) => page(request, event as FetchEvent),
)

/** Workbox declares its own plugin without `exactOptionalPropertyTypes`. */
const bounded = (maxEntries: number) => [
  new ExpirationPlugin({ maxEntries, purgeOnQuotaError: true }) as NonNullable<
    StrategyOptions['plugins']
  >[number],
]

const SEEN = 'pictures-seen'
const seen = new CacheFirst({ cacheName: SEEN, plugins: bounded(PICTURES) })
registerRoute(
  // what is fetched by hand goes into a cache of its own
  ({ url, request, sameOrigin }) =>
    sameOrigin && url.pathname.startsWith('/media/') && request.destination === 'image',
  async ({ request, event, url }) => {
    const asked = seen.handle({ request, event })
    try {
      return await Promise.race([asked, tooLate()])
    } catch {
      return (await atAnotherWidth(url)) ?? asked
    }
  },
)

/** A picture of the shop that was taken along, else what was seen of the same one. */
async function atAnotherWidth({ pathname }: URL): Promise<Response | undefined> {
  const [address, type] = [/^\/media\/[0-9a-f]{32}/.exec(pathname)?.[0], pathname.split('.').at(-1)]
  if (address === undefined) return undefined
  const taken = await caches.match(address)
  if (taken) return taken
  const cache = await caches.open(SEEN)
  const alike = (await cache.keys()).find(
    ({ url }) => url.includes(`${address}-`) && url.endsWith(`.${type}`),
  )
  return alike && cache.match(alike)
}

// a store wears two families out of many: they are kept as they are met
const typefaces = new CacheFirst({ cacheName: 'typefaces', plugins: bounded(8) })
registerRoute(({ request, sameOrigin }) => sameOrigin && request.destination === 'font', typefaces)

const tooLate = () =>
  new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error('the network took too long')), PATIENCE_MS),
  )

/** The page from the network, or the empty one. A server that is away is no better than no network. */
async function page(request: Request, event: FetchEvent): Promise<Response> {
  const asked = (async () => ((await event.preloadResponse) as Response | undefined) ?? fetch(request))()
  try {
    const answer = await Promise.race([asked, tooLate()])
    if (answer.status < 502 || answer.status > 504) return answer
    return (await matchPrecache(SHELL)) ?? answer
  } catch (error) {
    const shell = await matchPrecache(SHELL)
    if (!shell) throw error
    return shell
  }
}

self.addEventListener('activate', (event) => {
  event.waitUntil(self.registration.navigationPreload?.enable())
})

self.addEventListener('message', (event) => {
  if (event.data === 'use-new-build') void self.skipWaiting()
  const told = toldSchema.safeParse(event.data)
  if (told.success) event.waitUntil(keepSeen(told.data.seen, event))
})

const toldSchema = z.object({ seen: z.array(z.string()) })

/** What passed no worker; it comes out of the browser's own cache. */
async function keepSeen(urls: string[], event: ExtendableEvent): Promise<void> {
  const own = urls.filter((url) => url.startsWith(`${self.location.origin}/media/`))
  await Promise.allSettled(own.map((url) => seen.handle({ request: new Request(url), event })))
}

/** As Safari shows it by itself, and as we show it elsewhere: https://www.w3.org/TR/push-api/#declarative-push-message */
const messageSchema = z.object({
  notification: z.object({
    title: z.string(),
    body: z.optional(z.string()),
    tag: z.optional(z.string()),
    lang: z.optional(z.string()),
    icon: z.optional(z.string()),
    navigate: z.string(),
  }),
})

function messageIn({ data }: PushEvent): unknown {
  try {
    return data?.json()
  } catch {
    return undefined // no JSON: none of ours
  }
}

self.addEventListener('push', (event) => {
  const read = messageSchema.safeParse(messageIn(event))
  // a browser that is sent something and shows nothing takes the permission away
  if (!read.success) return event.waitUntil(self.registration.showNotification(self.location.host))
  const { title, navigate, ...rest } = read.data.notification
  const options = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  event.waitUntil(self.registration.showNotification(title, { ...options, data: navigate }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(String(event.notification.data ?? '/')))
})

/** The tab that has the page already, else a new one. */
async function open(address: string): Promise<void> {
  const { href, origin } = new URL(address, self.location.origin)
  if (origin !== self.location.origin) return
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const tab = tabs.find(({ url }) => url === href)
  await (tab ? tab.focus() : self.clients.openWindow(href))
}
