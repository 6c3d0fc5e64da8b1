import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { z } from 'zod'

/**
 * Schemas are made by calls at the top of `shared/`, which a bundler must keep, and zod with them, wherever a
 * constant beside them is used. Declared pure, those that the browser never reads are left out of its chunks.
 */
const unusedSchemasAway: Plugin = {
  name: 'unused-schemas-away',
  apply: 'build',
  transform(code, id) {
    if (!/\/shared\/[\w-]+\.ts$/.test(id)) return null
    const calls = this.parse(code).body.flatMap((statement) => {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
      if (declaration?.type !== 'VariableDeclaration') return []
      return declaration.declarations.flatMap(({ init }) =>
        init?.type === 'CallExpression' || init?.type === 'ObjectExpression' ? [init] : [],
      )
    })
    const wrap = (text: string, { start, end }: { start: number; end: number }) =>
      `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`
    return { code: calls.reverse().reduce(wrap, code), map: null }
  },
}

const chunks = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    imports: z.array(z.string()).default([]),
    dynamicImports: z.array(z.string()).default([]),
  }),
)

/** Every file that a page of the shop may ask for: all but what only merchants open. */
function shopFiles(outDir: string): Set<string> {
  const manifest = chunks.parse(JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8')))
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk || seen.has(key) || key.startsWith('client/admin/')) return
    seen.add(key)
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next)
  }
  visit('client/entry-client.tsx')
  return new Set([...seen].flatMap((key) => [manifest[key]?.file ?? '', ...(manifest[key]?.css ?? [])]))
}

/**
 * What the service worker keeps: all of the shop's code, and the empty page. A file that is left out in silence, because
 * it has grown too large for instance, would be a white page without a network: the build fails instead.
 */
const serviceWorker = (outDir: string): Partial<VitePWAOptions> => ({
  strategies: 'injectManifest',
  srcDir: 'client',
  filename: 'service-worker.ts',
  registerType: 'prompt',
  injectRegister: false,
  manifest: false,
  injectManifest: {
    globPatterns: ['assets/*.{js,css}'],
    maximumFileSizeToCacheInBytes: 400_000,
    manifestTransforms: [
      (found) => {
        const wanted = shopFiles(outDir)
        const manifest = found.filter(({ url }) => wanted.has(url))
        const kept = new Set(manifest.map(({ url }) => url))
        const missing = [...wanted].filter((file) => !kept.has(file))
        if (missing.length > 0) throw new Error(`the service worker would not keep ${missing.join(', ')}`)
        const build = createHash('sha256').update([...kept].sort().join())
        build.update(readFileSync('server/pages/document.ts'))
        const revision = build.digest('hex').slice(0, 16)
        return { manifest: [...manifest, { url: '/shell', revision, size: 0 }], warnings: [] }
      },
    ],
  },
})

export default defineConfig(({ command, isSsrBuild }) => {
  // A test that builds what is missing would otherwise leave the libraries' development halves behind.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return configFor(isSsrBuild === true)
})

const configFor = (isSsrBuild: boolean): UserConfig => ({
  plugins: [
    solid({ ssr: true }),
    unusedSchemasAway,
    ...(isSsrBuild ? [] : VitePWA(serviceWorker('dist/client'))),
  ],
  appType: 'custom',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: isSsrBuild ? 'dist/server' : 'dist/client',
    manifest: !isSsrBuild,
    // A data: picture or font would need a wider content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { input: isSsrBuild ? 'client/entry-server.tsx' : 'client/entry-client.tsx' },
  },
})
