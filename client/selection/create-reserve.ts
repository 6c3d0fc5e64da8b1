/** The one button: reserves what is selected, whatever the network does in between. */
import { createEffect, createSignal, on, onCleanup, onMount, untrack } from 'solid-js'
import type { MadeCheckout } from '../../shared/checkout.ts'
import type { ApiProblem } from '../platform/api.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import { useNavigate } from '../platform/router.tsx'
import { useStore } from '../platform/store-context.ts'
import { randomId } from '../platform/storage.ts'
import { keepPress, readPress, watchPress } from '../sync/kept-press.ts'
import { asksFor, isDefinitive, lastKnown, pressFor, requestOf, type Press } from '../sync/press.ts'
import { useSelection } from '../sync/selection-context.ts'
import { submitPress } from '../sync/submit-press.ts'
import { paths } from '../paths.ts'
import type { Resolved } from './create-resolved.ts'

type Details = { name: string; note: string }
type Shown = Parameters<typeof requestOf>[0]

export function createReserve(resolved: Resolved) {
  const store = useStore()
  const selection = useSelection()
  const navigate = useNavigate()
  const [isSending, setSending] = createSignal(false)
  const [problem, setProblem] = createSignal<ApiProblem | null>(null)

  /** What the screen shows while there is no connection, where of every line a price is known. */
  const shownAway = () =>
    resolved.state() === 'offline' || !navigator.onLine
      ? lastKnown(selection.lines(), resolved.value())
      : null

  const reserve = async (details: Details) => {
    if (isSending()) return
    setSending(true)
    setProblem(null)
    try {
      const away = shownAway()
      if (away) return keepPress(selection.store, { ...pressOf(away, details), waits: 'unsent' })
      const shown = resolved.state() === 'fresh' ? resolved.value() : await resolved.read(true)
      if (shown && shown.lines.length > 0) await press(pressOf(shown, details))
    } finally {
      setSending(false)
    }
  }

  const pressOf = (shown: Shown, details: Details) => {
    const request = requestOf(shown, {
      ...details,
      selectionId: selection.id(),
      replaces: selection.pending()?.code ?? null,
    })
    return pressFor(readPress(selection.store), JSON.stringify(request), randomId)
  }

  const press = async (one: Press) => {
    const answer = await submitPress(selection, one, store().timeZone)
    if (answer.ok) reserved(answer.value)
    else await refused(answer.problem)
  }

  const reserved = (made: MadeCheckout) => {
    // WhatsApp opens beside the ticket while the tap still counts as one; where the browser refuses,
    // the ticket's own link is the next tap.
    const opened = made.whatsappUrl === null ? null : window.open(made.whatsappUrl, '_blank')
    if (opened) {
      opened.opener = null
      void checkoutApi(selection.store).report(made.code, 'opened-whatsapp')
    }
    navigate(paths.checkout(made.code))
  }

  const refused = async (refusal: ApiProblem) => {
    // The code we would replace is not pending any more: it is no hindrance, and the next press is a plain one.
    if (refusal.code === 'checkout-not-pending' || refusal.code === 'checkout-not-found')
      selection.setPending(null)
    // Today's prices first, so that the answer to the refusal is given to what the screen shows by then.
    const before = resolved.removed().length
    if (isDefinitive(refusal)) await resolved.read()
    // What ran out has left the selection, and the notice above has said so.
    if (refusal.code === 'insufficient-stock' && resolved.removed().length > before) return
    setProblem(refusal)
  }
  const waiting = () => {
    const kept = readPress(selection.store)
    return kept?.waits ? kept : null
  }
  onMount(() => onCleanup(watchPress(selection.store)))
  // what the shop has answered to a press that waited is read here, wherever it was asked
  createEffect(
    on(
      () => JSON.stringify(waiting()?.refusal),
      (refusal) => refusal !== undefined && void refused(JSON.parse(refusal) as ApiProblem),
    ),
  )
  const forgetProblem = () => {
    setProblem(null)
    if (waiting()?.refusal) keepPress(selection.store, null)
  }
  const shownLines = () =>
    selection
      .lines()
      .map((line) => `${line.lineId}×${line.quantity}`)
      .join(' ')
  // A problem speaks of the lines as they were pressed.
  createEffect((before?: string) => {
    const now = shownLines()
    // while the selection opens there are none
    if (before && now !== before) untrack(forgetProblem)
    return now
  })

  return {
    reserve,
    isSending,
    problem,
    forgetProblem,
    /** Whether a press now would be kept until there is a connection. */
    isAway: () => shownAway() !== null,
    /** The press that waits for a connection; null where none does. */
    waiting,
    /** Whether that is for what is selected now. */
    isAsked: () => {
      const kept = waiting()
      return kept !== null && !kept.refusal && asksFor(kept, selection.lines(), selection.id())
    },
    takeBack: () => {
      keepPress(selection.store, null)
      setProblem(null)
    },
  }
}
export type Reserve = ReturnType<typeof createReserve>
