import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js'
import type { StoreProfile } from '../../shared/store.ts'
import type { ApiProblem } from '../platform/api.ts'
import { useLanguage, useTexts } from '../platform/i18n.ts'
import { loadStore } from '../platform/loaders.ts'
import { untilText } from '../platform/moments.ts'
import { createPageStore } from '../platform/page.ts'
import { findReservation } from '../sync/find-reservation.ts'
import type { Pending } from '../sync/pending.ts'
import { LinkButton } from '../ui/button.tsx'
import { Failure } from '../ui/late-failure.tsx'
import { paths } from '../paths.ts'

const LOOK_AGAIN_MS = 20_000

/** In the ticket's place: not there, or nobody could be asked; then what this browser knows of it, and the way back. */
export function TicketAway(props: { code: string; problem: ApiProblem; refresh: () => void }) {
  const words = useTexts('checkout')
  const language = useLanguage()
  const [known, setKnown] = createSignal<ReturnType<typeof findReservation>>(null)
  const [profile, setProfile] = createSignal<StoreProfile | null>(null)
  createPageStore(profile)
  const isRefused = createMemo(
    () =>
      props.problem.status >= 400 &&
      props.problem.status < 500 &&
      props.problem.status !== 429 &&
      // it opens again, and what is reserved stays so till then
      props.problem.code !== 'store-unavailable',
  )
  createEffect(
    // one that was away may turn out not to be there: nobody asks for it any longer
    on(isRefused, (refused) => {
      if (refused) return
      const found = findReservation(props.code)
      setKnown(found)
      // from the phone, where it was taken along
      if (found) void loadStore(found.store).then((answer) => answer.ok && setProfile(answer.value))
      const look = () => document.visibilityState === 'visible' && props.refresh()
      const timer = setInterval(look, LOOK_AGAIN_MS)
      addEventListener('online', look)
      onCleanup(() => {
        clearInterval(timer)
        removeEventListener('online', look)
      })
    }),
  )
  const keptUntil = ({ expiresAt, timeZone }: Pending) => {
    const now = new Date()
    if (Date.parse(expiresAt) <= now.getTime()) return null
    const until = untilText(expiresAt, now.toISOString(), profile() ?? { timeZone, locale: language })
    const name = profile()?.name
    return name === undefined ? words.keptUntil(until) : words.keptUntilAt(name, until)
  }
  return (
    <Failure
      problem={props.problem}
      notFoundText={words.notFound}
      awayText={useTexts('shop').unavailable.ticketText}
    >
      <Show when={known()}>
        {(found) => (
          <div class="ticket-away">
            <Show when={keptUntil(found().pending)}>{(text) => <p>{text()}</p>}</Show>
            <LinkButton href={paths.window(found().store)}>{words.backToWindow}</LinkButton>
          </div>
        )}
      </Show>
    </Failure>
  )
}
