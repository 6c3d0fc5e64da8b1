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

test('the table of the README names every variable, and no other', () => {
  const [, after = ''] = file('README.md').split('\n## Configuration\n')
  const [section = ''] = after.split('\n## ')
  const rows = [...section.matchAll(/^\| (`[^|]+)\|[^|]*\|([^|]*)\|$/gm)]
  const named = rows.flatMap(([, names = '', what = '']) => {
    const whole = [...names.matchAll(/`([A-Z][A-Z0-9_]*)`/g)].map(([, name = '']) => name)
    // `S3_*` is explained by its members, of which the first alone is written out
    const members = names.startsWith('`S3_*`') ? [...what.matchAll(/`(?:S3)?(_[A-Z_]+)`/g)] : []
    return [...whole, ...members.map(([, rest = '']) => `S3${rest}`)]
  })
  expect(named.sort()).toEqual(known)
})

test('compose.yaml and the Dockerfile set variables that exist', () => {
  const set = [...file('compose.yaml').matchAll(/^ {4}([A-Z][A-Z0-9_]*): /gm)].map(([, name]) => name ?? '')
  expect(set.length).toBeGreaterThan(5)
  expect(set.filter((name) => !known.includes(name))).toEqual([])
  expect(file('Dockerfile')).toMatch(/^ENV NODE_ENV=production HOST=:: DATA_DIR=\/data$/m)
})

test.each([
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: 'x' }, 'PORT'],
  [{ PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'tienda.example' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://tienda.example/tienda' }, 'PUBLIC_URL'],
  [{ SECRET_KEY: 'short' }, 'SECRET_KEY'],
  [{ DATABASE_URL: 'postgres://x' }, 'SECRET_KEY'],
  [{ ADMIN_EMAIL: 'nobody' }, 'ADMIN_EMAIL'],
  [{ ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD'],
  [{ DEMO: 'yes' }, 'DEMO'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ LIMITS: 'off', HOST: '::' }, 'LIMITS'],
  [{ TRUSTED_PROXIES: '10.0.0.0/8, proxy.local' }, 'TRUSTED_PROXIES'],
  [{ S3_BUCKET: 'fotos' }, 'S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY'],
  [{ S3_ENDPOINT: 's3.example' }, 'S3_ENDPOINT'],
])('%j stops the start and names the variable', (environment, name) => {
  expect(() => readConfig(environment)).toThrow(new RegExp(`^configuration: .*${name}`))
})

test('nothing set is enough', () => {
  expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', loadsDemo: true, areLimitsOn: true })
  const remote = readConfig({ DATABASE_URL: 'postgres://localhost/x', SECRET_KEY: 'k'.repeat(32) })
  expect(remote).toMatchObject({ host: '::', loadsDemo: false })
})

test.each([
  ['https://tienda.example/', 'https://tienda.example'],
  ['https://localhost', 'https://localhost'], // what compose.yaml says without a domain
  ['http://localhost:3000', 'http://localhost:3000'],
  ['http://192.168.1.5:3000', 'http://192.168.1.5:3000'],
  ['https://[::1]', 'https://[::1]'],
])('PUBLIC_URL %s is taken as %s', (given, taken) => {
  expect(readConfig({ PUBLIC_URL: given }).publicUrl).toBe(taken)
})
