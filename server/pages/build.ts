import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { InUse, takeLock } from '../platform/process-lock.ts'
import { compressible } from './assets.ts'

type Options = { said?: ((message: string) => void) | undefined; signal?: AbortSignal | undefined }

/** Builds `dist/` where it is missing or older than what it is built from. Of many that want it at once one builds. */
export async function buildIfNeeded(root: string, options: Options = {}): Promise<void> {
  while (await isNeeded(root)) {
    try {
      return await build(root, options)
    } catch (error) {
      if (!(error instanceof InUse)) throw error
      await pause(250, undefined, options.signal ? { signal: options.signal } : {})
    }
  }
}

/** Builds both sides into `dist/`, everything that compresses beside its compressed forms. */
export async function build(root: string, { said = () => undefined, signal }: Options = {}): Promise<void> {
  await mkdir(join(root, 'dist'), { recursive: true })
  const release = takeLock(join(root, 'dist/build.pid'), 'dist/')
  try {
    said('building the pages, once')
    const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
    // Children, because a bundler inside the server would stay in its memory for ever.
    const run = (...parameters: string[]) =>
      promisify(execFile)(process.execPath, [vite, 'build', ...parameters, '--logLevel', 'error'], {
        cwd: root,
        ...(signal && { signal }),
      })
    await run()
    await compress(join(root, 'dist/client/assets'))
    await run('--ssr') // last: until it is there the build is not taken for a whole one
  } finally {
    release()
  }
}

/** Missing, or older than the newest source; without the sources what is there has to do. */
async function isNeeded(root: string): Promise<boolean> {
  const built = await Promise.all(
    ['dist/client/.vite/manifest.json', 'dist/server/entry-server.js'].map((file) =>
      timeOf(join(root, file)),
    ),
  )
  const sources = await Promise.all(
    ['client', 'shared', 'vite.config.ts'].map((path) => newestIn(join(root, path))),
  )
  const oldestBuilt = Math.min(...built)
  if (oldestBuilt > 0 && oldestBuilt >= Math.max(...sources)) return false
  if (Math.max(...sources) === 0) throw new Error('dist/ is missing, and so are the sources to build it from')
  return true
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

async function compress(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => compressible.has(extname(name)))
  for (const name of names) {
    const bytes = await readFile(join(folder, name))
    await writeFile(
      join(folder, `${name}.br`),
      await brotli(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }),
    )
    await writeFile(join(folder, `${name}.gz`), await zip(bytes, { level: 9 }))
  }
}

const timeOf = (path: string) =>
  stat(path).then(
    (file) => file.mtimeMs,
    () => 0,
  )

async function newestIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter(
    (entry) =>
      entry.isFile() && !entry.name.includes('.test.') && !entry.parentPath.includes('/client/studio'),
  )
  if (files.length === 0) return path.endsWith('.ts') ? timeOf(path) : 0
  const times = await Promise.all(files.map((entry) => timeOf(join(entry.parentPath, entry.name))))
  return Math.max(...times)
}
