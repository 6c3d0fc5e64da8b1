import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseViteManifest, TYPEFACES, type ViteManifest } from './vite-manifest.ts'
import type { Language } from '../../shared/language.ts'
import type { StoreTheme } from '../../shared/theme.ts'

export type FetchApi = (path: string, init?: RequestInit) => Promise<Response>
export type PageLog = (error: unknown, message: string) => void

export type PageHead = {
  title: string
  description?: string | null
  canonical?: string
  isPrivate?: boolean
  /** What a messenger shows with a link to the page, as a path. */
  picture?: string
  kind?: 'website' | 'product'
  /** JSON-LD. */
  structured?: Record<string, unknown>[]
}

/** The first picture of a page, as an image that is chosen by its width. */
export type Preload = { srcset: string; sizes: string }

/** What the client bundle answers for one address; `client/entry-server.tsx` has the other end. */
export type RenderedPage = {
  html: string
  page: {
    status: number
    head: PageHead | null
    preload: Preload | null
    theme: StoreTheme | null
    storeSlug: string | null
    storeName: string | null
    language: Language | null
    locale: string | null
    /** The present path of a page that was asked for by an earlier one. */
    movedTo: string | null
    hasFault: boolean
  }
  info: { modules: string[]; isPrivate: boolean } | null
}

/** The face of the server bundle, typed here so that no DOM code enters the server's types. */
export type PageBundle = {
  /** `language` is the shopper's own wish; null leaves it to the store. */
  renderPage: (
    request: Request,
    options: { fetchApi: FetchApi; log: PageLog; language: Language | null; origin: string },
  ) => Promise<RenderedPage>
  fallbackTexts: (language: Language) => { fault: Message; unavailable: Message }
}
export type Message = { title: string; text: string }

/** What a page needs besides its markup: addresses of scripts, styles and typefaces. */
export type PageFiles = {
  entry: string
  styles: string[]
  /** All that the styles say, in their order, for the first paint; empty where they are linked. */
  css: string
  preloads: string[]
  /** By the name of the file it was made from. */
  typefaces: Map<string, string>
}

/** Where pages come from: the built bundle, or Vite while developing. */
export type PageSource = {
  load: () => Promise<PageBundle>
  filesFor: (modules: string[]) => Promise<PageFiles>
  /** The last word on a finished document; Vite adds its client to it. */
  finish: (url: string, document: string) => Promise<string>
}

const ENTRY = 'client/entry-client.tsx'

/** The pages as `npm run build` left them in `dist/`. */
export async function openBundle(dist: string): Promise<PageSource> {
  const manifest = parseViteManifest(await readFile(join(dist, 'client/.vite/manifest.json'), 'utf8'))
  const sheets = await sheetsOf(dist, manifest)
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(dist, 'server', file)).href)
  const bundle = (await load('entry-server.js')) as PageBundle
  // at once, and not with the first page that needs them: the next build takes the files away. Some are for browsers
  // alone; those cannot be loaded here, and no page needs them
  const chunks = (await readdir(join(dist, 'server/assets'))).filter((name) => name.endsWith('.js'))
  await Promise.allSettled(chunks.map((name) => load(join('assets', name))))
  return {
    load: () => Promise.resolve(bundle),
    filesFor: (modules) => Promise.resolve(filesOf(manifest, sheets, modules)),
    finish: (_url, document) => Promise.resolve(document),
  }
}

/** Everything that the entry and the page's own chunks pull in, so that it travels with the first bytes. */
function filesOf(manifest: ViteManifest, sheets: Map<string, string>, modules: string[]): PageFiles {
  const seen = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) return
    seen.add(key)
    for (const imported of chunk.imports) visit(imported)
  }
  visit(ENTRY)
  for (const module of modules) visit(module)
  const chunks = [...seen].flatMap((key) => manifest[key] ?? [])
  const entry = manifest[ENTRY]?.file ?? ''
  // The entry's styles first: what features say comes after and wins.
  const styles = [...new Set([...(manifest[ENTRY]?.css ?? []), ...chunks.flatMap((chunk) => chunk.css)])]
  return {
    entry: `/${entry}`,
    styles: styles.map((css) => `/${css}`),
    css: [typefaceRules(manifest), ...styles].map((css) => sheets.get(css) ?? '').join(''),
    preloads: chunks
      .map((chunk) => chunk.file)
      .filter((file) => file !== entry)
      .map((file) => `/${file}`),
    typefaces: typefacesOf(manifest),
  }
}

/** What each style sheet says, by its file. */
async function sheetsOf(dist: string, manifest: ViteManifest): Promise<Map<string, string>> {
  const files = [...new Set([typefaceRules(manifest), ...Object.values(manifest).flatMap(({ css }) => css)])]
  const texts = files.map(async (file) => [file, await readFile(join(dist, 'client', file), 'utf8')] as const)
  return new Map(await Promise.all(texts))
}

/** Every build has it. */
const typefaceRules = (manifest: ViteManifest): string => manifest[TYPEFACES]?.file ?? ''

const typefacesOf = (manifest: ViteManifest): PageFiles['typefaces'] =>
  new Map(
    Object.entries(manifest)
      .filter(([source]) => source.endsWith('.woff2'))
      .map(([source, { file }]) => [basename(source), `/${file}`]),
  )
