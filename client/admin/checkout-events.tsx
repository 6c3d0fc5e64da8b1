import { For, Show } from 'solid-js'
import type { MerchantCheckout } from '../../shared/checkout.ts'
import { actorText } from './actor-text.ts'
import { useAdmin } from './admin-context.ts'
import { shortTime } from './times.ts'
import { words } from './words.ts'

const text = words.checkouts
type Event = MerchantCheckout['events'][number]

/** Everything that happened to it, in order. */
export function CheckoutEvents(props: { events: Event[]; now: number }) {
  const admin = useAdmin()
  return (
    <section class="events">
      <h3>{text.events}</h3>
      <ol>
        <For each={props.events}>
          {(event) => (
            <li>
              <time datetime={event.at}>{shortTime(event.at, props.now, admin.store)}</time>
              <span>
                {text.eventKinds[event.kind]}
                <Show when={detailOf(event)}>{(detail) => <> {detail()}</>}</Show>
              </span>
              <span class="events-actor">{actorText(event.actor, admin.user.id)}</span>
            </li>
          )}
        </For>
      </ol>
    </section>
  )
}

function detailOf({ details }: Event): string {
  const minutes = details?.['minutes']
  if (typeof minutes === 'number') return text.minutes(minutes)
  const reason = details?.['reason']
  return typeof reason === 'string' ? (text.reasons[reason] ?? `(${reason})`) : ''
}
