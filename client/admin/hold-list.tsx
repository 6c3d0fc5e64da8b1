import { createSignal, For } from 'solid-js'
import { useAdmin } from './admin-context.ts'
import { adminPaths } from './admin-paths.ts'
import type { StockHold } from './stock-types.ts'
import { shortTime } from './times.ts'
import { words } from './words.ts'

const text = words.stock

/** Who holds units of it, each a way to the reservation. */
export function HoldList(props: { holds: StockHold[] }) {
  const { store } = useAdmin()
  const [now] = createSignal(Date.now())
  return (
    <ul class="holds">
      <For each={props.holds}>
        {(hold) => (
          <li>
            <a href={adminPaths.checkouts(store.slug, { status: 'pending', q: '' }, hold.checkoutId)}>
              {text.hold(hold.quantity, shortTime(hold.expiresAt, now(), store))}
            </a>
          </li>
        )}
      </For>
    </ul>
  )
}
