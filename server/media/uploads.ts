import { eq } from 'drizzle-orm'
import { pictureUrl, type Media, type PictureReason } from '../../shared/media.ts'
import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { withStore, type Database } from '../platform/tenancy.ts'
import { Unreadable } from './encoder-messages.ts'
import { addMedia, type KeptPicture } from './media-rows.ts'
import type { Pictures } from './pictures.ts'
import { media, storeLogos } from './tables.ts'

type MediaDeps = { db: Database; pictures: Pictures }

const details: Record<PictureReason, string> = {
  'not-a-picture': 'JPEG, PNG, WebP, AVIF and GIF are taken',
  'too-many-pixels': 'at most 50 megapixels are taken; 13 of AVIF, 40 of a progressive JPEG',
  'too-small': 'at least 192 pixels of its longer side are needed',
  damaged: 'the file is damaged or not whole',
}

/** Keeps a picture that was sent; refuses `picture-unreadable` with the reason. */
export function upload({ db, pictures }: MediaDeps, store: Store, bytes: Uint8Array): Promise<Media> {
  return readable(
    pictures.keepAndSave(bytes, (kept) => {
      pictures.prepare(kept)
      return withStore(db, store.id, (tx) => addMedia(tx, store.id, kept))
    }),
  )
}

/** Keeps the store's logo, whole in a square. */
export function changeLogo({ db, pictures }: MediaDeps, store: Store, bytes: Uint8Array): Promise<Media> {
  const save = (kept: KeptPicture): Promise<Media> =>
    withStore(db, store.id, async (tx) => {
      const logo = await addMedia(tx, store.id, kept)
      await tx
        .insert(storeLogos)
        .values({ storeId: store.id, mediaId: logo.id })
        .onConflictDoUpdate({ target: storeLogos.storeId, set: { mediaId: logo.id } })
      return logo
    })
  return readable(pictures.keepAndSave(bytes, save, { isSquare: true }))
}

async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new Refusal('picture-unreadable', { reason: error.reason, detail: details[error.reason] })
  }
}

export async function removeLogo(db: Database, store: Pick<Store, 'id'>): Promise<void> {
  await withStore(db, store.id, (tx) => tx.delete(storeLogos).where(eq(storeLogos.storeId, store.id)))
}

/** The store's logo and the hash of its master, where it has one. */
export async function findLogo(
  db: Database,
  store: Pick<Store, 'id'>,
): Promise<{ logo: Media; hash: string } | undefined> {
  const [row] = await withStore(db, store.id, (tx) =>
    tx
      .select({
        id: media.id,
        hash: media.hash,
        width: media.width,
        height: media.height,
        thumbhash: media.thumbhash,
      })
      .from(storeLogos)
      .innerJoin(media, eq(media.id, storeLogos.mediaId))
      .where(eq(storeLogos.storeId, store.id)),
  )
  if (!row || row.hash === null || row.width === null || row.height === null) return undefined
  const { id, hash, width, height, thumbhash } = row
  return { logo: { id, url: pictureUrl(hash, width), width, height, thumbhash }, hash }
}
