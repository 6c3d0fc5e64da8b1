import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { keepMedia, readMedia } from './media.ts'

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-media-'))
afterAll(() => fs.rmSync(dataDir, { recursive: true }))

test('MED1 equal pictures are one file under one address', async () => {
  const first = await keepMedia(dataDir, Buffer.from('a picture'), 'webp')
  expect(await keepMedia(dataDir, Buffer.from('a picture'), 'webp')).toBe(first)
  expect(await keepMedia(dataDir, Buffer.from('another'), 'webp')).not.toBe(first)
  expect(fs.readdirSync(path.join(dataDir, 'media'))).toHaveLength(2)
  const file = await readMedia(dataDir, path.basename(first))
  expect(file?.bytes.toString()).toBe('a picture')
  expect(file?.contentType).toBe('image/webp')
})

test('MED2 nothing else can be read through it', async () => {
  for (const name of ['../secret-key', 'secret-key', `${'0'.repeat(32)}.svg`, `${'0'.repeat(32)}.webp`, '']) {
    expect(await readMedia(dataDir, name)).toBeUndefined()
  }
})
