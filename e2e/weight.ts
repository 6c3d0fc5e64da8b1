/** `npm run check:weight`: what the first page of a shop makes a phone fetch, measured on the build in `dist/`. */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { languages } from '../shared/language.ts'

const client = fileURLToPath(new URL('../dist/client', import.meta.url))

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[] }
const manifest = JSON.parse(fs.readFileSync(path.join(client, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>

const ENTRY = 'client/entry-client.tsx'
/** The one door between the shop and the merchants. */
const ADMIN = 'client/admin/admin-app.tsx'
const words = (language: string, room: string) => `client/platform/words/${language}/${room}.ts`
/** The code of the window in one language, fetched before anything of it can be touched. */
const windowIn = (language: string) => [
  ENTRY,
  'client/vidriera/vidriera-page.tsx',
  words(language, 'shop'),
  words(language, 'window'),
]

/** The chunks that these bring: statically, or all that a page may ask for later too. */
function closureOf(keys: string[], isWhole = false): Set<string> {
  const seen = new Set<string>()
  const visit = (key: string): void => {
    if (seen.has(key) || (isWhole && key === ADMIN)) return
    const chunk = manifest[key]
    if (!chunk) throw new Error(`the build has no ${key}`)
    seen.add(key)
    for (const next of [...(chunk.imports ?? []), ...(isWhole ? (chunk.dynamicImports ?? []) : [])])
      visit(next)
  }
  keys.forEach(visit)
  return seen
}

const sizes = new Map<string, number>()
function sizeOf(key: string): number {
  const file = manifest[key]?.file ?? ''
  const size = sizes.get(file) ?? brotliCompressSync(fs.readFileSync(path.join(client, file))).byteLength
  sizes.set(file, size)
  return size
}
const sum = (keys: Iterable<string>) => [...keys].reduce((total, key) => total + sizeOf(key), 0)
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const list = (keys: Iterable<string>) =>
  [...keys].map((key) => `  ${kilobytes(sizeOf(key)).padStart(9)}  ${manifest[key]?.file ?? key}`).join('\n')

const failures: string[] = []
function atMost(budget: number, what: string, keys: Set<string>): void {
  const total = sum(keys)
  console.log(`${what}: ${kilobytes(total)} of ${kilobytes(budget)} (brotli)`)
  if (total > budget)
    failures.push(`${what} weighs ${kilobytes(total)}, at most ${kilobytes(budget)}:\n${list(keys)}`)
}
function never(what: string, keys: Iterable<string>): void {
  const found = [...keys]
  if (found.length > 0) failures.push(`${what}:\n${list(found)}`)
}

const REPLICA = 'client/sync/open-selection.ts'
const first = closureOf(languages.flatMap(windowIn))
for (const language of languages) atMost(25_000, `the window in ${language}`, closureOf(windowIn(language)))
never('the window waits for the shared selection (yjs)', first.has(REPLICA) ? [REPLICA] : [])
const replica = new Set([...closureOf([REPLICA])].filter((key) => !first.has(key)))
atMost(28_000, 'the shared selection (yjs), fetched later', replica)

/** Words that only code of theirs has in it. */
const strangers = { 'the merchants’ pages': 'desk-message', 'three.js': 'WebGLRenderer' }
const textOf = (key: string) => fs.readFileSync(path.join(client, manifest[key]?.file ?? ''), 'utf8')
const shop = closureOf([ENTRY], true)
for (const [what, mark] of Object.entries(strangers))
  never(
    `pages of the shop bring ${what}`,
    [...shop].filter((key) => textOf(key).includes(mark)),
  )
if (!textOf(ADMIN).includes(strangers['the merchants’ pages']))
  failures.push('the merchants’ pages lost their mark')

console.log(list(closureOf(windowIn('es'))))
for (const failure of failures) console.error(failure)
process.exitCode = failures.length === 0 ? 0 : 1
