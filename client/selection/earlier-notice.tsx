import { For } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { untilText } from '../platform/moments.ts'
import { useStore } from '../platform/store-context.ts'
import { readEarlier } from '../sync/earlier.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Notice } from '../ui/notice.tsx'
import { paths } from '../paths.ts'

/** What stays reserved although another selection was begun. */
export function EarlierNotice() {
  const words = useTexts('selection')
  const store = useStore()
  const selection = useSelection()
  const open = () =>
    // the one that is being changed is told of by its own notice
    readEarlier(selection.store, Date.now()).filter(({ code }) => code !== selection.pending()?.code)
  return (
    <For each={open()}>
      {(earlier) => (
        <Notice tone="plain">
          {words.stillKept(untilText(earlier.expiresAt, new Date().toISOString(), store()))}{' '}
          <a href={paths.checkout(earlier.code)}>{words.seeKept}</a>
        </Notice>
      )}
    </For>
  )
}
