/** The rows of pictures, in the caller's transaction. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { pictureUrl, type Media } from '../../shared/media.ts'
import { newId } from '../platform/crypto.ts'
import type { Tx } from '../platform/tenancy.ts'
import { media } from './tables.ts'

/** A picture whose bytes lie in the storage. */
export type KeptPicture = { hash: string; width: number; height: number; thumbhash: string; bytes: number }

/** Whoever adds a picture and whoever removes its files wait for each other. */
export async function lockHash(tx: Tx, hash: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`media:${hash}`}, 0))`)
}

/** Gives a store a picture that is kept; the same twice is one. */
export async function addMedia(tx: Tx, storeId: string, kept: KeptPicture): Promise<Media> {
  await lockHash(tx, kept.hash)
  await tx
    .insert(media)
    .values({ storeId, id: newId(), state: 'ready', ...kept })
    .onConflictDoNothing()
  const [row] = await tx
    .select({ id: media.id })
    .from(media)
    .where(and(eq(media.storeId, storeId), eq(media.hash, kept.hash), isNull(media.sourceUrl)))
  if (!row) throw new Error('a picture that was just added is not there')
  const { hash, width, height, thumbhash } = kept
  return { id: row.id, url: pictureUrl(hash, width), width, height, thumbhash }
}

/** What an address of ours looks like, on whatever host it was written down. */
const ours = /\/media\/([0-9a-f]{32})-\d{1,4}\.(?:avif|webp)$/

export const hashIn = (address: string): string | undefined => ours.exec(address)?.[1]

/**
 * The picture of each address: one the store has already, or a new one that waits to be fetched. One that failed is
 * tried again when it is named again.
 */
export async function namePictures(
  tx: Tx,
  storeId: string,
  addresses: readonly string[],
): Promise<(address: string) => string> {
  const known = await ownPictures(tx, storeId, addresses)
  const others = addresses.filter((address) => !known.has(address)).toSorted()
  if (others.length > 0) {
    const named = sql`unnest(${sql.param(others.map(() => newId()))}::uuid[], ${sql.param(others)}::text[]) as named(id, url)`
    await tx.execute(sql`insert into media as m (store_id, id, state, source_url)
      select ${storeId}, named.id, 'waiting', named.url from ${named}
      on conflict (store_id, md5(source_url)) where source_url is not null
      do update set state = 'waiting', attempts = 0, reason = null, not_before = now() where m.state = 'failed'`)
    const { rows } = await tx.execute<{ id: string; url: string }>(sql`
      select m.id, m.source_url as url from media m
      where m.store_id = ${storeId} and md5(m.source_url) = any (select md5(url) from ${named})`)
    for (const { id, url } of rows) known.set(url, id)
  }
  return (address) => {
    const id = known.get(address)
    if (id === undefined) throw new Error(`nobody has named the picture ${address}`)
    return id
  }
}

async function ownPictures(
  tx: Tx,
  storeId: string,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  const hashes = new Map(addresses.map((address) => [address, hashIn(address)]))
  const wanted = [...new Set([...hashes.values()].filter((hash) => hash !== undefined))]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .select({ id: media.id, hash: media.hash })
    .from(media)
    .where(and(eq(media.storeId, storeId), inArray(media.hash, wanted)))
  const ids = new Map(rows.map(({ id, hash }) => [hash, id]))
  return new Map(
    [...hashes].flatMap(([address, hash]) => {
      const id = hash === undefined ? undefined : ids.get(hash)
      return id === undefined ? [] : [[address, id]]
    }),
  )
}
