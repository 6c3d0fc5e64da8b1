import { createSignal, For, onMount } from 'solid-js'
import type { ApiProblem } from '../platform/api.ts'
import { useLanguage, useTexts } from '../platform/i18n.ts'
import { untilText } from '../platform/moments.ts'
import { useParams } from '../platform/router.tsx'
import { isOverBy, readEarlier } from '../sync/earlier.ts'
import { readPending, type Pending } from '../sync/pending.ts'
import { Failure } from '../ui/late-failure.tsx'
import { paths } from '../paths.ts'

/** In a store's place: it is closed, not there, or nobody could be asked; with what this browser holds there. */
export default function StoreAway(props: { problem: ApiProblem }) {
  const params = useParams<{ store: string }>()
  return (
    <main id="content">
      <Failure problem={props.problem}>
        <Held store={params.store} isClosed={props.problem.code === 'store-unavailable'} />
      </Failure>
    </main>
  )
}

/** The tickets of a store that is closed open no more; what is reserved stays so all the same. */
function Held(props: { store: string; isClosed: boolean }) {
  const words = useTexts('shop').pending
  const language = useLanguage()
  const [held, setHeld] = createSignal<Pending[]>([])
  onMount(() => {
    const now = Date.now()
    const pending = readPending(props.store)
    const known = [...(pending ? [pending] : []), ...readEarlier(props.store, now)]
    // nobody can be asked: it is said of those alone that are open by this clock
    setHeld(known.filter((one) => !isOverBy(one, now)))
  })
  return (
    <For each={held()}>
      {({ code, expiresAt, timeZone }) => (
        <p class="message-held">
          {words.until(untilText(expiresAt, new Date().toISOString(), { timeZone, locale: language }))}{' '}
          {!props.isClosed && <a href={paths.checkout(code)}>{words.see}</a>}
        </p>
      )}
    </For>
  )
}
