import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { InUse, lockHolder, processIdentity, takeLock } from './process-lock.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-lock-'))
const file = path.join(folder, 'server.pid')
afterEach(() => vi.restoreAllMocks())
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** Another process that wants the same lock, and dies with it in its hand where it gets it. */
function rival(): string {
  const code = `import { takeLock } from ${JSON.stringify(new URL('./process-lock.ts', import.meta.url).href)}
    try { takeLock(${JSON.stringify(file)}, 'the shop'); console.log('took it') } catch (error) { console.log(error.message) }
    process.kill(process.pid, 'SIGKILL')`
  return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout.trim()
}

test('one holder, known by its pid, until it gives the lock back', () => {
  const release = takeLock(file, 'the shop')
  expect(lockHolder(file)).toBe(process.pid)
  expect(() => takeLock(file, 'the shop')).toThrow(new InUse('the shop', process.pid))
  expect(rival()).toBe(`the shop is in use by process ${process.pid}`)
  release()
  expect(fs.readdirSync(folder)).toEqual([])
})

test('what a killed process left is taken over, and so is the number it had', () => {
  expect(rival()).toBe('took it')
  expect(fs.existsSync(file)).toBe(true)
  takeLock(file, 'the shop')()
  fs.writeFileSync(file, `${process.pid} 1`) // our pid, of a process that began with the machine
  takeLock(file, 'the shop')()
  expect(fs.readdirSync(folder)).toEqual([])
})

test('of two that find the same stale lock, one wins', () => {
  fs.writeFileSync(file, '999999999 1')
  const remove = fs.rmSync
  let said: string | undefined
  vi.spyOn(fs, 'rmSync').mockImplementation((target, options) => {
    // between our look and our removal, another process tries all of it
    if (target === file) said ??= rival()
    remove(target, options)
  })
  const release = takeLock(file, 'the shop')
  expect(said).toBe(`the shop is in use by process ${process.pid}`)
  expect(fs.readFileSync(file, 'utf8')).toBe(processIdentity(process.pid))
  release()
})

test('what is no longer ours is not removed', () => {
  const release = takeLock(file, 'the shop')
  fs.writeFileSync(file, '1 1')
  release()
  expect(fs.readFileSync(file, 'utf8')).toBe('1 1')
  fs.rmSync(file)
})
