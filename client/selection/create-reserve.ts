/** The one button: reserves what is selected, whatever the network does in between. */
import { createEffect, createSignal, on } from 'solid-js'
import type { MadeCheckout } from '../../shared/checkout.ts'
import type { ResolvedSelection } from '../../shared/selection.ts'
import type { ApiProblem } from '../platform/api.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import { journal } from '../platform/journal.ts'
import { useNavigate } from '../platform/router.tsx'
import { useStore } from '../platform/store-context.ts'
import { deviceId, keep, randomId, readKept } from '../platform/storage.ts'
import { useSelection } from '../sync/selection-context.ts'
import { paths } from '../paths.ts'
import type { Resolved } from './create-resolved.ts'
import { forgetNote } from './kept-note.ts'
import { pressKey } from './kept-press.ts'
import { isDefinitive, parsePress, pressFor, requestOf } from './press.ts'

export function createReserve(resolved: Resolved) {
  const store = useStore()
  const selection = useSelection()
  const navigate = useNavigate()
  const [isSending, setSending] = createSignal(false)
  const [problem, setProblem] = createSignal<ApiProblem | null>(null)

  const reserve = async (details: { name: string; note: string }) => {
    if (isSending()) return
    setSending(true)
    setProblem(null)
    const shown = resolved.state() === 'fresh' ? resolved.value() : await resolved.read(true)
    if (shown && shown.lines.length > 0) await press(shown, details)
    setSending(false)
  }

  const press = async (shown: ResolvedSelection, details: { name: string; note: string }) => {
    const request = requestOf(shown, {
      ...details,
      selectionId: selection.id(),
      replaces: selection.pending()?.code ?? null,
    })
    const intent = pressFor(
      parsePress(readKept(pressKey(selection.store))),
      JSON.stringify(request),
      randomId,
    )
    keep(pressKey(selection.store), JSON.stringify(intent))
    const answer = await checkoutApi(selection.store).make(request, intent.key, deviceId())
    if (answer.ok || isDefinitive(answer.problem)) keep(pressKey(selection.store), null)
    if (answer.ok) reserved(answer.value, details.note.trim())
    else await refused(answer.problem)
  }

  const reserved = (made: MadeCheckout, note: string) => {
    forgetNote(selection.store)
    journal(`reservada hasta ${made.expiresAt}`)
    selection.setPending({ code: made.code, expiresAt: made.expiresAt, timeZone: store().timeZone, note })
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
    journal(`sin reservar (${refusal.code})`)
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
  // A problem speaks of the lines as they were pressed.
  createEffect(
    on(
      () =>
        selection
          .lines()
          .map((line) => `${line.lineId}×${line.quantity}`)
          .join(' '),
      () => setProblem(null),
      { defer: true },
    ),
  )

  return { reserve, isSending, problem, forgetProblem: () => setProblem(null) }
}
export type Reserve = ReturnType<typeof createReserve>
