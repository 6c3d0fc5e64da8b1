import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { S3Settings } from '../config.ts'
import { createDiskStorage } from './disk-storage.ts'
import { createS3Storage } from './s3-storage.ts'
import { createStorage, type MediaStorage } from './storage.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-storage-'))
/** Speaks S3 and checks signatures, over a folder. */
const s3 = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: path.join(folder, 's3'),
  configureBuckets: [{ name: 'fotos', configs: [] }],
})
const settings: S3Settings = {
  endpoint: '',
  bucket: 'fotos',
  region: 'sa-east-1',
  accessKeyId: 'S3RVER',
  secretAccessKey: 'S3RVER',
}
beforeAll(async () => {
  const { port } = await s3.run()
  settings.endpoint = `http://127.0.0.1:${port}/`
})
afterAll(async () => {
  await s3.close()
  fs.rmSync(folder, { recursive: true })
})

const storages: Record<string, () => MediaStorage> = {
  disk: () => createDiskStorage(path.join(folder, 'disk')),
  S3: () => createS3Storage(settings),
}

describe.each(Object.keys(storages))('MED1 %s', (which) => {
  const open = (): MediaStorage => storages[which]?.() ?? expect.fail()
  const name = 'a'.repeat(32)

  test('gives back what was put, to whoever opens it next', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
    await open().put(`${name}-320.avif`, bytes, 'image/avif')
    expect((await open().get(`${name}-320.avif`))?.equals(bytes)).toBe(true)
  })

  test('has nothing where nothing was put, or where it was removed, however often', async () => {
    const storage = open()
    expect(await storage.get(`${name}-480.avif`)).toBeUndefined()
    await storage.put(`${name}-480.avif`, Buffer.from('x'), 'image/avif')
    for (let n = 0; n < 2; n++) {
      await storage.remove(`${name}-480.avif`)
      expect(await storage.get(`${name}-480.avif`)).toBeUndefined()
    }
  })

  test('takes the same from many at once', async () => {
    const bytes = Buffer.alloc(200_000, 7)
    const puts = Array.from({ length: 8 }, () => open().put(`${name}-640.webp`, bytes, 'image/webp'))
    await Promise.all(puts)
    expect((await open().get(`${name}-640.webp`))?.equals(bytes)).toBe(true)
  })
})

// what S3 promises by itself, and the server that stands in for it does not keep
test('MED1 on disk a picture is whole or it is not there', async () => {
  const disk = createDiskStorage(path.join(folder, 'disk'))
  const bytes = Buffer.alloc(3_000_000, 7)
  let isDone = false
  const puts = Promise.all(
    Array.from({ length: 8 }, () => disk.put('b-640.webp', bytes, 'image/webp')),
  ).finally(() => (isDone = true))
  while (!isDone) expect((await disk.get('b-640.webp'))?.length ?? bytes.length).toBe(bytes.length)
  await puts
})

test('S3_* puts pictures into the bucket, and nothing on disk', async () => {
  const dataDir = path.join(folder, 'none')
  const named = { ...settings, endpoint: settings.endpoint.replace(/\/$/, '') }
  await createStorage({ s3: named, dataDir }).put('c.webp', Buffer.from('c'), 'image/webp')
  expect((await createS3Storage(settings).get('c.webp'))?.toString()).toBe('c')
  expect(fs.existsSync(dataDir)).toBe(false)
  expect(await createStorage({ s3: undefined, dataDir }).get('c.webp')).toBeUndefined()
})

test('a disk keeps no drafts', () => {
  const files = fs.readdirSync(path.join(folder, 'disk', 'media'))
  expect(files.filter((file) => !/^(?:a{32}|b)-\d+\.(?:avif|webp)$/.test(file))).toEqual([])
})

describe('S3 that refuses says why, and never looks like a missing picture', () => {
  test.each([
    ['a wrong secret', { secretAccessKey: 'other' }, /403 SignatureDoesNotMatch/],
    ['a wrong key', { accessKeyId: 'other' }, /403 InvalidAccessKeyId/],
    ['a bucket that is not there', { bucket: 'otras' }, /no bucket otras/],
  ])('%s', async (_, wrong, said) => {
    const storage = createS3Storage({ ...settings, ...wrong })
    await expect(storage.get('x.webp')).rejects.toThrow(said)
    await expect(storage.put('x.webp', Buffer.from('x'), 'image/webp')).rejects.toThrow(said)
  })

  test('a server that is away', async () => {
    const storage = createS3Storage({ ...settings, endpoint: 'http://127.0.0.1:9' })
    await expect(storage.get('x.webp')).rejects.toThrow()
  })
})
