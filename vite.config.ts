import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [solid({ ssr: true })],
  appType: 'custom',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: isSsrBuild ? 'dist/server' : 'dist/client',
    manifest: !isSsrBuild,
    // A data: picture or font would need a wider content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: isSsrBuild
      ? { input: 'client/entry-server.tsx' }
      : {
          input: 'client/entry-client.tsx',
          // Schemas only the server runs: without this their module level calls keep zod in the shop's chunks.
          treeshake: { manualPureFunctions: ['z'] },
        },
  },
  ssr: { noExternal: ['@solidjs/router'] },
}))
