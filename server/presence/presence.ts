/**
 * What of a store is seen outside its own pages: the app on a home screen, the picture of a link, the list of addresses.
 *
 * PRE1 only what everybody may see: an active or paused store, and its active products
 * PRE2 a store without a logo has an icon all the same, in its own colours
 * PRE3 what an app looks like before it is installed are the first pictures of its window, as the window lays them; never one
 *      twice, and none where there are too few
 * PRE4 the sign that stands in for a picture still on its way is nobody's to keep; any other drawing is made once for all who ask
 */
import { sql } from 'drizzle-orm'
import { languageOf } from '../../shared/language.ts'
import { defaultTheme, themeColours } from '../../shared/theme.ts'
import { findLogo, type Pictures } from '../media/media.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { archIcon } from './arch-icon.ts'
import type { KeepDrawn } from './keep-drawn.ts'
import { firstPictures, listScreens } from './screens.ts'

type PresenceDeps = { db: Database; pictures: Pictures; keepDrawn: KeepDrawn }

/** Of each icon: its side, and how much of it a phone may cut away. */
export const icons = {
  '180': { side: 180, margin: 0.1 },
  '192': { side: 192, margin: 0.06 },
  '512': { side: 512, margin: 0.06 },
  'maskable-512': { side: 512, margin: 0.2 },
} as const
export type IconName = keyof typeof icons

const coloursOf = (store: Store) => themeColours(store.theme ?? defaultTheme, 'light')

export function drawIcon(deps: PresenceDeps, store: Store, name: IconName): Promise<Buffer | undefined> {
  const { side, margin } = icons[name]
  return drawSign(deps, store, { width: side, height: side, type: 'png', margin })
}

type Sign = { width: number; height: number; type: 'png' | 'jpeg'; margin: number }

/** The store's logo, or what stands in for one. */
async function drawSign(deps: PresenceDeps, store: Store, sign: Sign): Promise<Buffer | undefined> {
  const { surface, accent, onAccent } = coloursOf(store)
  const found = await findLogo(deps.db, store)
  const logo = found && { ...sign, ground: surface }
  const drawn =
    logo &&
    (await deps.keepDrawn({ alone: found.hash, ...logo }, () => deps.pictures.mount(found.hash, logo)))
  if (drawn) return drawn
  const arch = { ...sign, ground: accent, light: onAccent }
  return deps.keepDrawn({ arch }, () => Promise.resolve(archIcon(arch)))
}

const link = { width: 1200, height: 630 }

type LinkPicture = { bytes: Buffer | undefined; isForNow: boolean }

/** As every messenger shows it: a product whole; a store by what it shows first, else by its sign. */
export async function drawLinkPicture(
  deps: PresenceDeps,
  store: Store,
  productSlug: string | undefined,
): Promise<LinkPicture | undefined> {
  const { pictures, keepDrawn } = deps
  const settled = (bytes: Buffer | undefined) => ({ bytes, isForNow: false })
  const alone = async (hash: string) => {
    const mount = { ...link, type: 'jpeg', ground: null, margin: 0 } as const
    return settled(await keepDrawn({ alone: hash, ...mount }, () => pictures.mount(hash, mount)))
  }
  const sign = async (isForNow: boolean) => ({
    bytes: await drawSign(deps, store, { ...link, type: 'jpeg', margin: 0.2 }),
    isForNow,
  })
  if (productSlug !== undefined) {
    const found = await pictureOf(deps.db, store, productSlug)
    if (!found) return undefined
    return found.hash === null ? sign(found.isWaiting) : alone(found.hash)
  }
  const [first, second] = await firstPictures(deps.db, store, 2)
  if (first === undefined) return sign(false)
  if (second === undefined) return alone(first)
  const tile = { top: 0, width: 594, height: link.height }
  const tiles = [
    { ...tile, hash: first, left: 0 },
    { ...tile, hash: second, left: link.width - tile.width },
  ]
  const ground = { ...link, ground: coloursOf(store).surface }
  return settled(await keepDrawn({ tiles, ...ground }, () => pictures.arrange(tiles, ground)))
}

/** The first picture of a product, and whether one is still on its way; undefined where nobody may see such a product. */
async function pictureOf(db: Database, store: Store, slug: string) {
  const { rows } = await withStore(db, store.id, (tx) =>
    tx.execute<{ hash: string | null; isWaiting: boolean }>(sql`
      select
        (array_agg(m.hash order by i.position, i.id) filter (where m.state = 'ready'))[1] as hash,
        coalesce(bool_or(m.state = 'waiting'), false) as "isWaiting"
      from products p
      left join product_images i on i.store_id = p.store_id and i.product_id = p.id
      left join media m on m.store_id = i.store_id and m.id = i.media_id
      where p.store_id = ${store.id} and p.status = 'active' and p.slug = ${slug}
      group by p.id`),
  )
  return rows[0]
}

/** https://www.w3.org/TR/appmanifest/; several stores of one origin are told apart by `id`. */
export async function manifestOf({ db }: Pick<PresenceDeps, 'db'>, store: Store) {
  const at = `/s/${store.slug}/`
  const colours = coloursOf(store)
  const { rows } = await withStore(db, store.id, (tx) =>
    tx.execute<{ slug: string; name: string }>(sql`
      select slug, name from categories where store_id = ${store.id} and parent_id is null and is_active
      order by position, name limit 3`),
  )
  const words = shortcuts[languageOf(store.locale)]
  return {
    id: at,
    name: store.name,
    short_name: store.name.slice(0, 24),
    ...(store.tagline === null ? {} : { description: store.tagline }),
    lang: store.locale,
    start_url: at,
    // a reservation's page lies beside the store's, and is part of the app
    scope: '/',
    display: 'standalone',
    background_color: colours.surface,
    theme_color: colours.surface,
    icons: (Object.keys(icons) as IconName[])
      .filter((name) => name !== '180')
      .map((name) => ({
        src: `${at}icon-${name}.png`,
        sizes: `${icons[name].side}x${icons[name].side}`,
        type: 'image/png',
        purpose: name.startsWith('maskable') ? 'maskable' : 'any',
      })),
    screenshots: await listScreens(db, store),
    shortcuts: [
      { name: words.selection, url: `${at}selection` },
      ...rows.map(({ slug, name }) => ({ name, url: `${at}?category=${slug}` })),
    ],
  }
}

const shortcuts = {
  es: { selection: 'Tu selección' },
  en: { selection: 'Your selection' },
  pt: { selection: 'Sua seleção' },
}

/** Search engines take no more in one file. */
const MOST_ADDRESSES = 50_000

export type Address = { path: string; changedAt: string | null }

/** Every address of a store that somebody may look for. */
export async function listAddresses(db: Database, store: Store): Promise<Address[]> {
  const at = `/s/${store.slug}/`
  const { rows } = await withStore(db, store.id, (tx) =>
    tx.execute<Address>(sql`
      select path, to_char(changed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changedAt" from (
        select 0 as kind, ${`${at}?category=`}::text || slug as path, updated_at as changed_at, id from categories
        where store_id = ${store.id} and is_active
        union all
        select 1, ${`${at}p/`}::text || slug, updated_at, id from products
        where store_id = ${store.id} and status = 'active' and sort_price_minor is not null
      ) addresses order by kind, id limit ${MOST_ADDRESSES - 1}`),
  )
  return [{ path: at, changedAt: null }, ...rows]
}
