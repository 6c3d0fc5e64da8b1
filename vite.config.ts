import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { shopFiles, workerFiles } from './server/pages/worker-files.ts'

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

const SOLID_REST = 'solid-js/web?rest'
const restOfSolid = new Set(['spread', 'assign', 'Dynamic', 'Portal'])

/**
 * A bundler takes a module apart once for all who use it, so every page would carry what of Solid's DOM half only a few
 * need. Those get it from a second copy: what it shares with the first lives in `solid-js` and in the document.
 */
const solidInTwo: Plugin = {
  name: 'solid-in-two',
  apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
  async resolveId(source, importer) {
    if (source !== SOLID_REST) return null
    const whole = await this.resolve('solid-js/web', importer)
    return whole && `${whole.id}?rest`
  },
  transform(code) {
    const line = /import\s*\{([^}]*)\}\s*from\s*["']solid-js\/web["'];?/g
    if (!line.test(code)) return null
    const split = (_line: string, list: string) => {
      const names = list
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
      const isRest = (name: string) => restOfSolid.has(name.split(/\s/)[0] ?? '')
      const from = (some: string[], module: string) =>
        some.length > 0 ? `import { ${some.join(', ')} } from "${module}";` : ''
      return (
        from(
          names.filter((name) => !isRest(name)),
          'solid-js/web',
        ) + from(names.filter(isRest), SOLID_REST)
      )
    }
    return { code: code.replace(line, split), map: null }
  },
}

/** What the empty page is made of. */
const shell = ['server/pages/document.ts', 'server/pages/early-script.ts']

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
        const wanted = shopFiles(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8'))
        return {
          manifest: workerFiles(found, wanted, Buffer.concat(shell.map((file) => readFileSync(file)))),
          warnings: [],
        }
      },
    ],
  },
})

export default defineConfig(({ command, isSsrBuild }) => {
  // A test that builds what is missing would otherwise leave the libraries' development halves behind.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return configFor(isSsrBuild === true)
})

type Graph = { getModuleInfo: (id: string) => { importedIds: string[] } | null }

/** What the window asks for before anything else, but for its own page; the rest of these browsers never run. */
function isOfEveryPage(id: string, graph: Graph): boolean {
  if (everyPage.size === 0) {
    const visit = (one: string): void => {
      if (
        everyPage.has(one) ||
        !/\/client\/|preload-helper|rolldown\/runtime|\/shared\/(?:money|media|weekdays|language)/.test(one)
      )
        return
      if (one.includes('structured-data')) return
      everyPage.add(one)
      graph.getModuleInfo(one)?.importedIds.forEach(visit)
    }
    for (const file of ['entry-client.tsx', 'vidriera/vidriera-page.tsx', 'platform/words/plural.ts'])
      visit(resolve('client', file))
  }
  return everyPage.has(id) && !/client\/(?:vidriera\/(?!window-search)|entry-client|ui\/icons)/.test(id)
}
const everyPage = new Set<string>()

/** In one piece it compresses better; Solid in its own outlives deployments. */
const groups = [
  { name: 'solid', test: /\/solid-js\/(?!store).*(?<!\?rest)$/, priority: 1 },
  // What comes after the first paint comes in few pieces: each that is asked for costs a slow phone some milliseconds.
  {
    name: 'layout',
    test: /\/client\/(?:store\/(?:selection-link|shop-footer|install-hint|language-links)|ui\/(?:rolling-number|offline-line|icons|button)|platform\/(?:week|moments|time|device))\.tsx?$|solid-js.*\?rest$/,
    priority: 1,
    includeDependenciesRecursively: false,
  },
  {
    name: 'window-tools',
    test: /\/client\/(?:vidriera\/(?:today|category-line|window-tools|window-filters|kept-fields|further-pages)|ui\/(?:chip|field|select|search-box)\.tsx|platform\/early-value)/,
    priority: 1,
    includeDependenciesRecursively: false,
  },
  {
    name: (id: string, graph: Graph) => (isOfEveryPage(id, graph) ? 'shop' : null),
    includeDependenciesRecursively: false,
  },
]

const configFor = (isSsrBuild: boolean): UserConfig => ({
  plugins: [
    solid({ ssr: true }),
    unusedSchemasAway,
    solidInTwo,
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
    // What a page begins with is there; naming it with every part that comes later would only make the page heavier.
    modulePreload: {
      resolveDependencies: (_file, needed) =>
        needed.filter((file) => !/\/(entry|solid|rolldown)-/.test(file)),
    },
    reportCompressedSize: false,
    rolldownOptions: {
      input: isSsrBuild ? 'client/entry-server.tsx' : 'client/entry-client.tsx',
      // the least that is allowed: the window knows fifty such names, and nothing in them compresses
      ...(isSsrBuild
        ? {}
        : { output: { codeSplitting: { groups }, chunkFileNames: 'assets/[name]-[hash:7].js' } }),
    },
  },
})
