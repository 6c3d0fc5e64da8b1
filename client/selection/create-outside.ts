/** Lines behind the last one that a reservation takes: what they are called is asked for, so that they can be told apart. */
import { createEffect, createMemo, createSignal, on } from 'solid-js'
import { MAX_LINES, type ResolvedLine } from '../../shared/selection.ts'
import { answered } from '../platform/answered.ts'
import { checkoutApi } from '../platform/checkout-api.ts'
import type { Selection } from '../sync/create-selection.ts'
import { inputOf, signatureOf } from './create-resolved.ts'

export function createOutside({ store, lines, id }: Pick<Selection, 'store' | 'lines' | 'id'>) {
  const outside = createMemo(() => lines().slice(MAX_LINES))
  const ids = createMemo(() => new Set(outside().map(({ lineId }) => lineId)))
  const [known, setKnown] = createSignal<ResolvedLine[]>([])
  let asked = 0
  const ask = async () => {
    const turn = ++asked
    const found: ResolvedLine[] = []
    for (let from = 0; from < outside().length; from += MAX_LINES) {
      const some = outside()
        .slice(from, from + MAX_LINES)
        .map(inputOf)
      const answer = await answered(
        store,
        () => checkoutApi(store).resolve(id(), some),
        (shop) => shop.resolve(id(), some),
      )
      if (turn !== asked) return
      if (answer.ok) found.push(...answer.value.lines)
    }
    setKnown(found)
  }
  createEffect(
    on(
      () => signatureOf(outside()),
      () => void ask(),
    ),
  )
  return { known, has: (lineId: string) => ids().has(lineId) }
}
