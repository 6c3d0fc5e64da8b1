import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { shopApi } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { untilText } from '../platform/moments.ts'
import { useStore } from '../platform/store-context.ts'
import { dropEarlier, isOverBy, readEarlier } from '../sync/earlier.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Notice } from '../ui/notice.tsx'
import { paths } from '../paths.ts'

/** What stays reserved although another selection was begun: as the shop says, or as this clock does while it is away. */
export function EarlierNotice() {
  const words = useTexts('selection')
  const store = useStore()
  const selection = useSelection()
  /** By code: what time it is at the shop while it is open there; null where it has ended. */
  const [asked, setAsked] = createSignal<ReadonlyMap<string, string | null>>(new Map())
  const open = createMemo(() =>
    readEarlier(selection.store, Date.now()).flatMap((earlier) => {
      const answer = asked().get(earlier.code)
      const isOpen = answer === undefined ? !isOverBy(earlier, Date.now()) : answer !== null
      // the one that is being changed is told of by its own notice
      if (!isOpen || earlier.code === selection.pending()?.code) return []
      return [{ ...earlier, now: answer ?? new Date().toISOString() }]
    }),
  )
  const ask = async (code: string) => {
    const answer = await shopApi(selection.store).checkout(code)
    if (!answer.ok && answer.problem.status !== 404) return
    const isOpen = answer.ok && answer.value.status === 'pending'
    if (!isOpen) dropEarlier(selection.store, code, Date.now())
    setAsked((before) => new Map([...before, [code, isOpen ? answer.value.serverTime : null]]))
  }
  createEffect(
    // another selection may be begun while this is looked at
    on(
      () => selection.pending()?.code,
      () => {
        for (const { code } of readEarlier(selection.store, Date.now()))
          if (!asked().has(code)) void ask(code)
      },
    ),
  )
  const codes = createMemo(() => open().map(({ code }) => code))
  return (
    <For each={codes()}>
      {(code) => (
        <Show when={open().find((earlier) => earlier.code === code)}>
          {(earlier) => (
            <Notice tone="plain">
              {words.stillKept(untilText(earlier().expiresAt, earlier().now, store()))}{' '}
              <a href={paths.checkout(code)}>{words.seeKept}</a>
            </Notice>
          )}
        </Show>
      )}
    </For>
  )
}
