/**
 * Pictures on our own origin, kept on disk under the hash of what they hold.
 *
 * MED1 a name says its content, so an answer may be kept for ever and two equal pictures are one file.
 * MED2 only types we write ourselves are served; anything else is not found.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '../platform/crypto.ts'

const types = { webp: 'image/webp', avif: 'image/avif' } as const
export type MediaType = keyof typeof types

const folderOf = (dataDir: string): string => path.resolve(dataDir, 'media')

/** Keeps a picture and answers its address on our origin. */
export async function keepMedia(dataDir: string, bytes: Uint8Array, type: MediaType): Promise<string> {
  const name = `${sha256(bytes).toString('hex').slice(0, 32)}.${type}`
  const file = path.join(folderOf(dataDir), name)
  await fs.mkdir(path.dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}` // two processes in containers may have one pid
  await fs.writeFile(draft, bytes)
  await fs.rename(draft, file) // whole or not at all
  return `/media/${name}`
}

export type MediaFile = { bytes: Buffer; contentType: string }

/** A kept picture by its name, or undefined. */
export async function readMedia(dataDir: string, name: string): Promise<MediaFile | undefined> {
  const type = /^[0-9a-f]{32}\.(webp|avif)$/.exec(name)?.[1] as MediaType | undefined
  if (type === undefined) return undefined
  try {
    const bytes = await fs.readFile(path.join(folderOf(dataDir), name))
    return { bytes, contentType: types[type] }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
