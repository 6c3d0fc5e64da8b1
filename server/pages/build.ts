import { execFile } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Builds `dist/` where it is missing or older than what it is built from. Nothing to do without the sources. */
export async function buildIfNeeded(root: string, said: (message: string) => void): Promise<void> {
  const built = await Promise.all(
    ['dist/client/.vite/manifest.json', 'dist/server/entry-server.js'].map((file) =>
      timeOf(join(root, file)),
    ),
  )
  const sources = await Promise.all(
    ['client', 'shared', 'vite.config.ts'].map((path) => newestIn(join(root, path))),
  )
  const oldestBuilt = Math.min(...built)
  if (oldestBuilt > 0 && oldestBuilt >= Math.max(...sources)) return
  if (Math.max(...sources) === 0) throw new Error('dist/ is missing, and so are the sources to build it from')
  said('building the pages, once')
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  // Children, because a bundler inside the server would stay in its memory for ever.
  for (const parts of [['build'], ['build', '--ssr']]) {
    await run(process.execPath, [vite, ...parts, '--logLevel', 'error'], { cwd: root })
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
