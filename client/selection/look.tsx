import { createMemo, createSignal, For, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { NoticeEntries, SelectionLine } from '../../shared/selection-document.ts'
import { useTexts } from '../platform/i18n.ts'
import { createCompany } from '../sync/company.ts'
import type { Room, ServerCopy } from '../sync/server-copy.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { createOutside } from './create-outside.ts'
import { createResolved } from './create-resolved.ts'
import { createShownLines } from './create-shown-lines.ts'
import { LineView } from './line-view.tsx'
import { NewerNotice } from './newer-notice.tsx'
import { People } from './people.tsx'
import { Totals } from './reserve-form.tsx'
import TakenOut from './taken-out.tsx'

/** Somebody else's selection, to look at: it changes as they change it. */
export default function Look(props: { token: string; onDone: () => void }) {
  const words = useTexts('selection').together
  const own = useSelection()
  const [lines, setLines] = createSignal<SelectionLine[]>([])
  const [notices, setNotices] = createSignal<NoticeEntries>({})
  const [copy, setCopy] = createSignal<ServerCopy>({ is: 'unknown' })
  const [isNewer, setNewer] = createSignal(false)
  const [isRead, setRead] = createSignal(false)
  const [room, setRoom] = createSignal<Room | null>(null)
  const look = async (gone: AbortSignal) => {
    const { lookAt } = await import('../sync/look-at.ts')
    if (gone.aborted) return
    const leave = lookAt(
      { store: own.store, token: props.token, say: setCopy, entered: setRoom, newer: () => setNewer(true) },
      (read, taken) => {
        setRead(true)
        setLines(read)
        setNotices(taken)
      },
    )
    gone.addEventListener('abort', leave)
  }
  onMount(() => {
    const gone = new AbortController()
    onCleanup(() => gone.abort())
    void look(gone.signal)
  })
  const resolved = createResolved({
    store: own.store,
    lines,
    id: () => props.token,
    state: () => (isRead() ? 'kept' : 'opening'),
  })
  const company = createCompany({ room, lines, isShared: () => false, mayWrite: () => false })
  const shown = createShownLines(lines, company.isOthers)
  const outside = createOutside({ store: own.store, lines, id: () => props.token })
  const byLine = createMemo(
    () =>
      new Map([...(resolved.value()?.lines ?? []), ...outside.known()].map((line) => [line.lineId, line])),
  )
  const take = async () => {
    for (const line of lines()) {
      const name = byLine().get(line.lineId)?.name
      if (name !== undefined) await own.add(line, name)
    }
    props.onDone()
  }
  return (
    <div class="counter">
      <People company={company} isLooking />
      <Switch fallback={<p class="selection-opening">{useTexts('selection').opening}</p>}>
        <Match when={isNewer()}>
          <NewerNotice />
        </Match>
        <Match when={copy().is === 'closed'}>
          <Notice tone="plain">{words.over}</Notice>
        </Match>
        <Match when={isRead()}>
          <Notice tone="plain">{shown.ids().length === 0 ? words.nothingYet : words.looking}</Notice>
          <TakenOut entries={notices()} lines={lines()} removed={resolved.removed()} mayPutBack={false} />
          <Show when={shown.ids().length > 0}>
            <div class="selection-counter">
              <ul class="lines">
                <For each={shown.ids()}>
                  {(lineId) => (
                    <Show when={shown.find(lineId)}>
                      {(line) => (
                        <LineView
                          line={line()}
                          resolved={byLine().get(lineId)}
                          isOutside={outside.has(lineId)}
                          isStill
                          addedBy={company.whoIs(line().addedBy)}
                          isGuest={false}
                          touch={company.touchOf(lineId)}
                          isLeaving={shown.isLeaving(lineId)}
                          onLeft={() => shown.hasLeft(lineId)}
                        />
                      )}
                    </Show>
                  )}
                </For>
              </ul>
              <div class="reserve">
                <div class="reserve-foot">
                  <Totals resolved={resolved.value()} />
                  <Button
                    kind="primary"
                    reason={resolved.value() ? undefined : useTexts('selection').waitForPrices}
                    onPress={() => void take()}
                  >
                    {words.takeCopy}
                  </Button>
                </div>
              </div>
            </div>
          </Show>
        </Match>
      </Switch>
    </div>
  )
}
