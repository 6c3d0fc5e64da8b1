/** `npm test`: every check and every test, one after the other, and the sum of them as the last line. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './support/chromium.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const results = path.join(root, 'test-results')

type Count = { passed: number; failed: number; failures?: string[]; skipped?: string[] }
type Outcome = Count & { name: string; seconds: number }

/** Runs an npm script and shows its output; the count is one unless a report says how many tests there were. */
async function step(name: string, parameters: string[] = [], countOf?: () => Count): Promise<Outcome> {
  const started = performance.now()
  console.log(`\n── ${name}`)
  const code = await new Promise<number>((resolve) => {
    const child = spawn('npm', ['run', '--silent', name, '--', ...parameters], {
      cwd: root,
      stdio: 'inherit',
    })
    child.once('error', () => resolve(1))
    child.once('exit', (status) => resolve(status ?? 1))
  })
  const seconds = (performance.now() - started) / 1000
  const single = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  const count = countOf?.() ?? single
  // a runner that fails without a failed test (a broken setup, no test at all) has failed all the same
  const isSilentFailure = code !== 0 && count.failed === 0
  return { ...count, name, seconds, failed: isSilentFailure ? 1 : count.failed }
}

function read(file: string): unknown {
  const full = path.join(results, file)
  return fs.existsSync(full) ? JSON.parse(fs.readFileSync(full, 'utf8')) : undefined
}

type Tests = {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

function testCount(file: string): Count {
  const report = read(file) as Tests | undefined
  const tests = (report?.testResults ?? []).flatMap((one) => one.assertionResults)
  const failures = tests
    .filter((one) => one.status === 'failed')
    .map((one) => `${one.fullName}\n${one.failureMessages.join('\n')}`)
  const skipped = tests
    .filter((one) => one.status === 'skipped' || one.status === 'pending')
    .map((one) => one.fullName)
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0, failures, skipped }
}

function journeyCount(): Count {
  const report = read('journeys.json') as
    { stats: { expected: number; unexpected: number; flaky: number } } | undefined
  return {
    passed: report?.stats.expected ?? 0,
    failed: (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0),
  }
}

fs.rmSync(results, { recursive: true, force: true })
fs.mkdirSync(results, { recursive: true })
const outcomes: Outcome[] = []
const lane = async (...names: string[]): Promise<void> => {
  for (const name of names) outcomes.push(await step(name))
}
await Promise.all([
  lane('check:lint', 'check:migrations'),
  lane('check:format', 'check:types', 'check:dead', 'build', 'check:weight'),
])
for (const suite of ['unit', 'faults']) {
  const report = `${suite}.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=test-results/${report}`]
  outcomes.push(await step(`test:${suite}`, reporters, () => testCount(report)))
}
ensureChromium()
outcomes.push(await step('test:journeys', [], journeyCount))

console.log('')
// The journeys have just printed theirs; what failed minutes ago is said again where it will be read.
for (const { name, failures = [] } of outcomes)
  for (const failure of failures) console.log(`FAIL ${name}: ${failure}\n`)
// What a machine cannot run says why in its name.
for (const { name, skipped = [] } of outcomes)
  for (const test of skipped) console.log(`skip ${name}: ${test}`)
for (const { name, seconds, passed, failed } of outcomes) {
  console.log(
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s  ${passed} passed, ${failed} failed`,
  )
}
const sum = (pick: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, outcome) => total + pick(outcome), 0)
console.log(`${sum((o) => o.passed)} passed, ${sum((o) => o.failed)} failed`)
process.exitCode = sum((o) => o.failed) === 0 && sum((o) => o.passed) > 0 ? 0 : 1
