// The photographer's assistant: bundles the studio, opens it in headless Chromium, asks for each picture and
// writes it as WebP. Run: node client/studio/render.ts [store] [slug…] [--draft | --quick | --fine] [--out=folder]
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import sharp from 'sharp'
import { build } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))
const flags = process.argv.slice(2).filter((word) => word.startsWith('--'))
const [store, ...slugs] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const isDraft = flags.includes('--draft')
const out = flags.find((flag) => flag.startsWith('--out='))?.slice('--out='.length)
const folder = out ?? join(here, '../../server/demo/pictures')
const size = isDraft
  ? { width: 400, frames: 8 }
  : flags.includes('--quick')
    ? { width: 640, frames: 11 }
    : flags.includes('--fine')
      ? { width: 960, frames: 40 }
      : { width: 720, frames: 28 }
const publishedWidth = isDraft ? 480 : 960
const largestBytes = 60_000

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      lib: { entry: join(here, 'page.ts'), formats: ['iife'], name: 'studio' },
    },
  })
  const outputs = Array.isArray(result) ? result : [result]
  for (const item of outputs) {
    if ('output' in item) return item.output[0].code
  }
  throw new Error('the studio did not bundle')
}

/** The best quality that stays within the weight a phone on a street corner should pay for one picture. */
async function encode(png: Buffer, width: number): Promise<Buffer> {
  const developed = await sharp(png)
    .resize(width, null, { kernel: 'lanczos3' })
    .sharpen({ sigma: 0.7, m1: 0.4, m2: 1.2 })
    .png()
    .toBuffer()
  for (const quality of [88, 82, 76, 68, 60]) {
    const webp = await sharp(developed).webp({ quality, effort: 6, smartSubsample: true }).toBuffer()
    if (webp.length <= largestBytes || quality === 60) return webp
  }
  throw new Error('unreachable')
}

const code = await bundle()
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
  ],
})
const page = await browser.newPage()
page.on('pageerror', (error) => console.error(error.message))
page.on('console', (message) => {
  if (message.type() === 'error' || message.type() === 'log') console.error(message.text())
})
await page.setContent('<!doctype html><title>studio</title>')
await page.addScriptTag({ content: code })

const shots = await page.evaluate(() => globalThis.studio.shots())
const wanted = shots.filter(
  (shot) => (!store || shot.store === store) && (slugs.length === 0 || slugs.includes(shot.name)),
)
for (const { store, name, aspect } of wanted) {
  // a picture that lies on its side is as high as it would be wide
  const wide = aspect < 1 ? 5 / 3 : 1
  const started = Date.now()
  const dataUrl = await page.evaluate((order) => globalThis.studio.shoot(order), {
    store,
    name,
    frames: size.frames,
    width: Math.round(size.width * wide),
  })
  const webp = await encode(
    Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'),
    publishedWidth * wide,
  )
  const file = join(folder, store, `${name}.webp`)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, webp)
  console.log(
    `${store}/${name}  ${(webp.length / 1000).toFixed(0)} kB  ${((Date.now() - started) / 1000).toFixed(0)} s`,
  )
}
await browser.close()
