import { createMemo, createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { MAX_LINES, MAX_QUANTITY, type ResolvedSelection } from '../../shared/selection.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { createCompany, createRoom } from '../sync/company.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Button } from '../ui/button.tsx'
import { paths } from '../paths.ts'
import { createOutside } from './create-outside.ts'
import { createReserve } from './create-reserve.ts'
import { createResolved } from './create-resolved.ts'
import { createShownLines } from './create-shown-lines.ts'
import { EarlierNotice } from './earlier-notice.tsx'
import { KeptWhere } from './kept-where.tsx'
import { LineView, missingOf } from './line-view.tsx'
import { NewerNotice } from './newer-notice.tsx'
import { PendingNotice, StateNotice } from './notices.tsx'
import { People } from './people.tsx'
import { ReserveForm, Totals } from './reserve-form.tsx'
import { closedBy, isReserved, OthersNotice, SharedNotice, ShareButton } from './together.tsx'

const TakenOut = lazy(() => import('./taken-out.tsx'))
const Recover = lazy(() => import('./recover.tsx'))

/** What was picked, with today's prices, and the one button: on a page of its own, or over another one. */
export function Counter() {
  const words = useTexts('selection')
  const store = useStore()
  const selection = useSelection()
  const resolved = createResolved(selection)
  const reserve = createReserve(resolved)
  const outside = createOutside(selection)
  const byLine = createMemo(
    () =>
      new Map([...(resolved.value()?.lines ?? []), ...outside.known()].map((line) => [line.lineId, line])),
  )
  /** What the shop has called gone is no more than its notice, also before the shop has taken it out. */
  const sold = createMemo(() => {
    const gone = new Set(resolved.removed().map((line) => line.lineId))
    return selection.lines().filter(({ lineId }) => !gone.has(lineId))
  })
  const company = createCompany({
    room: createRoom(selection),
    lines: selection.lines,
    isShared: () => selection.shared() !== null,
    mayWrite: () => selection.serverCopy().is !== 'closed',
  })
  const shown = createShownLines(sold, company.isOthers)
  const shortLines = () =>
    selection.lines().flatMap((line) => {
      const known = byLine().get(line.lineId)
      return known && missingOf(known, line.quantity) > 0 ? [known] : []
    })
  /** More than one reservation takes: said before anything else, with or without a connection. */
  const beyond = () => {
    const lines = selection.lines().length
    if (lines > MAX_LINES) return words.beyond.tooManyLines(lines, MAX_LINES)
    return selection.lines().some((line) => line.isBeyond) ? words.beyond.tooManyUnits(MAX_QUANTITY) : null
  }
  const hindrance = () => {
    const tooMuch = beyond()
    if (tooMuch !== null) return tooMuch
    // A later reading does not stop the hand: the press waits for it.
    if (resolved.state() === 'reading') return resolved.value() ? null : words.waitForPrices
    if (reserve.isAway()) return null
    if (resolved.state() !== 'fresh')
      return resolved.state() === 'offline' ? words.needsConnection : words.needsPrices
    return shortLines().length > 0 ? words.adjustFirst : null
  }
  const takeAvailable = () => {
    for (const line of shortLines()) void selection.setQuantity(line.lineId, Math.max(0, line.available ?? 0))
  }
  return (
    <div class="counter">
      <People company={company} />
      <Show when={Object.keys(selection.notices()).length > 0 || resolved.removed().length > 0}>
        <Suspense>
          <TakenOut
            entries={selection.notices()}
            lines={selection.lines()}
            removed={resolved.removed()}
            mayPutBack={closedBy(selection) === null}
          />
        </Suspense>
      </Show>
      <Switch>
        <Match when={selection.state() === 'opening'}>
          <p class="selection-opening needs-script">{words.opening}</p>
        </Match>
        <Match when={selection.state() === 'newer'}>
          <NewerNotice />
        </Match>
        <Match when={shown.ids().length === 0}>
          <SharedNotice />
          <PendingNotice />
          <EarlierNotice />
          <Empty />
        </Match>
        <Match when={true}>
          <StateNotice resolved={resolved} />
          <PendingNotice />
          <EarlierNotice />
          <SharedNotice />
          <OthersNotice />
          <div class="counter-head">
            <KeptWhere />
            <ShareButton />
          </div>
          <div class="selection-counter">
            <ul class="lines" aria-busy={resolved.state() === 'reading'}>
              <For each={shown.ids()}>
                {(lineId) => (
                  <Show when={shown.find(lineId)}>
                    {(line) => (
                      <LineView
                        line={line()}
                        resolved={byLine().get(lineId)}
                        isOutside={outside.has(lineId)}
                        isStill={isReserved(selection)}
                        addedBy={company.whoIs(line().addedBy)}
                        touch={company.touchOf(lineId)}
                        isGuest={selection.shared() !== null}
                        isLeaving={shown.isLeaving(lineId)}
                        onLeft={() => shown.hasLeft(lineId)}
                      />
                    )}
                  </Show>
                )}
              </For>
            </ul>
            <Show
              when={store().status !== 'inactive' && !isReserved(selection)}
              fallback={<Still resolved={resolved.value()} />}
            >
              <ReserveForm
                resolved={resolved.value()}
                hindrance={hindrance()}
                reserve={reserve}
                onTakeAvailable={takeAvailable}
              />
            </Show>
          </div>
        </Match>
      </Switch>
    </div>
  )
}

/** Where nothing can be reserved now, there is no button for it. */
const Still = (props: { resolved: ResolvedSelection | null }) => (
  <div class="reserve">
    <div class="reserve-foot">
      <Totals resolved={props.resolved} />
      <Show when={useStore()().status === 'inactive'}>
        <p class="reserve-paused">{useTexts('selection').paused}</p>
      </Show>
    </div>
  </div>
)

/** A counter with nothing on it is an invitation. */
function Empty() {
  const words = useTexts('selection')
  const store = useStore()
  const selection = useSelection()
  const [isRecovering, setRecovering] = createSignal(false)
  return (
    <div class="counter-empty">
      <svg class="counter-scene" viewBox="0 0 160 120" aria-hidden="true">
        <path class="scene-light" d="M42 92V56a38 38 0 0 1 76 0v36z" />
        <ellipse class="scene-shade" cx="80" cy="91" rx="26" ry="2.6" />
        <path class="scene-edge" d="M8 92h144M20 92v22M140 92v22" />
      </svg>
      <p class="counter-empty-title">{words.empty}</p>
      <p>{words.emptyNext}</p>
      <a class="button" href={paths.window(store().slug)}>
        {useTexts('shop').seeEverything}
      </a>
      <Show when={selection.shared() === null}>
        <Show
          when={isRecovering()}
          fallback={
            <Button kind="quiet" onPress={() => setRecovering(true)}>
              {words.recover.have}
            </Button>
          }
        >
          <Suspense>
            <Recover onDone={() => setRecovering(false)} />
          </Suspense>
        </Show>
      </Show>
    </div>
  )
}
