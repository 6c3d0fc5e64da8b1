import { createEffect, createSignal, lazy, Show, Suspense } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { createPageHead } from '../platform/page.ts'
import { useLocation } from '../platform/router.tsx'
import { useStore } from '../platform/store-context.ts'
import { useSelection } from '../sync/selection-context.ts'
import { readLink, readRecovery } from '../sync/shared-with.ts'
import { Counter } from './counter.tsx'
import './selection.css'

const Look = lazy(() => import('./look.tsx'))
const Recover = lazy(() => import('./recover.tsx'))

/** The selection on a page of its own: opened directly, in another tab, by somebody's link, or without a script. */
export default function SelectionPage() {
  const words = useTexts('selection')
  const store = useStore()
  const selection = useSelection()
  const location = useLocation()
  const [looked, setLooked] = createSignal<string | null>(null)
  const [code, setCode] = createSignal<string | null>(null)
  createPageHead(() => ({ title: `${words.title} · ${store().name}`, isPrivate: true }))
  createEffect(() => {
    const link = readLink(location.hash)
    setLooked(link?.access === 'view' ? link.token : null)
    setCode(readRecovery(location.hash))
    if (link?.access !== 'edit') return
    // not before it is kept: a page that is left meanwhile opens it the next time
    void selection.goTo(link.token).then(forgetHash)
  })
  const endRecovery = () => {
    forgetHash()
    setCode(null)
  }
  const endLook = () => {
    forgetHash()
    setLooked(null)
  }
  return (
    <section class="selection">
      <h1>{looked() === null ? words.title : words.together.lookTitle}</h1>
      <p class="without-script">{words.needsScript}</p>
      {/* asked for, not done: whoever made up a code would be let in to what is chosen next */}
      <Show when={code()} keyed>
        {(found) => (
          <Suspense>
            <Recover code={found} onDone={endRecovery} />
          </Suspense>
        )}
      </Show>
      <Show when={looked()} keyed fallback={<Counter />}>
        {(token) => (
          <Suspense>
            <Look token={token} onDone={endLook} />
          </Suspense>
        )}
      </Show>
    </section>
  )
}

/** The link has done its work, and is nobody's who looks at the address. */
const forgetHash = () =>
  history.replaceState(history.state, '', window.location.pathname + window.location.search)
