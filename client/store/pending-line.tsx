import { createEffect, createSignal, createUniqueId, on, onCleanup, onMount, Show } from 'solid-js'
import { shopApi } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { journal } from '../platform/journal.ts'
import { untilText } from '../platform/moments.ts'
import { useLocation } from '../platform/router.tsx'
import { useStore } from '../platform/store-context.ts'
import { readPress, watchPress } from '../sync/kept-press.ts'
import { useSelection } from '../sync/selection-context.ts'
import { isStale } from '../sync/stale.ts'
import { paths } from '../paths.ts'
// not fetched when it is needed: there is no connection then
import { WaitingPress } from './waiting-press.tsx'

/** While a reservation is open: until when, and the ways to it. Asks the server what became of it. */
export default function PendingLine() {
  const store = useStore()
  const words = useTexts('shop').pending
  const selection = useSelection()
  const location = useLocation()
  const textId = createUniqueId()
  const isElsewhere = () => location.pathname !== paths.selection(store().slug)

  createEffect(
    on(
      // where the shop has gone on in another generation, it was sold
      [() => selection.pending()?.code, () => isStale(selection.serverCopy())],
      ([code]) => {
        if (code) void settle(code)
      },
    ),
  )

  const settle = async (code: string) => {
    const answer = await shopApi(store().slug).checkout(code)
    if (selection.pending()?.code !== code) return
    if (!answer.ok) {
      if (answer.problem.status === 404) selection.setPending(null)
      return
    }
    const { status, items } = answer.value
    if (status === 'confirmed') {
      // without what was sold, with what was picked since, as the selection it was
      await (await selection.whenOpen()).goOn(true, items)
      selection.setPending(null)
      journal('el pedido quedó confirmado, lo vendido sale de la selección')
    } else if (status !== 'pending') {
      selection.setPending(null)
      journal(`la reserva ${answer.value.reference} terminó (${status})`)
    }
  }

  const [waits, setWaits] = createSignal(false)
  createEffect(() => setWaits(readPress(selection.store)?.waits !== undefined))
  onMount(() => onCleanup(watchPress(selection.store)))

  return (
    <>
      <Show when={waits()}>
        <WaitingPress />
      </Show>
      <Show when={isElsewhere() && selection.pending()}>
        {(pending) => (
          <aside class="pending-line" aria-labelledby={textId}>
            <span id={textId}>
              {words.until(untilText(pending().expiresAt, new Date().toISOString(), store()))}
            </span>
            <span class="pending-hands">
              <a href={paths.checkout(pending().code)}>{words.see}</a>
              <a href={paths.selection(store().slug)}>{words.change}</a>
            </span>
          </aside>
        )}
      </Show>
    </>
  )
}
