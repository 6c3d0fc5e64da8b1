import { mediaTypes, nameOf, widthsOf, type MediaType } from '../../shared/media.ts'
import { sha256 } from '../platform/crypto.ts'
import type { Logger } from '../platform/logger.ts'
import type { Encoder } from './encoder.ts'
import type { Arrangement, Mount, Place } from './encoder-messages.ts'
import { createGate } from './gate.ts'
import type { KeptPicture } from './media-rows.ts'
import type { MediaStorage } from './storage.ts'

/** Goes into every hash: with another way of making them, pictures get other names. */
const MAKING = '1'

export type MediaFile = { bytes: Buffer; contentType: string }

export type Pictures = {
  /** Judges bytes, keeps what is made of them, and says what it is; throws `Unreadable`. */
  keep: (bytes: Uint8Array, options?: KeepOptions) => Promise<KeptPicture>
  /** The same, and `save` writes down what is kept: the files are there after both, whoever removes them meanwhile. */
  keepAndSave: <T>(
    bytes: Uint8Array,
    save: (kept: KeptPicture) => Promise<T>,
    options?: KeepOptions,
  ) => Promise<T>
  /** A served picture by its name, or undefined; the first time it is made. */
  read: (name: string) => Promise<MediaFile | undefined>
  /** A picture on a ground of another shape, for icons and links; undefined where there is no such picture. */
  mount: (hash: string, mount: Mount) => Promise<Buffer | undefined>
  /** Several pictures on one ground, each in its place, as JPEG; undefined where one of them is not there. */
  arrange: (
    pictures: (Place & { hash: string })[],
    ground: Omit<Arrangement, 'tiles'>,
  ) => Promise<Buffer | undefined>
  /** Makes what most browsers will ask for while nobody waits, so that the first who looks does not. */
  prepare: (picture: Sized) => void
  /** Every file of a picture. */
  remove: (picture: Sized) => Promise<void>
  close: () => void
}

export type KeepOptions = { isSquare?: boolean }
type Deps = { storage: MediaStorage; encoder: Encoder; log: Logger }
type Sized = Pick<KeptPicture, 'hash' | 'width'>
type Wanted = { hash: string; width: number; type: MediaType }

const served = /^([0-9a-f]{32})-([1-9]\d{0,3})\.(avif|webp)$/
const masterOf = (hash: string): string => `${hash}.webp`

export function createPictures({ storage, encoder, log }: Deps): Pictures {
  const underWay = new Map<string, Promise<Buffer | undefined>>()
  const inTurn = createGate(1)
  let isClosed = false

  const make = async ({ hash, width, type }: Wanted, isUrgent: boolean): Promise<Buffer | undefined> => {
    const master = await storage.get(masterOf(hash))
    if (!master || !widthsOf(widthOfWebp(master)).includes(width)) return undefined
    const bytes = await encoder.encode(master, width, type, isUrgent)
    try {
      await storage.put(nameOf(hash, width, type), bytes, mediaTypes[type])
    } catch (error) {
      log.error({ err: error }, 'a picture could not be kept, and is made again for the next who asks')
    }
    return bytes
  }
  /** Made once for all who ask for it meanwhile. */
  const once = (wanted: Wanted, isUrgent: boolean): Promise<Buffer | undefined> => {
    const name = nameOf(wanted.hash, wanted.width, wanted.type)
    const made = underWay.get(name) ?? make(wanted, isUrgent).finally(() => underWay.delete(name))
    underWay.set(name, made)
    return made
  }
  const prepareAll = async ({ hash, width }: Sized): Promise<void> => {
    for (const step of widthsOf(width)) {
      if (isClosed) return
      const isThere = await storage.get(nameOf(hash, step, 'avif'))
      if (!isThere) await once({ hash, width: step, type: 'avif' }, false)
    }
  }
  const keep = async (bytes: Uint8Array, { isSquare = false }: KeepOptions = {}): Promise<KeptPicture> => {
    const { master, ...picture } = await encoder.develop(bytes, { isSquare })
    const hash = sha256(Buffer.concat([Buffer.from(`${MAKING}${isSquare ? 's' : ''}:`), bytes]))
      .toString('hex')
      .slice(0, 32)
    await storage.put(masterOf(hash), master, mediaTypes.webp)
    return { hash, ...picture, bytes: master.length }
  }

  return {
    keep,
    keepAndSave: async (bytes, save, options) => {
      const kept = await keep(bytes, options)
      const saved = await save(kept)
      if (!(await storage.get(masterOf(kept.hash)))) await keep(bytes, options)
      return saved
    },
    read: async (name) => {
      const [, hash = '', width, type] = served.exec(name) ?? []
      if (type !== 'avif' && type !== 'webp') return undefined
      const bytes = (await storage.get(name)) ?? (await once({ hash, width: Number(width), type }, true))
      return bytes && { bytes, contentType: mediaTypes[type] }
    },
    mount: async (hash, mount) => {
      const master = await storage.get(masterOf(hash))
      return master && encoder.mount(master, mount)
    },
    arrange: async (pictures, ground) => {
      const masters = await Promise.all(pictures.map(({ hash }) => storage.get(masterOf(hash))))
      const found = masters.filter((master) => master !== undefined)
      if (found.length < masters.length) return undefined
      const tiles = pictures.map(({ hash: _, ...place }, i) => ({ ...place, bytes: found[i]?.length ?? 0 }))
      return encoder.arrange(Buffer.concat(found), { ...ground, tiles })
    },
    prepare: (kept) => {
      inTurn(() => prepareAll(kept)).catch((error: unknown) => {
        if (!isClosed)
          log.warn({ err: error }, 'a picture was not prepared, and is made when it is asked for')
      })
    },
    remove: async ({ hash, width }) => {
      const names = widthsOf(width).flatMap((step) => [
        nameOf(hash, step, 'avif'),
        nameOf(hash, step, 'webp'),
      ])
      for (const name of [masterOf(hash), ...names]) await storage.remove(name)
    },
    close: () => {
      isClosed = true
      encoder.close()
    },
  }
}

/** As the head of a WebP file says it, in its three forms; 0 where it says nothing. */
function widthOfWebp(bytes: Buffer): number {
  if (bytes.length < 30) return 0
  const form = bytes.toString('latin1', 12, 16)
  if (form === 'VP8X') return bytes.readUIntLE(24, 3) + 1
  if (form === 'VP8L') return (bytes.readUInt16LE(21) & 0x3fff) + 1
  return form === 'VP8 ' ? bytes.readUInt16LE(26) & 0x3fff : 0
}
