import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { EnvironmentModuleNode, ViteDevServer } from 'vite'
import type { PageBundle, PageSource } from './bundle.ts'

export type Development = {
  source: PageSource
  /** Lets Vite answer what is its own (sources, styles, its client); null when the request is none of that. */
  handle: (c: Context) => Promise<Response | null>
  close: () => Promise<void>
}

const ENTRY = '/client/entry-client.tsx'

/** Pages straight from the sources, with hot reload over a socket on `server`, where there is one. */
export async function openDevelopment(root: string, server: Server | null): Promise<Development> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    root,
    appType: 'custom',
    server: {
      middlewareMode: true,
      cors: false,
      // What pages are made of; the data directory and its key are not.
      fs: { allow: ['client', 'shared', 'node_modules'].map((folder) => join(root, folder)) },
      ...(server ? { hmr: { server } } : { hmr: false, ws: false }),
    },
  })
  return {
    source: {
      load: () => vite.ssrLoadModule('/client/entry-server.tsx') as Promise<unknown> as Promise<PageBundle>,
      filesFor: async (modules) => ({
        entry: ENTRY,
        styles: await stylesOf(vite, modules),
        css: '',
        preloads: [],
        typefaces: new Map(),
      }),
      finish: (url, document) => vite.transformIndexHtml(url, document),
    },
    handle: (c) => askVite(vite, c),
    close: () => vite.close(),
  }
}

/** Every style the page imports, linked, so that the first paint is not bare. */
async function stylesOf(vite: ViteDevServer, modules: string[]): Promise<string[]> {
  const graph = vite.environments.ssr.moduleGraph
  const seen = new Set<EnvironmentModuleNode>()
  const visit = (node: EnvironmentModuleNode | undefined) => {
    if (!node || seen.has(node)) return
    seen.add(node)
    for (const imported of node.importedModules) visit(imported)
  }
  visit(await graph.getModuleByUrl('/client/app.tsx'))
  for (const module of modules) visit(await graph.getModuleByUrl(`/${module}`))
  const own = [...seen].map((node) => node.url).filter((url) => url.endsWith('.css'))
  const first = ['typefaces', 'tokens', 'base', 'controls'].map((name) => `/client/ui/${name}.css`)
  return [...first, ...own]
}

type NodeBindings = { incoming: IncomingMessage; outgoing: ServerResponse }

function askVite(vite: ViteDevServer, c: Context): Promise<Response | null> {
  const { incoming, outgoing } = c.env as NodeBindings
  return new Promise((resolve, reject) => {
    outgoing.once('finish', () => resolve(RESPONSE_ALREADY_SENT))
    vite.middlewares(incoming, outgoing, (error?: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('Vite could not answer'))
      else resolve(null)
    })
  })
}
