import { createSignal, lazy, Match, onMount, Show, Suspense, Switch } from 'solid-js'
import type { SelectionLink } from '../../shared/selection-links.ts'
import { useTexts } from '../platform/i18n.ts'
import { linksApi } from '../platform/links-api.ts'
import { useStore } from '../platform/store-context.ts'
import { useSelection } from '../sync/selection-context.ts'
import { linkHash } from '../sync/shared-with.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/choices.tsx'
import { HandOn } from '../ui/hand-on.tsx'
import { Notice } from '../ui/notice.tsx'
import { paths } from '../paths.ts'
import { RecoveryCode } from './recovery-code.tsx'

const QrCode = lazy(() => import('../ui/qr-code.tsx'))
/** To choose together, to look, or for oneself on another phone. */
const ways = ['edit', 'view', 'back'] as const

/** One link to choose together and one to look, each until it is taken back; and the way back to it for oneself. */
export default function ShareSelection() {
  const words = useTexts('selection').together
  const store = useStore()
  const selection = useSelection()
  const [way, setWay] = createSignal<(typeof ways)[number]>('edit')
  const [links, setLinks] = createSignal<SelectionLink[]>()
  const [isBusy, setBusy] = createSignal(false)
  const [isFailed, setFailed] = createSignal(false)
  const api = () => linksApi(selection.store, selection.id())
  const link = () => links()?.find((one) => one.access === way())
  const urlOf = ({ access, token }: SelectionLink) =>
    new URL(paths.selection(store().slug) + linkHash(access, token), location.href).href

  const attempt = async (work: () => Promise<boolean>) => {
    if (isBusy()) return
    setBusy(true)
    setFailed(!(await work()))
    setBusy(false)
  }
  const read = async () => {
    const answer = await api().list()
    if (answer.ok) setLinks(answer.value.items)
    return answer.ok
  }
  const make = async () => {
    const answer = await api().add(way() === 'view' ? 'view' : 'edit')
    if (answer.ok) setLinks((before) => [...(before ?? []), answer.value])
    return answer.ok
  }
  const revoke = async (gone: SelectionLink) => {
    const answer = await api().revoke(gone.id)
    if (answer.ok) setLinks((before) => before?.filter(({ id }) => id !== gone.id))
    return answer.ok
  }
  onMount(() => void attempt(read))
  return (
    <div class="share-selection">
      <Choices
        label={words.how}
        name="share-selection"
        chosen={words.ways[way()]}
        values={ways.map((one) => ({ name: words.ways[one], state: 'here' }))}
        onChoose={(name) => setWay(ways.find((one) => words.ways[one] === name) ?? 'edit')}
      />
      <p class="share-hint">{words.hints[way()]}</p>
      <Show when={isFailed()}>
        <Notice tone="warning">{words.failed}</Notice>
      </Show>
      <Switch>
        <Match when={way() === 'back'}>
          <RecoveryCode />
        </Match>
        <Match when={link()} keyed>
          {(made) => (
            <>
              <Suspense>
                <QrCode text={urlOf(made)} label={words.qrLabel} />
              </Suspense>
              <div class="share-hands">
                <HandOn url={urlOf(made)} title={words.titleFor(store().name)} words={words} />
                <Button kind="quiet" isBusy={isBusy()} onPress={() => void attempt(() => revoke(made))}>
                  {words.revoke}
                </Button>
              </div>
            </>
          )}
        </Match>
        <Match when={links() !== undefined}>
          <Button kind="primary" isBusy={isBusy()} onPress={() => void attempt(make)}>
            {isBusy() ? words.making : words.make}
          </Button>
        </Match>
        <Match when={isFailed()}>
          <Button isBusy={isBusy()} onPress={() => void attempt(read)}>
            {useTexts('selection').retry}
          </Button>
        </Match>
      </Switch>
    </div>
  )
}
