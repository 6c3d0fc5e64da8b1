import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { isAway } from '../platform/connection.ts'
import { loadTexts, useTexts } from '../platform/i18n.ts'
import { inTurn } from '../platform/in-turn.ts'
import { journal } from '../platform/journal.ts'
import { useLocation, useNavigate } from '../platform/router.tsx'
import { useStore } from '../platform/store-context.ts'
import { keepPress, pressKey, readPress } from '../sync/kept-press.ts'
import { asksFor, isDefinitive } from '../sync/press.ts'
import { useSelection } from '../sync/selection-context.ts'
import { submitPress } from '../sync/submit-press.ts'
import { paths } from '../paths.ts'

/** First and longest wait until it is asked for again, where no event says that the shop is back. */
const WAIT_MS = [3_000, 60_000] as const
/** A network that swallows what is asked is none; the key makes the next attempt the same one. */
const PATIENCE_MS = 30_000

/**
 * A press that was made without a connection: asked for as soon as there is one, by one tab alone. What has changed since is
 * shown where the selection is, and waits for a hand; WhatsApp waits for one in any case.
 */
export function WaitingPress() {
  const store = useStore()
  const selection = useSelection()
  const location = useLocation()
  const navigate = useNavigate()
  const isElsewhere = () => location.pathname !== paths.selection(store().slug)
  const isLocked = () => {
    const copy = selection.serverCopy()
    return copy.is === 'closed' && copy.why === 'locked'
  }
  const [hasWords, setWords] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitMs: number = WAIT_MS[0]

  const attempt = async () => {
    clearTimeout(timer)
    if (!navigator.onLine) return
    void bringWords()
    await selection.whenOpen()
    if ((await inTurn(pressKey(selection.store), ask)) === 'decided') return
    timer = setTimeout(() => void attempt(), waitMs * (0.5 + Math.random()))
    waitMs = Math.min(waitMs * 2, WAIT_MS[1])
  }

  /** They come with the selection's own page; on another one they are fetched, and tried again with the next attempt. */
  const bringWords = () =>
    loadTexts('selection').then(
      () => setWords(true),
      (fault: unknown) => journal(`las palabras de la selección no llegaron (${String(fault)})`),
    )

  const ask = async (): Promise<'decided' | 'lost'> => {
    const press = readPress(selection.store)
    if (!press?.waits || press.refusal) return 'decided'
    const isPerhapsMade = press.waits === 'sent' && isLocked()
    if (selection.lines().length === 0 && press.waits === 'unsent') keepPress(selection.store, null)
    // a hand has changed it since: that hand presses again, unless the shop has reserved it and its answer was lost
    if (!isPerhapsMade && !asksFor(press, selection.lines(), selection.id())) return 'decided'
    const answer = await Promise.race([
      submitPress(selection, press, store().timeZone),
      new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS)),
    ])
    if (answer === null) return 'lost'
    if (answer.ok) {
      if (!isElsewhere()) navigate(paths.checkout(answer.value.code))
      return 'decided'
    }
    if (!isDefinitive(answer.problem) && answer.problem.code !== 'too-many-holds') return 'lost'
    keepPress(selection.store, { ...press, refusal: answer.problem })
    return 'decided'
  }

  createEffect(
    on(
      () => readPress(selection.store)?.key,
      () => void attempt(),
    ),
  )
  createEffect(on(isLocked, (locked) => locked && void attempt(), { defer: true }))
  createEffect(on(isAway, (away) => !away && void attempt(), { defer: true }))
  onMount(() => {
    void bringWords()
    const comeBack = () => void attempt()
    addEventListener('online', comeBack)
    onCleanup(() => removeEventListener('online', comeBack))
  })
  onCleanup(() => clearTimeout(timer))

  return (
    <Show when={isElsewhere() && hasWords()}>
      <WaitingLine />
    </Show>
  )
}

function WaitingLine() {
  const words = useTexts('selection').waiting
  const store = useStore()
  return (
    <aside class="pending-line" role="status">
      <span>{readPress(useSelection().store)?.refusal ? words.lineChanged : words.lineWaits}</span>
      <span class="pending-hands">
        <a href={paths.selection(store().slug)}>{words.look}</a>
      </span>
    </aside>
  )
}
