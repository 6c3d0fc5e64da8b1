import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import type { SelectionLine } from '../../shared/selection-document.ts'
import { answered } from '../platform/answered.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import { useTexts } from '../platform/i18n.ts'
import type { Late } from '../sync/late.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Notice } from '../ui/notice.tsx'
import { inputOf } from './create-resolved.ts'
import { GoOnApart } from './go-on-apart.tsx'

/**
 * The shop has gone on without this copy: what was added and taken out here meanwhile is offered line by line, and never
 * lost in silence.
 */
export default function LateNotice() {
  const words = useTexts('selection')
  const selection = useSelection()
  const [late, setLate] = createSignal<Late | null>(null)
  const [isAway, setAway] = createSignal(false)
  const [names, setNames] = createSignal<ReadonlyMap<string, string>>(new Map())
  let asked = 0
  const read = async () => {
    const turn = ++asked
    const found = await (await selection.whenOpen()).late()
    if (turn !== asked) return
    setLate(found)
    setAway(found === null)
    if (found) await readNames([...found.lines, ...found.removed].map(inputOf))
  }
  /** Also of what is not in the selection any more. */
  const readNames = async (lines: ReturnType<typeof inputOf>[]) => {
    if (lines.length === 0) return
    const { store, id } = selection
    const answer = await answered(
      store,
      () => checkoutApi(store).resolve(id(), lines),
      (shop) => shop.resolve(id(), lines),
    )
    if (!answer.ok) return
    const sold = answer.value.lines.map(
      (line) => [line.lineId, [line.name, line.variantTitle].filter(Boolean).join(', ')] as const,
    )
    const gone = answer.value.removed.map(({ lineId, name }) => [lineId, name ?? words.unnamed] as const)
    setNames(new Map([...sold, ...gone]))
  }
  const goOn = async (takesLate: boolean) => setAway(!(await (await selection.whenOpen()).goOn(takesLate)))
  createEffect(on(selection.lines, () => void read()))
  onMount(() => {
    const readAgain = () => void read()
    addEventListener('online', readAgain)
    onCleanup(() => removeEventListener('online', readAgain))
  })
  onCleanup(() => asked++)
  const hasAny = (found: Late) => found.lines.length + found.removed.length > 0
  const take = ({ lines, removed }: Late) =>
    lines.length === 0 ? words.late.takeOut : removed.length === 0 ? words.late.take : words.late.takeBoth
  const nameOf = (lineId: string) => names().get(lineId) ?? words.unnamed
  return (
    <Notice tone="plain">
      <p>{words.together.sold}</p>
      <Show when={isAway()}>
        <p>{words.late.away}</p>
      </Show>
      <Show when={late()} fallback={<Ways onGoOn={goOn} />}>
        {(found) => (
          <Show when={hasAny(found())} fallback={<Ways onGoOn={goOn} />}>
            <LateLines
              title={found().isGuessed ? words.late.guessed : words.late.added}
              lines={found().lines}
              nameOf={nameOf}
            />
            <LateLines title={words.late.removed} lines={found().removed} nameOf={nameOf} />
            <p class="pending-ways">
              <button type="button" class="button" onClick={() => void goOn(true)}>
                {take(found())}
              </button>
              <button type="button" class="quiet" onClick={() => void goOn(false)}>
                {found().removed.length === 0 ? words.late.leave : words.late.leaveAll}
              </button>
              <GoOnApart />
            </p>
          </Show>
        )}
      </Show>
    </Notice>
  )
}

/** Nothing was done here of which the shop has not heard. */
function Ways(props: { onGoOn: (takesLate: boolean) => Promise<unknown> }) {
  const words = useTexts('selection').together
  return (
    <p class="pending-ways">
      <button type="button" class="quiet" onClick={() => void props.onGoOn(true)}>
        {words.readAnew}
      </button>
      <GoOnApart />
    </p>
  )
}

function LateLines(props: { title: string; lines: SelectionLine[]; nameOf: (lineId: string) => string }) {
  const words = useTexts('selection')
  return (
    <Show when={props.lines.length > 0}>
      <p class="late-title">{props.title}</p>
      <ul class="late-lines">
        <For each={props.lines}>
          {(line) => (
            <li>
              <strong>{props.nameOf(line.lineId)}</strong>, {words.units(line.quantity)}
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
