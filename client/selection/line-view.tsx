import { createEffect, createMemo, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { MAX_LINES, MAX_QUANTITY, type ResolvedLine } from '../../shared/selection.ts'
import type { SelectionLine } from '../../shared/selection-document.ts'
import { pageLocale, useTexts } from '../platform/i18n.ts'
import { whenText } from '../platform/moments.ts'
import { useStore } from '../platform/store-context.ts'
import type { Hand, Touch } from '../sync/company.ts'
import { useSelection } from '../sync/selection-context.ts'
import { moneyText } from '../ui/money.ts'
import { Picture } from '../ui/picture.tsx'
import { Amount } from '../ui/price.tsx'
import { Quantity } from '../ui/quantity.tsx'
import { RollingAmount } from '../ui/rolling-amount.tsx'
import { paths } from '../paths.ts'
import { collapse, roll } from './motion.ts'
import { AddedBy } from './people.tsx'

/** How many of this line cannot be had now; 0 when all can. */
export function missingOf(line: ResolvedLine, quantity: number): number {
  if (line.available === null || line.backorder) return 0
  return Math.max(0, quantity - Math.max(0, line.available))
}

/** One line on the counter. What the server has not said yet is left blank, never guessed. */
export function LineView(props: {
  line: SelectionLine
  resolved: ResolvedLine | undefined
  /** It stands behind the last line that a reservation takes. */
  isOutside: boolean
  /** To be looked at alone. */
  isStill?: boolean
  addedBy: Hand | null
  /** Whoever it is of, it is not ours from another phone. */
  isGuest: boolean
  touch: Touch | undefined
  /** Somebody else has taken it out; `onLeft` when it has gone from sight. */
  isLeaving: boolean
  onLeft: () => void
}) {
  const words = useTexts('selection')
  const store = useStore()
  const selection = useSelection()
  const name = () => props.resolved?.name ?? '…'
  const thumb = () => {
    const url = props.resolved?.imageUrl
    return url ? { url } : null
  }
  const isCurrent = () => props.resolved?.quantity === props.line.quantity
  let place!: HTMLLIElement
  // the glow goes in the colour in which it came
  const lastTouch = createMemo<Touch | undefined>((before) => props.touch ?? before)
  createEffect(
    on(
      () => props.touch,
      (touch) => touch && roll(place.querySelectorAll('.line-units, .quantity input'), touch.isMore),
      { defer: true },
    ),
  )
  createEffect(() => {
    if (props.isLeaving) onCleanup(collapse(place, () => props.onLeft()))
  })
  return (
    <li
      class="line"
      ref={place}
      data-waiting={!isCurrent()}
      data-hand={lastTouch()?.colour}
      data-touched={props.touch !== undefined}
      inert={props.isLeaving}
    >
      <a
        class="line-picture"
        href={productHref(store().slug, props.resolved)}
        tabindex="-1"
        aria-hidden="true"
      >
        <Picture picture={thumb()} alt="" name={name()} sizes="11rem" />
      </a>
      <div class="line-words">
        <h2>
          <a href={productHref(store().slug, props.resolved)}>{name()}</a>
        </h2>
        <Show when={props.resolved?.variantTitle}>{(title) => <p class="line-variant">{title()}</p>}</Show>
        <Show when={props.isStill}>
          <p class="line-variant line-units figures">{words.units(props.line.quantity)}</p>
        </Show>
        <AddedBy hand={props.addedBy} isGuest={props.isGuest} />
        <Show when={isCurrent() && props.line.quantity > 1 && props.resolved}>
          {(resolved) => (
            <p class="line-variant figures">
              {words.each(moneyText(eachOf(resolved()), pageLocale(store().locale)))}
            </p>
          )}
        </Show>
        <Switch>
          <Match when={props.isOutside}>
            <p class="line-shortage">{words.beyond.outside(MAX_LINES)}</p>
          </Match>
          <Match when={props.line.isBeyond}>
            <p class="line-shortage">
              {words.beyond.units(MAX_QUANTITY)}{' '}
              <Show when={!props.isStill}>
                <Take line={props.line.lineId} units={MAX_QUANTITY} />
              </Show>
            </p>
          </Match>
          <Match when={!props.isStill && props.resolved}>
            {(resolved) => <Shortage line={resolved()} quantity={props.line.quantity} />}
          </Match>
        </Switch>
      </div>
      <p class="line-total">
        <Show when={isCurrent() && !props.isOutside && props.resolved}>
          {(resolved) => (
            <>
              <RollingAmount money={resolved().lineTotal} locale={store().locale} />
              <Show when={resolved().lineDiscount.amount > 0}>
                {' '}
                <span class="visually-hidden">{useTexts('shop').price.was} </span>
                <s>
                  <Amount money={before(resolved())} locale={store().locale} />
                </s>
              </Show>
            </>
          )}
        </Show>
      </p>
      <Show when={!props.isStill}>
        <div class="line-hands">
          <Quantity
            value={props.line.quantity}
            min={1}
            max={MAX_QUANTITY}
            label={words.quantityOf(name())}
            onChange={(quantity) => void selection.setQuantity(props.line.lineId, quantity)}
          />
          <button
            type="button"
            class="quiet"
            aria-label={words.removeNamed(name())}
            onClick={() => {
              void selection.remove(props.line.lineId)
              // The button goes with its line; the reader stays where the lines are.
              document.getElementById('content')?.focus({ preventScroll: true })
            }}
          >
            {words.remove}
          </button>
        </div>
      </Show>
    </li>
  )
}

/** What one of them costs now. */
const eachOf = ({ lineTotal, quantity }: ResolvedLine) => ({
  amount: Math.round(lineTotal.amount / quantity),
  currency: lineTotal.currency,
})

const productHref = (store: string, line: ResolvedLine | undefined) =>
  line ? paths.product(store, line.slug) : paths.window(store)

const before = (line: ResolvedLine) => ({
  amount: line.lineTotal.amount + line.lineDiscount.amount,
  currency: line.lineTotal.currency,
})

/** Too few free: says so, when more may come, and takes what there is with one tap. */
function Shortage(props: { line: ResolvedLine; quantity: number }) {
  const words = useTexts('selection')
  const store = useStore()
  const free = () => Math.max(0, props.line.available ?? 0)
  const when = (at: string) => whenText(at, new Date().toISOString(), store())
  return (
    <Show when={missingOf(props.line, props.quantity) > 0}>
      <p class="line-shortage">
        {words.tooFew(free())}{' '}
        <Show when={props.line.freesUpAt}>{(at) => <>{words.freesUp(when(at()))} </>}</Show>
        <Show when={free() > 0}>
          <Take line={props.line.lineId} units={free()} />
        </Show>
      </p>
    </Show>
  )
}

/** So many, with one tap. */
function Take(props: { line: string; units: number }) {
  const selection = useSelection()
  return (
    <button type="button" class="quiet" onClick={() => void selection.setQuantity(props.line, props.units)}>
      {useTexts('selection').take(props.units)}
    </button>
  )
}
