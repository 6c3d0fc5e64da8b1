/**
 * What is no longer sold and has left the selection: one notice a product, by name and with its reason, the same for
 * everybody in it. The shop says so in the document; until it has, what it answers for the prices says the same.
 */
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import type { RemovedLine } from '../../shared/selection.ts'
import { currentNotices, type RemovalNotice } from '../../shared/selection-document-notices.ts'
import type { NoticeEntries, SelectionLine } from '../../shared/selection-document.ts'
import { answered } from '../platform/answered.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import { useTexts } from '../platform/i18n.ts'
import { journal } from '../platform/journal.ts'
import { putBackRemoved } from '../platform/put-back-api.ts'
import { handId, keep, readKept } from '../platform/storage.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Notice } from '../ui/notice.tsx'
import { inputOf } from './create-resolved.ts'
import { noticesToShow, takenKey, type Known, type Taken } from './taken-products.ts'

/** Whether something is sold again is asked so often while its notice is looked at. */
const LOOK_AGAIN_MS = 10_000

type Told = { notices: RemovalNotice[]; removed: RemovedLine[] }
type TakenOutProps = {
  /** What the document says of what was taken out, beside the lines that are in it. */
  entries: NoticeEntries
  lines: SelectionLine[]
  removed: RemovedLine[]
  /** Not where it is only looked at, nor while nothing is written to it. */
  mayPutBack: boolean
}

export default function TakenOut(props: TakenOutProps) {
  const words = useTexts('selection')
  const notices = createMemo(() =>
    currentNotices(props.entries, new Set(props.lines.map(({ lineId }) => lineId))),
  )
  const told: Told = {
    get notices() {
      return notices()
    },
    get removed() {
      return props.removed
    },
  }
  const known = createKnown(told)
  const { understood, understand } = createUnderstood(told)
  const taken = createMemo(() => noticesToShow(told, known.byLine(), understood()))
  const products = createMemo(() => taken().map(({ product }) => product))
  return (
    <Show when={products().length > 0}>
      <Notice tone="warning">
        <p>{words.removedTitle}</p>
        <ul>
          <For each={products()}>
            {(product) => (
              <Show when={taken().find((one) => one.product === product)}>
                {(found) => (
                  <TakenProduct taken={found()} mayPutBack={props.mayPutBack} onAsked={known.ask} />
                )}
              </Show>
            )}
          </For>
        </ul>
        <button type="button" class="quiet" onClick={() => understand(taken().flatMap(({ keys }) => keys))}>
          {words.understood}
        </button>
      </Notice>
    </Show>
  )
}

function TakenProduct(props: { taken: Taken; mayPutBack: boolean; onAsked: () => Promise<void> }) {
  const words = useTexts('selection')
  const selection = useSelection()
  const [isAsking, setAsking] = createSignal(false)
  const [isFailed, setFailed] = createSignal(false)
  const name = () => props.taken.name ?? words.unnamed
  /** The shop does it: where two of us did, it would be back twice. */
  const putBack = async () => {
    if (isAsking()) return
    setAsking(true)
    const notices = props.taken.notices.map(({ lineId, at }) => ({ lineId, at }))
    const answer = await putBackRemoved(selection.store, selection.id(), { notices, by: handId() })
    setAsking(false)
    setFailed(!answer.ok)
    if (!answer.ok) return
    journal(`vuelto a poner ${name()}`)
    // the button goes with its notice; the reader stays where the lines are
    document.getElementById('content')?.focus({ preventScroll: true })
    await props.onAsked()
  }
  onMount(() => journal(`quitado ${name()} (${props.taken.reason})`))
  return (
    <li>
      <strong>{name()}</strong>, {props.taken.isBack ? words.backAgain : words.reasons[props.taken.reason]}.{' '}
      <Show when={props.taken.isBack && props.mayPutBack}>
        <button
          type="button"
          class="quiet"
          aria-label={words.putBackNamed(name())}
          aria-disabled={isAsking()}
          onClick={() => void putBack()}
        >
          {words.putBack}
        </button>
        <Show when={isFailed()}> {words.putBackFailed}</Show>
      </Show>
    </li>
  )
}

/** By line: what it is called, and whether it is sold again. */
function createKnown(told: Told) {
  const { store, id } = useSelection()
  const [known, setKnown] = createSignal<ReadonlyMap<string, Known>>(new Map())
  const know = (
    lines: { lineId: string; productId: string | null; name: string | null }[],
    isBack: boolean,
  ) =>
    setKnown((before) => {
      const said = lines.map(({ lineId, productId, name }) => [lineId, { productId, name, isBack }] as const)
      return new Map([...before, ...said])
    })
  const ask = async () => {
    const lines = told.notices.map(inputOf)
    if (lines.length === 0) return
    const answer = await answered(
      store,
      () => checkoutApi(store).resolve(id(), lines),
      (shop) => shop.resolve(id(), lines),
    )
    if (!answer.ok) return
    // what was sold when the phone last heard of it may not be sold now
    know(answer.value.lines, !answer.isKept)
    know(answer.value.removed, false)
  }
  createEffect(() => know(told.removed, false))
  createEffect(
    on(
      () => told.notices.map(takenKey).join(' '),
      () => void ask(),
    ),
  )
  onMount(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void ask()
    }
    const timer = setInterval(look, LOOK_AGAIN_MS)
    document.addEventListener('visibilitychange', look)
    onCleanup(() => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    })
  })
  return { byLine: known, ask }
}

/** What was read on this phone is not shown here again; others still have it before them. */
function createUnderstood(told: Told) {
  const { store } = useSelection()
  const key = `vidriera:${store}:understood`
  const [understood, setUnderstood] = createSignal<ReadonlySet<string>>(new Set(readKept(key)?.split(' ')))
  const understand = (read: string[]) => {
    const next = new Set([...understood(), ...read])
    setUnderstood(next)
    const here = new Set(told.notices.map(takenKey))
    keep(key, [...next].filter((one) => here.has(one)).join(' '))
  }
  // read before the shop had taken it out
  createEffect(() => {
    const early = told.notices.filter(({ lineId }) => understood().has(lineId))
    if (early.length === 0) return
    setUnderstood(
      (before) => new Set([...before].filter((one) => !early.some(({ lineId }) => lineId === one))),
    )
    understand(early.map(takenKey))
  })
  return { understood, understand }
}
