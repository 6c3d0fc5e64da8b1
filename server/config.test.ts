import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { environmentSchema, readConfig } from './config.ts'

const file = (name: string): string =>
  fs.readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8')
const known = Object.keys(environmentSchema.shape).sort()

test('.env.example shows every variable, and no other', () => {
  const shown = [...file('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name)
  expect(shown.sort()).toEqual(known)
})

test('compose.yaml and the Dockerfile set variables that exist', () => {
  const set = [...file('compose.yaml').matchAll(/^ {4}([A-Z][A-Z0-9_]*): /gm)].map(([, name]) => name ?? '')
  expect(set.length).toBeGreaterThan(5)
  expect(set.filter((name) => !known.includes(name))).toEqual([])
  expect(file('Dockerfile')).toMatch(/^ENV NODE_ENV=production HOST=0\.0\.0\.0 DATA_DIR=\/data$/m)
})

test.each([
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: 'x' }, 'PORT'],
  [{ PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL'],
  [{ SECRET_KEY: 'short' }, 'SECRET_KEY'],
  [{ DATABASE_URL: 'postgres://x' }, 'SECRET_KEY'],
  [{ ADMIN_EMAIL: 'nobody' }, 'ADMIN_EMAIL'],
  [{ ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD'],
  [{ DEMO: 'yes' }, 'DEMO'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ LIMITS: 'off', HOST: '0.0.0.0' }, 'LIMITS'],
  [{ TRUSTED_PROXIES: '10.0.0.0/8, proxy.local' }, 'TRUSTED_PROXIES'],
])('%j stops the start and names the variable', (environment, name) => {
  expect(() => readConfig(environment)).toThrow(new RegExp(`^configuration: .*${name}`))
})

test('nothing set is enough', () => {
  expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', loadsDemo: true, areLimitsOn: true })
  const remote = readConfig({ DATABASE_URL: 'postgres://localhost/x', SECRET_KEY: 'k'.repeat(32) })
  expect(remote).toMatchObject({ host: '0.0.0.0', loadsDemo: false })
})
