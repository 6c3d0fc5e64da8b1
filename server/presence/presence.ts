/**
 * What of a store is seen outside its own pages: the app on a home screen, the picture of a link, the list of addresses.
 *
 * PRE1 only what everybody may see: an active or paused store, and its active products
 * PRE2 a store without a logo has an icon all the same, in its own colours
 * PRE3 what an app looks like before it is installed are the first pictures of its window, as the window lays them; never one
 *      twice, and none where there are too few
 */
import { sql } from 'drizzle-orm'
import { languageOf } from '../../shared/language.ts'
import { defaultTheme, themeColours } from '../../shared/theme.ts'
import { findLogo, type Pictures } from '../media/media.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { archIcon } from './arch-icon.ts'
import { firstPictures, listScreens } from './screens.ts'

type PresenceDeps = { db: Database; pictures: Pictures }

/** Of each icon: its side, and how much of it a phone may cut away. */
export const icons = {
  '180': { side: 180, margin: 0.1 },
  '192': { side: 192, margin: 0.06 },
  '512': { side: 512, margin: 0.06 },
  'maskable-512': { side: 512, margin: 0.2 },
} as const
export type IconName = keyof typeof icons

const coloursOf = (store: Store) => themeColours(store.theme ?? defaultTheme, 'light')

export function drawIcon(deps: PresenceDeps, store: Store, name: IconName): Promise<Buffer> {
  const { side, margin } = icons[name]
  return drawSign(deps, store, { width: side, height: side, type: 'png', margin })
}

type Sign = { width: number; height: number; type: 'png' | 'jpeg'; margin: number }

/** The store's logo, or what stands in for one. */
async function drawSign(deps: PresenceDeps, store: Store, sign: Sign): Promise<Buffer> {
  const colours = coloursOf(store)
  const found = await findLogo(deps.db, store)
  const drawn = found && (await deps.pictures.mount(found.hash, { ...sign, ground: colours.surface }))
  return drawn ?? archIcon({ ...sign, ground: colours.accent, light: colours.onAccent })
}

const link = { width: 1200, height: 630 }

/** As every messenger shows it: a product whole; a store by what it shows first, else by its sign. */
export async function drawLinkPicture(
  deps: PresenceDeps,
  store: Store,
  productSlug: string | undefined,
): Promise<Buffer | undefined> {
  const alone = (hash: string) =>
    deps.pictures.mount(hash, { ...link, type: 'jpeg', ground: null, margin: 0 })
  const sign = () => drawSign(deps, store, { ...link, type: 'jpeg', margin: 0.2 })
  if (productSlug !== undefined) {
    const hash = await pictureOf(deps.db, store, productSlug)
    return hash === null ? sign() : hash === undefined ? undefined : alone(hash)
  }
  const [first, second] = await firstPictures(deps.db, store, 2)
  if (first === undefined) return sign()
  if (second === undefined) return alone(first)
  const tile = { top: 0, width: 594, height: link.height }
  const tiles = [
    { ...tile, hash: first, left: 0 },
    { ...tile, hash: second, left: link.width - tile.width },
  ]
  return deps.pictures.arrange(tiles, { ...link, ground: coloursOf(store).surface })
}

/** The first picture of a product, null where it has none; undefined where nobody may see such a product. */
async function pictureOf(db: Database, store: Store, slug: string): Promise<string | null | undefined> {
  const { rows } = await withStore(db, store.id, (tx) =>
    tx.execute<{ hash: string | null }>(sql`
      select (
        select m.hash from product_images i
        join media m on m.store_id = i.store_id and m.id = i.media_id and m.state = 'ready'
        where i.store_id = p.store_id and i.product_id = p.id order by i.position, i.id limit 1) as hash
      from products p where p.store_id = ${store.id} and p.status = 'active' and p.slug = ${slug}`),
  )
  return rows[0]?.hash
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
