import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { MediaStorage } from './storage.ts'

/** `media/` in the data directory. */
export function createDiskStorage(dataDir: string): MediaStorage {
  const folder = path.resolve(dataDir, 'media')
  return {
    put: async (name, bytes) => {
      await fs.mkdir(folder, { recursive: true })
      const draft = path.join(folder, `.${name}.${randomUUID()}`) // two processes in containers may have one pid
      try {
        await fs.writeFile(draft, bytes)
        await fs.rename(draft, path.join(folder, name))
      } catch (error) {
        await fs.rm(draft, { force: true })
        throw error
      }
    },
    get: async (name) => {
      try {
        return await fs.readFile(path.join(folder, name))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    remove: (name) => fs.rm(path.join(folder, name), { force: true }),
  }
}
