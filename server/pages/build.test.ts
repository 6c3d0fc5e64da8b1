import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assetRoutes } from './assets.ts'
import { build, buildIfNeeded } from './build.ts'
import { keepBuild, keptBuilds } from './kept-builds.ts'

/** A shop of one line, built by the real Vite. */
const sources = {
  'package.json': '{ "type": "module" }',
  'vite.config.ts': `export default ({ isSsrBuild }) => ({
    publicDir: false,
    build: {
      outDir: isSsrBuild ? 'dist/server' : 'dist/client',
      manifest: !isSsrBuild,
      assetsInlineLimit: 0,
      rolldownOptions: { input: isSsrBuild ? 'client/entry-server.ts' : 'client/entry-client.ts' },
    },
  })`,
  'client/entry-server.ts': 'export const render = () => "page"',
  'client/page.css': 'body { color: #1f3d33 }',
  'client/face.woff2': 'not really a typeface',
  'shared/one.ts': 'export const one = 1',
}
const entry = (version: number) => `import './page.css'
  import face from './face.woff2?url'
  document.title = 'version ${version}'; console.log(face)`

let root = ''
let dist = ''
let kept = ''
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'vidriera-build-'))
  dist = path.join(root, 'dist')
  kept = path.join(root, 'data/builds')
  for (const folder of ['client', 'shared']) await mkdir(path.join(root, folder))
  for (const [file, text] of Object.entries(sources)) await writeFile(path.join(root, file), text)
})
afterAll(() => rm(root, { recursive: true }))

const assets = path.join('client', 'assets')
/** A deployment: the sources change, are built and served; answers the name of its script. */
async function deploy(version: number): Promise<string> {
  await writeFile(path.join(root, 'client/entry-client.ts'), entry(version))
  await build(root)
  await keepBuild(path.join(dist, 'client'), kept)
  return scriptName()
}
const scriptName = async () =>
  (await readdir(path.join(dist, assets))).find((name) => /^entry-client.*\.js$/.test(name)) ?? ''

const serve = () => assetRoutes(path.join(dist, assets), kept)
const get = (server: ReturnType<typeof serve>, name: string, headers: Record<string, string> = {}) =>
  server.request(`/assets/${name}`, { headers })

describe('a deployment does not take away the files of pages that are open', { timeout: 60_000 }, () => {
  test('those of the last two builds before it are served on, older ones are gone', async () => {
    const [first, second] = [await deploy(1), await deploy(2)]
    const running = serve() // of the second deployment
    const [third, fourth] = [await deploy(3), await deploy(4)]
    const status = async (name: string) => (await get(serve(), name)).status
    expect(await Promise.all([first, second, third, fourth].map(status))).toEqual([404, 200, 200, 200])
    expect(await (await get(serve(), second)).text()).toContain('version 2')
    expect(await keptBuilds(kept)).toHaveLength(3)
    // a server that has not been replaced yet has its own, and what pages of the newer one ask of it
    for (const name of [second, fourth]) expect((await get(running, name)).status).toBe(200)
  })

  test('going back to an earlier build makes it the last one, and takes nobody’s place', async () => {
    const [fourth, third, second] = await keptBuilds(kept)
    await deploy(3)
    expect(await keptBuilds(kept)).toEqual([third, fourth, second])
  })

  test('while the next build empties the folder, what is served is whole', async () => {
    const name = await scriptName()
    await cp(path.join(dist, assets), path.join(root, 'aside'), { recursive: true })
    await rm(path.join(dist, assets), { recursive: true })
    expect((await get(serve(), name)).status).toBe(200)
    await cp(path.join(root, 'aside'), path.join(dist, assets), { recursive: true })
  })

  test('an unknown file is 404 and not kept by anybody, and is found once it is there', async () => {
    const server = serve()
    for (const name of ['nada-abc.js', '..%2f..%2fvite.config.ts', `${await scriptName()}.br`]) {
      const answer = await get(server, name)
      expect([name, answer.status, answer.headers.get('cache-control')]).toEqual([name, 404, 'no-store'])
    }
    await writeFile(path.join(dist, assets, 'nada-abc.js'), 'late')
    expect(await (await get(server, 'nada-abc.js')).text()).toBe('late')
  })
})

describe('assets are compressed when they are built', () => {
  test.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br;q=0', 'gzip', gunzipSync],
    ['gzip;q=1, br;q=0.5', 'br', brotliDecompressSync],
    ['identity', null, (bytes: Buffer) => bytes],
  ])('whoever takes %s is sent %s', async (accepted, encoding, unpack) => {
    const name = await scriptName()
    const plain = await readFile(path.join(dist, assets, name))
    const answer = await get(serve(), name, { 'accept-encoding': accepted })
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
      encoding,
      'Accept-Encoding',
    ])
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(unpack(Buffer.from(await answer.arrayBuffer())).equals(plain)).toBe(true)
  })

  test('what is compressed in itself goes as it is, to everybody', async () => {
    const face = (await readdir(path.join(dist, assets))).find((name) => name.endsWith('.woff2')) ?? ''
    const { headers } = await get(serve(), face, { 'accept-encoding': 'br, gzip' })
    expect([headers.get('content-type'), headers.get('content-encoding'), headers.get('vary')]).toEqual([
      'font/woff2',
      null,
      null,
    ])
  })
})

describe('a build is made where it is needed', { timeout: 60_000 }, () => {
  test('once, however many want it at the same time, and not again', async () => {
    const now = new Date()
    await utimes(path.join(root, 'shared/one.ts'), now, now)
    const said: string[] = []
    const start = () => buildIfNeeded(root, { said: (text) => said.push(text) })
    await Promise.all([start(), start(), start()])
    await start()
    expect(said).toEqual(['building the pages, once'])
  })

  test('and given up when the start is called off', async () => {
    await rm(path.join(dist, 'server'), { recursive: true })
    const stop = new AbortController()
    const building = buildIfNeeded(root, { said: () => stop.abort(), signal: stop.signal })
    await expect(building).rejects.toThrow('aborted')
    expect((await readdir(dist)).filter((name) => name.startsWith('build.pid'))).toEqual([])
  })
})
