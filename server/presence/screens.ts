/** The window as it is seen before it is installed: its ground and its first pictures, without the words on it. */
import { sql } from 'drizzle-orm'
import { defaultTheme, themeColours } from '../../shared/theme.ts'
import type { Pictures } from '../media/media.ts'
import type { Store } from '../platform/http.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import type { KeepDrawn } from './keep-drawn.ts'

type Place = { left: number; top: number; width: number; height: number }

/** Rows of pictures of 4:5 from `top` on, until the screen ends. */
function rows(
  screen: { width: number; height: number },
  columns: number,
  space: Record<'edge' | 'gap' | 'below' | 'top', number>,
) {
  const width = Math.floor((screen.width - 2 * space.edge - (columns - 1) * space.gap) / columns)
  const height = Math.round(width * 1.25)
  const places: Place[] = []
  for (let top = space.top; top < screen.height - 40; top += height + space.below) {
    for (let i = 0; i < columns; i++)
      places.push({ left: space.edge + i * (width + space.gap), top, width, height })
  }
  return places
}

const phone = { width: 780, height: 1688 }
const desk = { width: 1440, height: 900 }

/** A phone shows one great picture and then two by two, a desk four in a row; both of twice the fineness of their layout. */
export const screens = {
  narrow: {
    ...phone,
    places: [
      { left: 0, top: 112, width: 780, height: 880 },
      ...rows(phone, 2, { edge: 32, gap: 24, below: 104, top: 1024 }),
    ],
  },
  wide: { ...desk, places: rows(desk, 4, { edge: 64, gap: 24, below: 88, top: 112 }) },
} satisfies Record<string, { width: number; height: number; places: Place[] }>
export type ScreenName = keyof typeof screens

/** Undefined where the store has too few pictures to fill the screen. */
export async function drawScreen(
  { db, pictures, keepDrawn }: { db: Database; pictures: Pictures; keepDrawn: KeepDrawn },
  store: Store,
  name: ScreenName,
): Promise<Buffer | undefined> {
  const { width, height, places } = screens[name]
  const hashes = await firstPictures(db, store, places.length)
  const tiles = places.flatMap((place, i) => {
    const hash = hashes[i]
    return hash === undefined ? [] : [{ ...place, hash }]
  })
  if (tiles.length < places.length) return undefined
  const ground = { width, height, ground: themeColours(store.theme ?? defaultTheme, 'light').surface }
  return keepDrawn({ tiles, ...ground }, () => pictures.arrange(tiles, ground))
}

/** For the manifest: https://www.w3.org/TR/manifest-app-info/#screenshots-member */
export async function listScreens(db: Database, store: Store) {
  const names = Object.keys(screens) as ScreenName[]
  const most = Math.max(...names.map((name) => screens[name].places.length))
  const { length } = await firstPictures(db, store, most)
  return names
    .filter((name) => screens[name].places.length <= length)
    .map((name) => ({
      src: `/s/${store.slug}/screen-${name}.jpg`,
      sizes: `${screens[name].width}x${screens[name].height}`,
      type: 'image/jpeg',
      form_factor: name,
      label: store.name,
    }))
}

/** The first picture of each product, in the window's order; one that two products share once. */
export async function firstPictures(db: Database, store: Store, limit: number): Promise<string[]> {
  const { rows } = await withStore(db, store.id, (tx) =>
    tx.execute<{ hash: string }>(sql`
      select first.hash from products p
      cross join lateral (
        select m.hash from product_images i
        join media m on m.store_id = i.store_id and m.id = i.media_id and m.state = 'ready'
        where i.store_id = p.store_id and i.product_id = p.id order by i.position, i.id limit 1) first
      where p.store_id = ${store.id} and p.status = 'active' and p.sort_price_minor is not null
      order by p.is_featured desc, p.position, p.id limit ${limit * 2}`),
  )
  return [...new Set(rows.map(({ hash }) => hash))].slice(0, limit)
}
