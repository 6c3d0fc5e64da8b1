import { createSignal, createUniqueId, onMount, Show } from 'solid-js'
import { LONGEST_NOTE } from '../../shared/selection-document-about.ts'
import type { ResolvedSelection } from '../../shared/selection.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { keepOwnName, ownName } from '../platform/own-name.ts'
import type { OpenSelection } from '../sync/open-selection.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Amount } from '../ui/price.tsx'
import { RollingAmount } from '../ui/rolling-amount.tsx'
import type { Reserve } from './create-reserve.ts'
import { ProblemNotice } from './notices.tsx'
import { NAME_FIELD } from './people.tsx'
import { WaitingNotice } from './waiting-notice.tsx'

type ReserveFormProps = {
  resolved: ResolvedSelection | null
  /** Why the button does not work now, in words; null when it does. */
  hindrance: string | null
  reserve: Reserve
  onTakeAvailable: () => void
}

/** Total, two optional fields, one button. */
export function ReserveForm(props: ReserveFormProps) {
  const words = useTexts('selection')
  const selection = useSelection()
  const store = useStore()
  const [opened, setOpened] = createSignal<OpenSelection>()
  onMount(() => void selection.whenOpen().then(setOpened))
  /** While it is written nobody else's word comes between the letters; whoever writes last has said it. */
  const [draft, setDraft] = createSignal<string | null>(null)
  const note = () => draft() ?? opened()?.note() ?? selection.pending()?.note ?? ''
  const reasonId = createUniqueId()
  const press = () => {
    void props.reserve.reserve({ name: ownName(), note: note() })
  }
  // Kept at every letter: a press whose answer is lost is pressed again, after a reload too, with the same words.
  const write = (text: string) => {
    setDraft(text)
    void opened()?.sayNote(text)
  }
  const nameOf = (variantId: string) => {
    const line = props.resolved?.lines.find((one) => one.variantId === variantId)
    return line ? [line.name, line.variantTitle].filter(Boolean).join(', ') : null
  }
  const reason = () => {
    if (props.reserve.isAsked()) return null
    if (props.hindrance === null && props.reserve.isAway()) return words.waiting.hint
    return props.hindrance ?? words.promise(useTexts('shop').hold(store().holdMinutes))
  }
  /** The notice's own button goes on from there: a second one beside it would only puzzle. */
  const hasOwnButton = () => {
    const problem = props.reserve.problem()
    return problem?.code === 'insufficient-stock' || (problem?.code === 'price-changed' && problem.total)
  }
  return (
    <form
      class="reserve"
      onSubmit={(event) => {
        event.preventDefault()
        if (props.hindrance === null && !props.reserve.isAsked()) press()
      }}
    >
      <label class="field">
        <span>
          {words.name} <small>{words.optional}</small>
        </span>
        <input
          id={NAME_FIELD}
          value={ownName()}
          maxlength="120"
          autocomplete="name"
          onInput={(event) => keepOwnName(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>
          {words.note} <small>{words.optional}</small>
        </span>
        <textarea
          rows="2"
          maxlength={LONGEST_NOTE}
          value={note()}
          onInput={(event) => write(event.currentTarget.value)}
          onBlur={() => setDraft(null)}
        />
      </label>
      <Show when={props.reserve.waiting()}>
        <WaitingNotice reserve={props.reserve} />
      </Show>
      <Show when={props.reserve.problem()}>
        {(problem) => (
          <ProblemNotice
            problem={problem()}
            nameOf={nameOf}
            onAccept={press}
            onTake={() => {
              props.reserve.forgetProblem()
              props.onTakeAvailable()
            }}
          />
        )}
      </Show>
      <div class="reserve-foot">
        <Totals resolved={props.resolved} />
        <Show when={!hasOwnButton() && !props.reserve.isAsked()}>
          <button
            type="submit"
            class="button"
            data-kind="primary"
            aria-disabled={props.hindrance !== null || props.reserve.isSending()}
            aria-describedby={reasonId}
          >
            {props.reserve.isSending()
              ? words.reserving
              : props.reserve.isAway()
                ? words.waiting.press
                : selection.pending()
                  ? words.rereserve
                  : words.reserve}
          </button>
        </Show>
        <p class="reserve-reason" id={reasonId}>
          {reason()}
        </p>
      </div>
    </form>
  )
}

export function Totals(props: { resolved: ResolvedSelection | null }) {
  const words = useTexts('selection')
  const store = useStore()
  return (
    <dl class="totals" aria-live="polite">
      <Show when={props.resolved}>
        {(resolved) => (
          <>
            <dt class="totals-total">{words.total}</dt>
            <dd class="totals-total">
              <RollingAmount money={resolved().total} locale={store().locale} />
            </dd>
            <Show when={resolved().discount.amount > 0}>
              <dt>{words.saved}</dt>
              <dd>
                <Amount money={resolved().discount} locale={store().locale} />
              </dd>
            </Show>
          </>
        )}
      </Show>
    </dl>
  )
}
