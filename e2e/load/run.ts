/**
 * `npm run load`: the figures, each beside its baseline of the same run. Names pick some of them, `big` adds the large shop.
 * Exits with 1 where a goal is missed; test-results/load.json holds what was measured.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkoutFigures } from './checkout-figures.ts'
import { importFigures } from './import.ts'
import { listFigures } from './list-figures.ts'
import { tableOf, type Figure } from './measure.ts'
import { sellOutFigure } from './sell-out-figure.ts'
import { openShop, prepareShop, type Shop } from './shop.ts'
import { sizeFigures } from './size-figures.ts'
import { startFigures } from './start-figures.ts'
import { sweepFigure } from './sweep-figure.ts'
import { syncFigures } from './sync-figures.ts'
import { windowFigures } from './window-figures.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const onShop: Record<string, (shop: Shop) => Promise<Figure[]>> = {
  checkouts: (shop) => checkoutFigures(shop, ROUNDS),
  list: (shop) => listFigures(shop, ROUNDS),
  window: (shop) => windowFigures(shop, ROUNDS),
  'sell-out': async (shop) => [await sellOutFigure(shop, ROUNDS)],
  sync: (shop) => syncFigures(shop, ROUNDS),
  sweep: async (shop) => [await sweepFigure(shop)],
}
const known = [...Object.keys(onShop), 'start', 'import', 'big']
const usual = known.filter((name) => name !== 'big')

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; known are ${known.join(', ')}`)
  process.exit(1)
}
const names = wanted.length > 0 ? wanted : usual

const figures: Figure[] = []
const directories: string[] = []
try {
  if (names.some((name) => name !== 'import')) await measure()
  if (names.includes('import')) report(await importFigures())
} finally {
  for (const directory of directories) fs.rmSync(directory, { recursive: true, force: true })
}
const results = fileURLToPath(new URL('../../test-results', import.meta.url))
fs.mkdirSync(results, { recursive: true })
const machine = { cpus: os.cpus().length, model: os.cpus()[0]?.model, node: process.version }
fs.writeFileSync(path.join(results, 'load.json'), JSON.stringify({ machine, figures }, null, 2))
console.log(`\n${tableOf(figures)}`)
if (!names.includes('big'))
  console.log('\nnot measured: 100,000 products and 1,000,000 checkouts; `npm run load big` does')
process.exitCode = figures.every((figure) => figure.isReached) ? 0 : 1

/** Shown as they come: a run that fails later has still said something. */
function report(measured: Figure[]): void {
  figures.push(...measured)
  console.log(tableOf(measured))
}

async function measure(): Promise<void> {
  const dataDir = await prepared('1,000 products', { products: 1_000, checkouts: 0 })
  const shop = await openShop(dataDir)
  try {
    for (const [name, of] of Object.entries(onShop)) {
      if (!names.includes(name)) continue
      console.log(`measuring ${name}`)
      report(await of(shop))
    }
    if (names.includes('big')) await measureLarge(shop)
  } finally {
    await shop.stop()
  }
  if (names.includes('start')) report(await startFigures(dataDir))
}

async function measureLarge(small: Shop): Promise<void> {
  const size = { products: 100_000, checkouts: 1_000_000 }
  const large = await openShop(await prepared('100,000 products, 1,000,000 checkouts', size))
  try {
    console.log('measuring big')
    report(await sizeFigures(small, large, ROUNDS))
    const { rowCount } = await large.superuser.query('select from check_invariants()')
    report([
      {
        what: 'broken invariants of the large shop',
        baseline: '',
        ours: String(rowCount),
        ratio: null,
        goal: '0',
        isReached: rowCount === 0,
      },
    ])
  } finally {
    await large.stop()
  }
}

async function prepared(what: string, size: { products: number; checkouts: number }): Promise<string> {
  const started = performance.now()
  process.stdout.write(`filling a shop: ${what}`)
  const dataDir = await prepareShop(size)
  directories.push(dataDir)
  console.log(`, ${((performance.now() - started) / 1_000).toFixed(1)} s`)
  return dataDir
}
