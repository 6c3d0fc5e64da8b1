/** The selection with today's prices: asks the server whenever a line changes. */
import { createEffect, createMemo, createSignal, on, onCleanup, onMount } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { MAX_LINES, type ResolvedSelection } from '../../shared/selection.ts'
import type { SelectionLine } from '../../shared/selection-document.ts'
import { answered, LONG_PATIENCE_MS } from '../platform/answered.ts'
import type { Answer } from '../platform/api.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import { createPriceAge, isAway, isSlow } from '../platform/connection.ts'
import { journal } from '../platform/journal.ts'
import type { Selection } from '../sync/create-selection.ts'

const SETTLE_MS = 120

type State = 'reading' | 'fresh' | 'offline' | 'failed'

/** What is looked at, be it ours or somebody else's. */
type Seen = Pick<Selection, 'store' | 'state' | 'lines' | 'id'>

export function createResolved(selection: Seen) {
  const [resolved, setResolved] = createStore<{ value: ResolvedSelection | null }>({ value: null })
  const [state, setState] = createSignal<State>('reading')
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const read = async (isPressed = false): Promise<ResolvedSelection | null> => {
    const turn = ++asked
    clearTimeout(timer)
    setState('reading')
    const lines = selection.lines().slice(0, MAX_LINES).map(inputOf)
    const answer = await answered(
      selection.store,
      () => checkoutApi(selection.store).resolve(selection.id(), lines),
      (shop) => shop.resolve(selection.id(), lines),
      { cameLate: (late) => void take(turn, late), ...(isPressed && { patienceMs: LONG_PATIENCE_MS }) },
    )
    return take(turn, answer)
  }

  const take = (turn: number, answer: Answer<ResolvedSelection>): ResolvedSelection | null => {
    if (turn !== asked) return null
    if (!answer.ok) {
      setState(answer.problem.code === 'offline' ? 'offline' : 'failed')
      return null
    }
    setResolved('value', reconcile(answer.value, { key: 'lineId' }))
    // Last known prices are to be looked at: nothing is reserved by them.
    if (answer.isKept) {
      setState('offline')
      return null
    }
    setState('fresh')
    journal(`resuelta, ${answer.value.lines.length} líneas con precios de hoy`)
    return answer.value
  }

  createPriceAge(() => resolved.value?.lastUpdated ?? null)
  createEffect(
    on([selection.state, () => signatureOf(selection.lines())], ([opened, signature]) => {
      if (opened === 'opening') return
      clearTimeout(timer)
      // An answer still on its way speaks of other lines: taken for today's, it would be reserved.
      asked++
      // Nothing to ask: an empty selection costs nothing.
      if (signature === '') {
        setResolved('value', null)
        return setState('fresh')
      }
      if (signature === signatureOf(resolved.value?.lines ?? [])) {
        if (state() === 'reading') setState('fresh')
        return
      }
      setState('reading')
      timer = setTimeout(() => void read(), SETTLE_MS)
    }),
  )
  onMount(() => {
    const readAgain = () => {
      if (state() === 'offline' || state() === 'failed') void read()
    }
    addEventListener('online', readAgain)
    const isLost = createMemo(() => isAway() && !isSlow())
    // whoever else has reached the shop says so, also where the browser never knew that it was away; where it is slow
    // alone, what was asked is still to come
    createEffect(on(isLost, (lost) => !lost && readAgain(), { defer: true }))
    onCleanup(() => removeEventListener('online', readAgain))
  })
  onCleanup(() => clearTimeout(timer))

  return {
    value: () => resolved.value,
    state,
    read,
    /** What it holds and the shop no longer sells; the shop is about to take it out, where it has it. */
    removed: () => resolved.value?.removed ?? [],
  }
}
export type Resolved = ReturnType<typeof createResolved>

type Line = Pick<SelectionLine, 'lineId' | 'variantId' | 'quantity' | 'configuration'>

/** A line as the shop is asked about it. */
export const inputOf = ({ lineId, variantId, quantity, configuration }: Line) => ({
  lineId,
  variantId,
  quantity,
  ...(configuration ? { configuration } : {}),
})

export const signatureOf = (lines: { lineId: string; quantity: number }[]) =>
  lines.map((line) => `${line.lineId}×${line.quantity}`).join(' ')
