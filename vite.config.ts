import { defineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'

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

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [solid({ ssr: true }), unusedSchemasAway],
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
  ssr: { noExternal: ['@solidjs/router'] },
}))
