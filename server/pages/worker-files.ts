/**
 * What the service worker keeps of a build: all of the shop's code, and the empty page. A file that is left out in silence,
 * because it has grown too large for instance, would be a white page without a network: the build fails instead.
 */
import { createHash } from 'node:crypto'
import { parseViteManifest, TYPEFACES } from './vite-manifest.ts'

/** Every file that a page of the shop may ask for: all but what only merchants open. */
export function shopFiles(viteManifest: string): Set<string> {
  const manifest = parseViteManifest(viteManifest)
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk || seen.has(key) || key.startsWith('client/admin/')) return
    seen.add(key)
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next)
  }
  visit('client/entry-client.tsx')
  visit(TYPEFACES)
  return new Set([...seen].flatMap((key) => [manifest[key]?.file ?? '', ...(manifest[key]?.css ?? [])]))
}

type Entry = { url: string; revision: string | null; size: number }

/** Of the files that were found those that are wanted, and the empty page, which is another one wherever `shell` is. */
export function workerFiles(found: readonly Entry[], wanted: Set<string>, shell: Buffer): Entry[] {
  const kept = found.filter(({ url }) => wanted.has(url))
  const names = new Set(kept.map(({ url }) => url))
  const missing = [...wanted].filter((file) => !names.has(file))
  if (missing.length > 0) throw new Error(`the service worker would not keep ${missing.join(', ')}`)
  const build = createHash('sha256')
    .update([...names].sort().join())
    .update(shell)
  return [...kept, { url: '/shell', revision: build.digest('hex').slice(0, 16), size: 0 }]
}
