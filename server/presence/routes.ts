import { Hono, type Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { RequestEnv, Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { listStores } from '../stores/stores.ts'
import { createKeepDrawn } from './keep-drawn.ts'
import { drawIcon, drawLinkPicture, icons, listAddresses, manifestOf, type IconName } from './presence.ts'
import { drawScreen, screens, type ScreenName } from './screens.ts'

const HOUR = 'public, max-age=3600'
const DAY = 'public, max-age=86400'

/** Addresses beside the pages: what phones, messengers and search engines ask for. */
export function presenceRoutes({ stores, ...rest }: Pick<Deps, 'db' | 'pictures' | 'stores'>) {
  const deps = { ...rest, keepDrawn: createKeepDrawn() }
  const find = async (c: Context<RequestEnv>): Promise<Store> => {
    const store = await stores.bySlug(c.req.param('store') ?? '')
    if (!store || store.status === 'suspended') throw new Refusal('not-found')
    return store
  }
  const picture = (c: Context<RequestEnv>, bytes: Buffer | undefined, caching = DAY) => {
    if (!bytes) throw new Refusal('not-found')
    const type = bytes[0] === 0x89 ? 'image/png' : 'image/jpeg'
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': type,
      'Cache-Control': caching,
      ...forOthers,
    })
  }
  const linkPicture = async (c: Context<RequestEnv>, productSlug: string | undefined) => {
    const drawn = await drawLinkPicture(deps, await find(c), productSlug)
    return picture(c, drawn?.bytes, drawn?.isForNow ? 'no-store' : DAY)
  }
  return new Hono<RequestEnv>()
    .get('/s/:store/manifest.webmanifest', async (c) =>
      c.body(JSON.stringify(await manifestOf(deps, await find(c))), 200, {
        'Content-Type': 'application/manifest+json',
        'Cache-Control': HOUR,
      }),
    )
    .get('/s/:store/:icon{icon-[a-z0-9-]+\\.png}', async (c) => {
      const name = c.req.param('icon').slice('icon-'.length, -'.png'.length)
      if (!Object.hasOwn(icons, name)) throw new Refusal('not-found')
      return picture(c, await drawIcon(deps, await find(c), name as IconName))
    })
    .get('/s/:store/:screen{screen-[a-z]+\\.jpg}', async (c) => {
      const name = c.req.param('screen').slice('screen-'.length, -'.jpg'.length)
      if (!Object.hasOwn(screens, name)) throw new Refusal('not-found')
      return picture(c, await drawScreen(deps, await find(c), name as ScreenName))
    })
    .get('/s/:store/link.jpg', (c) => linkPicture(c, undefined))
    .get('/s/:store/p/:slug/link.jpg', (c) => linkPicture(c, c.req.param('slug')))
    .get('/s/:store/sitemap.xml', async (c) => {
      const addresses = await listAddresses(deps.db, await find(c))
      const urls = addresses.map(
        ({ path, changedAt }) =>
          `<url><loc>${xml(c.get('origin') + path)}</loc>${changedAt === null ? '' : `<lastmod>${changedAt}</lastmod>`}</url>`,
      )
      return sitemap(c, 'urlset', urls)
    })
    .get('/sitemap.xml', async (c) => {
      const stores = (await listStores(deps.db)).filter(({ status }) => status === 'active')
      const files = stores.map(
        ({ slug }) => `<sitemap><loc>${xml(`${c.get('origin')}/s/${slug}/sitemap.xml`)}</loc></sitemap>`,
      )
      return sitemap(c, 'sitemapindex', files)
    })
    .get('/robots.txt', (c) =>
      c.text(
        [
          'User-agent: *',
          // not /c/: who may not read a link never sees that it is not to be listed
          'Disallow: /admin',
          'Disallow: /api',
          '',
          `Sitemap: ${c.get('origin')}/sitemap.xml`,
          '',
        ].join('\n'),
        200,
        { 'Cache-Control': DAY },
      ),
    )
}

/** Messengers and phones fetch these in the name of other origins. */
const forOthers = { 'Cross-Origin-Resource-Policy': 'cross-origin' }

function sitemap(c: Context<RequestEnv>, element: string, entries: string[]) {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</${element}>\n`
  return c.body(text, 200, { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': HOUR })
}

const xml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
