import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import type { ResolvedLine } from '../../shared/selection.ts'
import { useTexts } from '../platform/i18n.ts'
import type { Late } from '../sync/go-on.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Notice } from '../ui/notice.tsx'
import { GoOnApart } from './go-on-apart.tsx'

/** The shop has gone on without this copy: what was added here meanwhile is offered line by line, and never lost in silence. */
export default function LateNotice(props: { known: Map<string, ResolvedLine> }) {
  const words = useTexts('selection')
  const selection = useSelection()
  const [late, setLate] = createSignal<Late | null>(null)
  const [isAway, setAway] = createSignal(false)
  let asked = 0
  const read = async () => {
    const turn = ++asked
    const found = await (await selection.whenOpen()).late()
    if (turn !== asked) return
    setLate(found)
    setAway(found === null)
  }
  const goOn = async (takesLate: boolean) => setAway(!(await (await selection.whenOpen()).goOn(takesLate)))
  createEffect(on(selection.lines, () => void read()))
  onMount(() => {
    const readAgain = () => void read()
    addEventListener('online', readAgain)
    onCleanup(() => removeEventListener('online', readAgain))
  })
  onCleanup(() => asked++)
  return (
    <Notice tone="plain">
      <p>{words.together.sold}</p>
      <Show when={isAway()}>
        <p>{words.late.away}</p>
      </Show>
      <Show
        when={late()?.lines.length ? late() : null}
        fallback={
          <p class="pending-ways">
            <button type="button" class="quiet" onClick={() => void goOn(true)}>
              {words.together.readAnew}
            </button>
            <GoOnApart />
          </p>
        }
      >
        {(found) => (
          <>
            <p>{found().isGuessed ? words.late.guessed : words.late.added}</p>
            <ul class="late-lines">
              <For each={found().lines}>
                {(line) => (
                  <li>
                    <strong>{nameOf(props.known.get(line.lineId)) ?? words.unnamed}</strong>,{' '}
                    {words.units(line.quantity)}
                  </li>
                )}
              </For>
            </ul>
            <p class="pending-ways">
              <button type="button" class="button" onClick={() => void goOn(true)}>
                {words.late.take}
              </button>
              <button type="button" class="quiet" onClick={() => void goOn(false)}>
                {words.late.leave}
              </button>
              <GoOnApart />
            </p>
          </>
        )}
      </Show>
    </Notice>
  )
}

const nameOf = (line: ResolvedLine | undefined) =>
  line && [line.name, line.variantTitle].filter(Boolean).join(', ')
