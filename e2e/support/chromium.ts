import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { chromium } from 'playwright'

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
const SHELL = '/usr/bin/chromium-headless-shell'

/** Path of the Chromium that the browser tests use; undefined means Playwright's own. */
export function chromiumPath(): string | undefined {
  return systemPaths.find((path) => fs.existsSync(path))
}

/**
 * Path of the Chromium for tests that need no push service: where there is one, the shell without a window's machinery,
 * which draws the same pages in half the processor's time. Playwright's own is that shell already.
 */
export function shellPath(): string | undefined {
  return fs.existsSync(SHELL) ? SHELL : chromiumPath()
}

/** The system's Chromium, else Playwright's own, else Debian's packages when we are root; throws when none can be had. */
export function ensureChromium(): void {
  if (chromiumPath() !== undefined || fs.existsSync(chromium.executablePath())) return
  if (attempt('npx', ['playwright', 'install', 'chromium'])) return
  const install = (...packages: string[]): boolean =>
    attempt('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
  if (
    process.getuid?.() === 0 &&
    attempt('apt-get', ['update']) &&
    // the shell is a package of its own since Debian 12
    (install('chromium', 'chromium-headless-shell') || install('chromium'))
  ) {
    return
  }
  throw new Error(
    'no Chromium: install one (Debian: apt-get install chromium; else: npx playwright install chromium)',
  )
}

function attempt(command: string, parameters: string[]): boolean {
  console.log(`no Chromium yet: ${command} ${parameters.join(' ')}`)
  try {
    execFileSync(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 240_000 })
    return true
  } catch (error) {
    console.log(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    return false
  }
}
