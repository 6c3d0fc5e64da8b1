import { sharedConfig } from 'solid-js'
import { hydrate, render } from 'solid-js/web'
import { App } from './app.tsx'
import { lost } from './platform/connection.ts'
import { loadTexts } from './platform/i18n.ts'
import { inTurn } from './platform/late-part.ts'
// with the first code: the browser offers once, about when the page has loaded
import './platform/install-offer.ts'
import { phone, providePhone } from './platform/phone.ts'
import { keep, readKept } from './platform/storage.ts'
import { selectionParts } from './routes.tsx'
import { fetchFailurePages } from './ui/late-failure.tsx'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'

const root = document.getElementById('app')
if (!root) throw new Error('the page has no #app')

// An address that is passed on must not impose its language: from here on the cookie keeps it.
const address = new URL(location.href)
if (address.searchParams.has('lang') && navigator.cookieEnabled) {
  address.searchParams.delete('lang')
  history.replaceState(history.state, '', address)
}

// A page that the browser has kept may be older than the choice of another language.
const LANGUAGE = 'vidriera:lang'
const page = document.documentElement
if ('kept' in page.dataset) page.lang = readKept(LANGUAGE) ?? page.lang
else keep(LANGUAGE, page.lang)

providePhone(async () => (await import('./offline/phone.ts')).phone)
const [, store] = /^\/s\/([a-z0-9-]+)\//.exec(location.pathname) ?? []
// The empty page is what the service worker opens where the shop does not answer: what the phone has of it comes while
// the code of the page does.
if (!root.hasChildNodes()) {
  lost()
  if (store) void phone().then((found) => found?.open(store))
}

const early = window.earlyTouches
if (early) {
  early.come = () => void import('./platform/early-touches.ts').then((code) => code.followEarlyTouches(early))
  if (early.length > 0) early.come()
}
// Not awaited at the top: a module that waits there shares no chunk with others.
void Promise.all([loadTexts('shop'), inTurn(0).then(readTables)])
  .then(inTurn)
  .then(() => {
    // A page that could not be rendered on the server arrives empty and is built here from nothing.
    if (root.hasChildNodes()) hydrate(() => <App />, root)
    else render(() => <App />, root)
    if (early) early.solid = sharedConfig
  })

// Safari has no idle callback: there, a moment after loading will do.
const whenIdle =
  'requestIdleCallback' in window ? requestIdleCallback : (run: () => void) => setTimeout(run, 1000)
// Nothing of this is waited for by anybody: what fails is asked for again when it is needed.
const idle = () => new Promise<void>((resolve) => void whenIdle(() => resolve()))
const prepareLater = () =>
  void idle()
    .then(prepare)
    .catch(() => undefined)
if (document.readyState === 'complete') prepareLater()
else addEventListener('load', prepareLater)

/**
 * The first formatter of a browser takes it 13 ms of a desk's processor, for reading its tables, all others next to nothing:
 * that is a task of its own, not a part of the one that brings the page to life.
 */
function readTables() {
  void new Intl.NumberFormat()
}

async function prepare() {
  // the page brings those that it says; a rule for one more would have all of it measured again while it comes to life
  await import('./ui/typefaces.css').catch(() => undefined)
  if (/^\/[sc]\//.test(location.pathname)) {
    for (const fetchPart of [...selectionParts, fetchFailurePages]) {
      await fetchPart().catch(() => undefined)
      await idle()
    }
    if (import.meta.env.PROD) {
      const { registerServiceWorker } = await import('./platform/take-new-build.ts')
      await registerServiceWorker()
    }
  }
  const { watchLostCode } = await import('./platform/lost-code.ts')
  watchLostCode()
  if (store) (await phone())?.follow(store)
}
