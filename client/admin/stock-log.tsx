import { For, Show } from 'solid-js'
import { actorText } from './actor-text.ts'
import { useAdmin } from './admin-context.ts'
import { adminPaths } from './admin-paths.ts'
import { createPaged } from './create-paged.ts'
import { More } from './panes.tsx'
import type { StockLine, StockLogPage } from './stock-types.ts'
import { shortTime } from './times.ts'
import { words } from './words.ts'

const text = words.stock

/** Every movement, newest first, with the balances after it. */
export function StockLog(props: { variantId: string; first: StockLogPage }) {
  const admin = useAdmin()
  const lines = createPaged({
    of: () => props.variantId,
    first: () => props.first,
    load: (cursor) => admin.api.log(props.variantId, cursor),
    keyOf: (line) => line.id,
    onProblem: admin.hear,
  })
  return (
    <section>
      <h3>{text.log}</h3>
      <Show when={lines.items().length > 0} fallback={<p class="saved">{text.noLog}</p>}>
        <table class="log">
          <thead>
            <tr>
              <th scope="col">{text.logWhen}</th>
              <th scope="col">{text.logWhat}</th>
              <th scope="col" class="number">
                {text.logDelta}
              </th>
              <th scope="col" class="number">
                {text.logAfter}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={lines.items()}>{(line) => <Line line={line} />}</For>
          </tbody>
        </table>
        <Show when={lines.nextCursor() !== null}>
          <More paged={lines} />
        </Show>
      </Show>
    </section>
  )
}

function Line(props: { line: StockLine }) {
  const admin = useAdmin()
  const delta = () => {
    const { onHandDelta, reservedDelta } = props.line
    return onHandDelta === 0 ? signed(reservedDelta) : signed(onHandDelta)
  }
  const why = () => {
    const { reason } = props.line
    return reason === null ? '' : (words.checkouts.reasons[reason] ?? reason)
  }
  return (
    <tr>
      <td class="log-when">{shortTime(props.line.at, Date.now(), admin.store)}</td>
      <td>
        <Show when={props.line.checkoutId} fallback={text.logKinds[props.line.kind]}>
          {(id) => (
            <a href={adminPaths.checkouts(admin.store.slug, { status: 'all', q: '' }, id())}>
              {text.logKinds[props.line.kind]}
            </a>
          )}
        </Show>
        <small>{[why(), actorText(props.line.actor, admin.user.id)].filter(Boolean).join(' · ')}</small>
      </td>
      <td class="number">{delta()}</td>
      <td class="number">
        {props.line.onHandAfter} / {props.line.reservedAfter}
      </td>
    </tr>
  )
}

const signed = (n: number) => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '=')
