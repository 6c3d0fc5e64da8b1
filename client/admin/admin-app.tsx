import { createMemo, createSignal, Match, onMount, Show, Switch } from 'solid-js'
import type { Session } from '../../shared/accounts.ts'
import { createPageHead } from '../platform/page.ts'
import { useLocation } from '../platform/router.tsx'
import { AccountPage } from './account-page.tsx'
import { pageOf } from './admin-paths.ts'
import { readSession, renewSession, type Problem } from './merchant-api.ts'
import { NewPasswordPage } from './password-advice.tsx'
import { problemText } from './problem-text.ts'
import { SignInPage } from './sign-in-page.tsx'
import { StorePages } from './store-pages.tsx'
import { TopBar } from './top-bar.tsx'
import { words } from './words.ts'
import './admin.css'

/** The merchant pages. What they show needs the session cookie, so the server sends their frame alone. */
export default function AdminApp() {
  const [isInBrowser, setInBrowser] = createSignal(false)
  onMount(() => setInBrowser(true))
  createPageHead(() => ({ title: words.title, isPrivate: true }))
  return (
    <div class="desk" lang="es">
      <a class="skip-link" href="#content">
        {words.skip}
      </a>
      <main class="desk-message without-script">
        <h1>{words.title}</h1>
        <p>{words.needsScript}</p>
      </main>
      <Show when={isInBrowser()} fallback={<Waiting />}>
        <SignedIn />
      </Show>
    </div>
  )
}

const Waiting = () => (
  <main id="content" class="desk-waiting needs-script" aria-busy="true">
    <p class="visually-hidden">{words.loading}</p>
  </main>
)

function SignedIn() {
  const location = useLocation()
  const [session, setSession] = createSignal<Session | null>()
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [hasEnded, setEnded] = createSignal(false)

  const ask = async () => {
    setProblem(null)
    const answer = await readSession()
    if (answer.ok) {
      if (session() === undefined) void renewSession()
      return setSession(answer.value)
    }
    if (answer.problem.status !== 401) return setProblem(answer.problem)
    setEnded(Boolean(session()))
    setSession(null)
  }
  /** Whoever lost the session or the role sees so at once, wherever they are. */
  const hear = (heard: Problem) => {
    if (heard.status === 401 || heard.code === 'forbidden') void ask()
  }
  onMount(() => void ask())

  const page = createMemo(() => pageOf(location.pathname, location.search))
  const store = createMemo(() => {
    const wanted = page().store
    const mine = session()?.stores ?? []
    return wanted === null ? mine[0] : mine.find((one) => one.slug === wanted)
  })
  const leave = () => setSession(null)
  return (
    <Show
      when={session()}
      fallback={
        <Show when={session() === null} fallback={<Opening problem={problem()} onRetry={() => void ask()} />}>
          <SignInPage hasEnded={hasEnded()} onSignedIn={() => void ask()} />
        </Show>
      }
    >
      {(mine) => (
        <Switch
          fallback={
            <Show when={store()?.slug} keyed fallback={<NoStore session={mine()} onSignedOut={leave} />}>
              {(slug) => (
                <StorePages
                  session={mine()}
                  slug={slug}
                  hear={hear}
                  onChanged={() => void ask()}
                  onSignedOut={leave}
                />
              )}
            </Show>
          }
        >
          <Match when={mine().passwordChange === 'needed'}>
            <NewPasswordPage session={mine()} onChanged={() => void ask()} />
          </Match>
          <Match when={page().kind === 'account'}>
            <TopBar session={mine()} slug={store()?.slug ?? null} onSignedOut={leave} />
            <AccountPage session={mine()} hear={hear} onChanged={() => void ask()} onSignedOut={leave} />
          </Match>
        </Switch>
      )}
    </Show>
  )
}

function Opening(props: { problem: Problem | null; onRetry: () => void }) {
  return (
    <Show when={props.problem} fallback={<Waiting />}>
      {(problem) => (
        <main id="content" class="desk-message">
          <h1>{words.title}</h1>
          <p role="alert">{problemText(problem())}</p>
          <button type="button" class="button" onClick={() => props.onRetry()}>
            {words.retry}
          </button>
        </main>
      )}
    </Show>
  )
}

function NoStore(props: { session: Session; onSignedOut: () => void }) {
  const isNew = () => props.session.stores.length === 0
  return (
    <>
      <TopBar session={props.session} slug={null} onSignedOut={props.onSignedOut} />
      <main id="content" class="desk-message">
        <h1>{isNew() ? words.noStores : words.strangeStore}</h1>
        <p>{isNew() ? words.noStoresText : words.strangeStoreText}</p>
        <Show when={!isNew()}>
          <a class="button" href="/admin">
            {words.back}
          </a>
        </Show>
      </main>
    </>
  )
}
