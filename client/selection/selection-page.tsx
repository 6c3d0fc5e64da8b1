import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { ResolvedLine } from '../../shared/selection.ts'
import { useTexts } from '../platform/i18n.ts'
import { createPageHead } from '../platform/page.ts'
import { useStore } from '../platform/store-context.ts'
import { useSelection } from '../sync/selection-context.ts'
import { paths } from '../paths.ts'
import { createReserve } from './create-reserve.ts'
import { createResolved } from './create-resolved.ts'
import { LineView, missingOf } from './line-view.tsx'
import { PendingNotice, RemovedNotice, StateNotice } from './notices.tsx'
import { ReserveForm } from './reserve-form.tsx'
import './selection.css'

/** What was picked, with today's prices, and the one button. */
export default function SelectionPage() {
  const words = useTexts('selection')
  const store = useStore()
  const selection = useSelection()
  const resolved = createResolved(selection)
  const reserve = createReserve(resolved)
  const byLine = createMemo(() => new Map(resolved.value()?.lines.map((line) => [line.lineId, line])))
  const lineIds = createMemo(() => selection.lines().map((line) => line.lineId))
  const shortLines = () =>
    selection.lines().flatMap((line) => {
      const known = byLine().get(line.lineId)
      return known && missingOf(known, line.quantity) > 0 ? [known] : []
    })
  const hindrance = () => {
    // A later reading does not stop the hand: the press waits for it.
    if (resolved.state() === 'reading') return resolved.value() ? null : words.waitForPrices
    if (resolved.state() !== 'fresh')
      return resolved.state() === 'offline' ? words.staleOffline : words.staleFault
    return shortLines().length > 0 ? words.adjustFirst : null
  }
  const takeAvailable = () => {
    for (const line of shortLines()) void selection.setQuantity(line.lineId, Math.max(0, line.available ?? 0))
  }
  createPageHead(() => ({ title: `${words.title} · ${store().name}`, isPrivate: true }))
  return (
    <section class="selection">
      <h1>{words.title}</h1>
      <p class="without-script">{words.needsScript}</p>
      <RemovedNotice resolved={resolved} />
      <Switch>
        <Match when={selection.state() === 'opening'}>
          <p class="selection-opening needs-script">{words.opening}</p>
        </Match>
        <Match when={selection.lines().length === 0}>
          <PendingNotice />
          <Empty />
        </Match>
        <Match when={true}>
          <StateNotice resolved={resolved} />
          <PendingNotice />
          <div class="selection-counter">
            <ul class="lines" aria-busy={resolved.state() === 'reading'}>
              <For each={lineIds()}>
                {(lineId) => <LineOf lineId={lineId} resolved={byLine().get(lineId)} />}
              </For>
            </ul>
            <ReserveForm
              resolved={resolved.value()}
              hindrance={hindrance()}
              reserve={reserve}
              onTakeAvailable={takeAvailable}
            />
          </div>
        </Match>
      </Switch>
    </section>
  )
}

function LineOf(props: { lineId: string; resolved: ResolvedLine | undefined }) {
  const selection = useSelection()
  const line = createMemo(() => selection.lines().find((one) => one.lineId === props.lineId))
  return <Show when={line()}>{(found) => <LineView line={found()} resolved={props.resolved} />}</Show>
}

function Empty() {
  const words = useTexts('selection')
  const store = useStore()
  return (
    <div class="nothing">
      <p>{words.empty}</p>
      <p>{words.emptyNext}</p>
      <a class="button" href={paths.window(store().slug)}>
        {useTexts('shop').seeEverything}
      </a>
    </div>
  )
}
