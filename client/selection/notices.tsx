import { For, Match, onMount, Show, Switch } from 'solid-js'
import type { StoreProfile } from '../../shared/store.ts'
import type { ApiProblem } from '../platform/api.ts'
import { pageLocale, useTexts } from '../platform/i18n.ts'
import { untilText } from '../platform/moments.ts'
import { useStore } from '../platform/store-context.ts'
import { startAnother } from '../sync/earlier.ts'
import { useSelection } from '../sync/selection-context.ts'
import { moneyText } from '../ui/money.ts'
import { Notice } from '../ui/notice.tsx'
import { paths } from '../paths.ts'
import type { Resolved } from './create-resolved.ts'

/** What this browser or the network cannot do just now. */
export function StateNotice(props: { resolved: Resolved }) {
  const words = useTexts('selection')
  const selection = useSelection()
  return (
    <>
      <Show when={selection.state() === 'memory'}>
        <Notice tone="plain">{words.inMemory}</Notice>
      </Show>
      <Show when={props.resolved.state() === 'offline' || props.resolved.state() === 'failed'}>
        <Notice tone="plain">
          {props.resolved.state() === 'offline' ? words.staleOffline : words.staleFault}{' '}
          <button type="button" class="quiet" onClick={() => void props.resolved.read()}>
            {words.retry}
          </button>
        </Notice>
      </Show>
    </>
  )
}

/** The open reservation this selection would change, or leave alone for another one. */
export function PendingNotice() {
  const words = useTexts('shop').pending
  const own = useTexts('selection')
  const store = useStore()
  const selection = useSelection()
  return (
    <Show when={selection.pending()}>
      {(pending) => (
        <Notice tone="plain">
          {words.until(untilText(pending().expiresAt, new Date().toISOString(), store()))}{' '}
          <Show
            when={selection.lines().length > 0}
            fallback={<a href={paths.checkout(pending().code)}>{words.see}</a>}
          >
            <p class="pending-hint">{own.startAnotherHint}</p>
            <p class="pending-ways">
              <a class="quiet" href={paths.checkout(pending().code)}>
                {own.seeKept}
              </a>
              <button type="button" class="quiet" onClick={() => void startAnother(selection)}>
                {own.startAnother}
              </button>
            </p>
          </Show>
        </Notice>
      )}
    </Show>
  )
}

/** Why nothing was reserved, and the one tap that goes on from there. */
type ProblemNoticeProps = {
  problem: ApiProblem
  nameOf: (variantId: string) => string | null
  onAccept: () => void
  onTake: () => void
}

export function ProblemNotice(props: ProblemNoticeProps) {
  const words = useTexts('selection')
  const store = useStore()
  const text = (money: { amount: number; currency: string }) => moneyText(money, pageLocale(store().locale))
  let place!: HTMLDivElement
  // It opens above the pressed button, perhaps off the screen: the reader is taken there.
  onMount(() => {
    place.focus({ preventScroll: true })
    // On a desk it stands beside the lines already.
    place.scrollIntoView({ block: matchMedia('(min-width: 60rem)').matches ? 'nearest' : 'start' })
  })
  return (
    <div class="problem" tabindex="-1" ref={place}>
      <Notice tone="warning">
        <Switch fallback={<p>{plainText(props.problem, store())}</p>}>
          <Match when={props.problem.code === 'price-changed' && props.problem}>
            {(problem) => (
              <>
                <p>{words.priceChanged}</p>
                <ul>
                  <For each={problem().changes ?? []}>
                    {(change) => (
                      <li class="was-now">
                        {props.nameOf(change.variantId) ?? words.unnamed} <s>{text(change.was)}</s>{' '}
                        <strong>{text(change.now)}</strong>
                      </li>
                    )}
                  </For>
                </ul>
                <Show when={problem().total}>
                  {(total) => (
                    <>
                      <p class="was-now">
                        {words.total} <s>{text(total().was)}</s> <strong>{text(total().now)}</strong>
                      </p>
                      <button type="button" class="button" onClick={() => props.onAccept()}>
                        {words.acceptPrices(text(total().now))}
                      </button>
                    </>
                  )}
                </Show>
              </>
            )}
          </Match>
          <Match when={props.problem.code === 'insufficient-stock' && props.problem}>
            {(problem) => (
              <>
                <p>{words.shortage}</p>
                <ul>
                  <For each={problem().shortages ?? []}>
                    {(shortage) => (
                      <li>
                        <strong>{props.nameOf(shortage.variantId) ?? shortage.name}</strong>{' '}
                        {words.tooFew(shortage.available)}
                      </li>
                    )}
                  </For>
                </ul>
                <button type="button" class="button" onClick={() => props.onTake()}>
                  {words.takeAvailable}
                </button>
              </>
            )}
          </Match>
        </Switch>
      </Notice>
    </div>
  )
}

function plainText(problem: ApiProblem, store: StoreProfile): string {
  const words = useTexts('selection')
  switch (problem.code) {
    case 'selection-processing':
      return words.processing(
        problem.expiresAt ? untilText(problem.expiresAt, new Date().toISOString(), store) : null,
      )
    case 'too-many-holds':
      return words.tooManyHolds
    case 'store-inactive':
    case 'store-unavailable':
      return words.paused
    case 'too-many-units':
      return words.tooManyUnits
    case 'rate-limited':
      return words.rateLimited
    case 'offline':
      return words.lost
    default:
      return words.fault
  }
}
