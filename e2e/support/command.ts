import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect } from './fixtures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One of the commands of the README, beside the running shop. Answers its exit code and what it printed. */
export function command(file: string, ...parameters: string[]): { code: number; output: string } {
  const environment = { ...process.env, DATA_DIR: process.env['SHOP_DATA_DIR'] ?? '' }
  try {
    const output = execFileSync(process.execPath, [file, ...parameters], {
      cwd: root,
      env: environment,
      encoding: 'utf8',
    })
    return { code: 0, output }
  } catch (error) {
    const failure = error as { status: number; stdout: string; stderr: string }
    return { code: failure.status, output: failure.stdout + failure.stderr }
  }
}

/** A store of one journey alone, with the first owner in it; answers its slug. */
export function addStore(name: string): string {
  const slug = `tienda-${randomUUID().slice(0, 8)}`
  const wanted = ['--name', name, '--currency', 'ARS', '--whatsapp', '+5491155550199']
  const { code, output } = command('server/stores/store-command.ts', 'add', slug, ...wanted)
  expect(code, output).toBe(0)
  return slug
}
