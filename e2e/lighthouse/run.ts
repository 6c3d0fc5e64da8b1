/**
 * `npm run lighthouse`: Lighthouse as a phone on the window and on a product's page, beside a bare Solid page in the same
 * run. Medians of the rounds; exits with 1 where a goal is missed. The reports lie in test-results/lighthouse.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import lighthouse, { type Result } from 'lighthouse'
import { chromium } from 'playwright'
import { median, milliseconds, tableOf, type Figure } from '../load/measure.ts'
import { ensureChromium, shellPath } from '../support/chromium.ts'
import { freePort, startShop } from '../support/start-shop.ts'
import { serveBarePage } from './bare-page.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const STORE = 'raremagic'
const results = fileURLToPath(new URL('../../test-results/lighthouse', import.meta.url))

/** Lighthouse's own. */
const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75 }

const LCP = 'largest-contentful-paint'
const TBT = 'total-blocking-time'
const CLS = 'cumulative-layout-shift'
const otherCategories = ['accessibility', 'best-practices', 'seo']

fs.rmSync(results, { recursive: true, force: true })
ensureChromium()
const shop = await startShop({ LIMITS: 'off', HOST: '127.0.0.1', LOG_LEVEL: 'warn' })
const bare = await serveBarePage()
try {
  const runs = await measure({ bare: bare.url, ...(await shopPages(shop.baseUrl)) })
  const figures = Object.keys(runs)
    .filter((name) => name !== 'bare')
    .flatMap((name) => figuresOf(name, runs[name] ?? [], runs['bare'] ?? []))
  for (const [name, [run]] of Object.entries(runs)) if (run) explain(name, run)
  console.log(`\n${tableOf(figures)}`)
  process.exitCode = figures.every((figure) => figure.isReached) ? 0 : 1
} finally {
  bare.stop()
  await shop.stop()
  fs.rmSync(shop.dataDir, { recursive: true, force: true })
}

async function shopPages(base: string): Promise<Record<string, string>> {
  const answer = await fetch(`${base}/api/stores/${STORE}/products?limit=1`)
  const { items } = (await answer.json()) as { items: { slug: string }[] }
  return { window: `${base}/s/${STORE}/`, product: `${base}/s/${STORE}/p/${items[0]?.slug ?? ''}` }
}

/** Every page in turn, so that a busy machine is busy for all. */
async function measure(pages: Record<string, string>): Promise<Record<string, Result[]>> {
  const port = await freePort()
  // a whole Chromium draws its own pages beside ours, on the processor that is measured
  const executablePath = shellPath()
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      `--remote-debugging-port=${port}`,
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-background-networking',
    ],
  })
  try {
    // Pictures are encoded when a width is first asked for; who comes first is not who is measured.
    const visitor = await browser.newPage({ ...phone, isMobile: true })
    for (const url of Object.values(pages))
      await visitor.goto(url, { waitUntil: 'networkidle', timeout: 120_000 })
    await visitor.close()
    const runs: Record<string, Result[]> = {}
    for (let round = 1; round <= ROUNDS; round++) {
      for (const [name, url] of Object.entries(pages)) {
        const found = await lighthouse(url, { port, output: 'html', logLevel: 'error' })
        if (!found) throw new Error(`nothing was measured at ${url}`)
        runs[name] = [...(runs[name] ?? []), found.lhr]
        fs.mkdirSync(results, { recursive: true })
        fs.writeFileSync(path.join(results, `${name}-${round}.html`), [found.report].flat().join(''))
        fs.writeFileSync(path.join(results, `${name}-${round}.json`), JSON.stringify(found.lhr))
      }
    }
    return runs
  } finally {
    await browser.close()
  }
}

function valueOf(runs: Result[], audit: string): number {
  return median(runs.map(({ audits }) => audits[audit]?.numericValue ?? Number.NaN))
}

function scoreOf(runs: Result[], category: string): number {
  return Math.round(median(runs.map(({ categories }) => categories[category]?.score ?? 0)) * 100)
}

function figuresOf(name: string, runs: Result[], bareRuns: Result[]): Figure[] {
  const [lcp, bareLcp] = [valueOf(runs, LCP), valueOf(bareRuns, LCP)]
  const [tbt, cls] = [valueOf(runs, TBT), valueOf(runs, CLS)]
  const plain = { baseline: '', ratio: null }
  const score = (category: string, goal: number): Figure => ({
    ...plain,
    what: `${name}: ${category}`,
    ours: String(scoreOf(runs, category)),
    goal: goal === 100 ? '100' : `≥ ${goal}`,
    isReached: scoreOf(runs, category) >= goal,
  })
  return [
    score('performance', 95),
    ...otherCategories.map((category) => score(category, 100)),
    {
      what: `${name}: largest contentful paint`,
      baseline: `bare: ${milliseconds(bareLcp)}`,
      ours: milliseconds(lcp),
      ratio: lcp / bareLcp,
      goal: '≤ 1.4×',
      isReached: lcp <= 1.4 * bareLcp,
    },
    {
      ...plain,
      what: `${name}: blocking time`,
      ours: milliseconds(tbt),
      goal: '≤ 50 ms',
      isReached: tbt <= 50,
    },
    { ...plain, what: `${name}: layout shift`, ours: cls.toFixed(3), goal: '≤ 0.02', isReached: cls <= 0.02 },
  ]
}

/** What a category other than performance takes marks off for. */
function explain(name: string, { categories, audits }: Result): void {
  for (const category of otherCategories) {
    for (const { id, weight } of categories[category]?.auditRefs ?? []) {
      const audit = audits[id]
      if (!audit || weight === 0 || audit.score === null || audit.score === 1) continue
      console.log(`${name}, ${category}: ${id}: ${audit.title}`)
      const items: unknown = audit.details && 'items' in audit.details ? audit.details.items : []
      for (const item of Array.isArray(items) ? (items.slice(0, 5) as unknown[]) : [])
        console.log(`  ${JSON.stringify(item).slice(0, 400)}`)
    }
  }
}
