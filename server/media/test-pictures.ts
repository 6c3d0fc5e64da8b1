import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { createDiskStorage } from './disk-storage.ts'
import { createEncoder } from './encoder.ts'
import { createPictures, type Pictures } from './pictures.ts'
import type { MediaStorage } from './storage.ts'

/** Pictures on a disk of their own, gone afterwards. */
export function testPictures(): { pictures: Pictures; storage: MediaStorage; files: () => string[] } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-pictures-'))
  const storage = createDiskStorage(folder)
  const pictures = createPictures({ storage, encoder: createEncoder(), log: pino({ level: 'silent' }) })
  afterAll(() => {
    pictures.close()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  const media = path.join(folder, 'media')
  return { pictures, storage, files: () => (fs.existsSync(media) ? fs.readdirSync(media).sort() : []) }
}
