/** The least that a Solid page can be: a heading and a list, built by Vite and sent compressed. What a page of ours is held against. */
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import solid from 'vite-plugin-solid'

const sources = {
  'index.html': `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>Bare</title>
    <meta name="description" content="A heading and a list."></head>
    <body><div id="app"></div><script type="module" src="/page.jsx"></script></body></html>`,
  'page.jsx': `import { For } from 'solid-js'
    import { render } from 'solid-js/web'
    const names = Array.from({ length: 12 }, (_, n) => 'Product number ' + (n + 1))
    const Page = () => <main><h1>A bare page</h1><ul><For each={names}>{(name) => <li>{name}</li>}</For></ul></main>
    render(() => <Page />, document.getElementById('app'))`,
}
const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' }

/** Builds it and serves it; answers its address. */
export async function serveBarePage(): Promise<{ url: string; stop: () => void }> {
  const files = await buildFiles()
  const server = http.createServer(({ url = '/' }, response) => {
    const name = url === '/' ? '/index.html' : url
    const bytes = files.get(name)
    if (!bytes) return void response.writeHead(404).end()
    const type = types[path.extname(name)]
    const headers = { 'Content-Type': type, 'Content-Encoding': 'gzip', 'Cache-Control': 'max-age=31536000' }
    return void response.writeHead(200, headers).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://localhost:${port}/`, stop: () => void server.close() }
}

/** By their path, compressed. */
async function buildFiles(): Promise<Map<string, Buffer>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-bare-'))
  try {
    fs.symlinkSync(
      fileURLToPath(new URL('../../node_modules', import.meta.url)),
      path.join(folder, 'node_modules'),
    )
    for (const [file, text] of Object.entries(sources)) fs.writeFileSync(path.join(folder, file), text)
    await build({ root: folder, configFile: false, logLevel: 'error', plugins: [solid()] })
    const dist = path.join(folder, 'dist')
    const names = fs
      .readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter((name) => path.extname(name) in types)
    return new Map(names.map((name) => [`/${name}`, gzipSync(fs.readFileSync(path.join(dist, name)))]))
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}
