import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ownSecret } from './open-database.ts'

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-key-'))
const file = path.join(dataDir, 'secret-key')
afterAll(() => fs.rmSync(dataDir, { recursive: true }))

test('made once, readable by us alone, and kept', () => {
  const made = ownSecret(dataDir)
  expect(made.length).toBeGreaterThanOrEqual(32)
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(ownSecret(dataDir)).toBe(made)
  expect(fs.readdirSync(dataDir)).toEqual(['secret-key'])
})

test('an empty one, as a crash on the first start leaves it, was never used: it is made again', () => {
  fs.writeFileSync(file, '')
  expect(ownSecret(dataDir).length).toBeGreaterThanOrEqual(32)
})

test('a short one is refused by name, never replaced: links may follow from it', () => {
  fs.writeFileSync(file, 'too-short\n')
  expect(() => ownSecret(dataDir)).toThrow(/secret-key.*32 characters/)
  expect(fs.readFileSync(file, 'utf8')).toBe('too-short\n')
})
