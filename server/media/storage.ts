import type { Config } from '../config.ts'
import { createDiskStorage } from './disk-storage.ts'
import { createS3Storage } from './s3-storage.ts'

/**
 * Where pictures lie, by names that say their content: what is there never changes, so two may write the same at once.
 * Names are ours: letters, digits, dots and dashes.
 */
export type MediaStorage = {
  /** Whole or not at all. */
  put: (name: string, bytes: Uint8Array, contentType: string) => Promise<void>
  /** Undefined where there is none. */
  get: (name: string) => Promise<Buffer | undefined>
  /** Does nothing where there is none. */
  remove: (name: string) => Promise<void>
}

export const createStorage = ({ s3, dataDir }: Pick<Config, 's3' | 'dataDir'>): MediaStorage =>
  s3 ? createS3Storage(s3) : createDiskStorage(dataDir)
